-- Puts back what a dead pool had in progress, in steps, and forgets the pool with the last one.
-- KEYS  1 heartbeat hash of the dead pool
-- ARGV  3 pool, 4 the beat that was seen, 5 entries a step, 6 time to live of a stopped job, 7 of a
--       cancelled one
-- Reply {'ALIVE'} when the pool has beaten since; {'MORE', moved}; {'DONE', moved}
-- Invariant: an entry is on a queue or in progress, never neither; it goes to the front, in the order
-- in which it was taken; a job that was stopped, or that another pool has, is not put back.
-- include: clock
-- include: event
-- include: hook
-- include: revision
-- include: wake
-- include: dated
-- include: mark
-- include: ended
-- include: settle
-- include: identify
local pool, limit, ttl = ARGV[3], tonumber(ARGV[5]), ARGV[6]
local beat = redis.call('HMGET', KEYS[1], 'heartbeat_at', 'beats', 'job_names')
if (beat[1] or '') .. ':' .. (beat[2] or '') ~= ARGV[4] then
  return {'ALIVE'}
end

local names, seen = redis.call('SMEMBERS', P .. 'known_jobs'), {}
for _, name in ipairs(names) do
  seen[name] = true
end
for name in string.gmatch(beat[3] or '', '[^,]+') do
  if not seen[name] then
    names[#names + 1] = name
  end
end

local function settled(name, entry)
  local id = identify(entry)
  local stats = id and record(id, 'status', 'revision', 'pool', 'ended_at', 'claim', 'web_hook_url',
    'op_command', 'awaited', 'multiple_executions')
  if not stats or not stats[1] then
    return false
  end
  local key = P .. 'job_stats:' .. id
  local job = {claim = stats[5], hook = stats[6], awaited = stats[8], parent = stats[9]}
  if stats[3] and stats[3] ~= '' and stats[3] ~= pool then
    local theirs = P .. 'jobs:' .. name .. ':' .. stats[3] .. ':inprogress'
    if redis.call('LPOS', theirs, entry) then
      return true
    end
  end
  if stats[1] == 'Stopped' or stats[1] == 'Success' or stats[1] == 'Cancelled' then
    if not stats[4] then
      redis.call('HSET', key, 'ended_at', now, 'update_time', now)
      settle(id, stats[1], ttl, job)
    end
    return true
  end
  if stats[7] == 'cancel' then
    redis.call('ZADD', P .. 'dead', now, entry)
    redis.call('HSET', key, 'status', 'Cancelled', 'update_time', now, 'die_at', now, 'ended_at', now,
      'ended_as', 'Cancelled')
    report(id, stats[6], 's', true)
    settle(id, 'Cancelled', ARGV[7], job)
    return true
  end
  redis.call('HSET', key, 'status', 'Pending', 'revision', renewed(stats[2]), 'update_time', now, 'pool', '')
  redis.call('HDEL', key, 'check_in', 'check_in_at', 'ack', 'ended_at', 'ended_as')
  happened(id, 's')
  return false
end

-- Gives back what the pool is counted with, one for each entry that leaves it.
local function uncount(queue, number)
  local held = tonumber(redis.call('HGET', queue .. ':lock_info', pool) or '0') or 0
  local less = math.min(held, number)
  if less > 0 then
    redis.call('HINCRBY', queue .. ':lock_info', pool, -less)
    local lock = tonumber(redis.call('GET', queue .. ':lock') or '0') or 0
    redis.call('SET', queue .. ':lock', string.format('%.0f', math.max(0, lock - less)))
  end
end

local moved = 0
for _, name in ipairs(names) do
  local queue = P .. 'jobs:' .. name
  local inprogress = queue .. ':' .. pool .. ':inprogress'
  while true do
    if moved == limit then
      return {'MORE', moved}
    end
    local entry = redis.call('LPOP', inprogress)
    if not entry then
      break
    end
    moved = moved + 1
    uncount(queue, 1)
    if not settled(name, entry) then
      redis.call('RPUSH', queue, entry)
      runnable(name)
    end
  end
  uncount(queue, math.huge)
  -- A limited type may have room now.
  if redis.call('LLEN', queue) > 0 then
    runnable(name)
  end
  redis.call('HDEL', queue .. ':lock_info', pool)
end
redis.call('SREM', P .. 'worker_pools', pool)
redis.call('SREM', P .. 'waiting_pools', pool)
redis.call('DEL', KEYS[1], P .. 'pool_types:' .. pool, P .. 'type_facts:' .. pool,
  P .. 'wake:' .. pool)
redis.call('SET', P .. 'tombstone:' .. pool, '1', 'EX', 86400)
return {'DONE', moved}
