-- Takes jobs for the idle workers of a pool, the type of each slot drawn by weight.
-- KEYS  1 heartbeat hash of the pool
-- ARGV  3 pool, 4 node, 5 seed, 6 slots, 7 time to live of a stopped job, 8.. type, weight, and the
--       permits and seconds of its rate limit ('0' for none) in turn
-- Reply one {entry, stats id, attempt, parameters, type, max_fails, backoff, '1' if the stats begin
--       here} a job; the stats id of an entry that is no job is '', it stays in progress without a
--       lock until it is buried. When fewer than the slots were found the pool is noted as waiting.
--       Nothing at all for a pool that is in no set: nobody would put back what it takes.
-- Invariant: what is in progress here is Running under this pool and a new attempt, and is counted.
-- include: clock
-- include: revision
-- include: settle
-- include: identify
-- include: mark
if redis.call('SISMEMBER', P .. 'worker_pools', ARGV[3]) == 0 then
  return false
end
local pool, node, slots, ttl = ARGV[3], ARGV[4], tonumber(ARGV[6]), ARGV[7]
local instant = tonumber(time[1]) + tonumber(time[2]) / 1000000
math.randomseed(tonumber(ARGV[5]))

-- How many may start now under a rate limit. The starts are kept newest first, so that the oldest one
-- that still counts is at a known place.
local function allowance(name, permits, seconds)
  local starts = P .. 'rate:' .. name
  local room = permits - redis.call('LLEN', starts)
  while room < slots do
    local oldest = redis.call('LINDEX', starts, -1)
    if not oldest or tonumber(oldest) > instant - seconds then
      break
    end
    redis.call('RPOP', starts)
    room = room + 1
  end
  return math.max(0, room)
end

local open, total = {}, 0
for i = 8, #ARGV, 4 do
  local queue = P .. 'jobs:' .. ARGV[i]
  if redis.call('LLEN', queue) > 0 and redis.call('EXISTS', queue .. ':paused') == 0 then
    local limit = tonumber(redis.call('GET', queue .. ':max_concurrency') or '0') or 0
    local room = slots
    if limit > 0 then
      room = math.min(room, limit - (tonumber(redis.call('GET', queue .. ':lock') or '0') or 0))
    end
    local permits, seconds = tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    if permits > 0 and room > 0 then
      room = math.min(room, allowance(ARGV[i], permits, seconds))
    end
    if room > 0 then
      local weight = tonumber(ARGV[i + 1])
      open[#open + 1] = {name = ARGV[i], queue = queue, weight = weight, room = room, seconds = seconds}
      total = total + weight
    end
  end
end

local function draw()
  local point = math.random() * total
  for i, candidate in ipairs(open) do
    point = point - candidate.weight
    if point < 0 then
      return i
    end
  end
  return #open
end

local function close(i)
  total = total - open[i].weight
  table.remove(open, i)
end

-- A producer that keeps no stats, or saves them later: they begin here.
local function begin(id, name)
  redis.call('HSET', P .. 'job_stats:' .. id, 'id', id, 'name', name, 'kind', 'Generic', 'unique', '0',
    'ref_link', '/api/v1/jobs/' .. id, 'enqueue_time', now, 'run_at', '0', 'cron_spec', '',
    'web_hook_url', '', 'numeric_policy_id', '0')
  redis.call('HSET', P .. 'job_track:inprogress', id, '1')
end

local taken = {}
while #taken < slots and #open > 0 do
  local i = draw()
  local candidate = open[i]
  local inprogress = candidate.queue .. ':' .. pool .. ':inprogress'
  local entry = redis.call('RPOPLPUSH', candidate.queue, inprogress)
  if not entry then
    close(i)
  else
    local id = identify(entry)
    local stats = id and record(id, 'status', 'revision', 'attempt', 'parameters', 'claim',
      'web_hook_url', 'ended_at', 'max_fails', 'backoff', 'ended_as', 'retry_at')
    if not stats then
      taken[#taken + 1] = {entry, '', '0', '', candidate.name, '', '', '0'}
    else
      local key = P .. 'job_stats:' .. id
      local ended = over(stats[1], stats[10], stats[11])
      if ended then
        redis.call('LREM', inprogress, 1, entry)
        if not stats[7] or ended ~= stats[1] or ended ~= stats[10] then
          redis.call('HSET', key, 'status', ended, 'ended_at', stats[7] or now, 'ended_as', ended)
          settle(id, ttl, stats[5], stats[6])
        end
      else
        if not stats[1] then
          begin(id, candidate.name)
        end
        local attempt = string.format('%.0f', (tonumber(stats[3]) or 0) + 1)
        local revision = stats[2] or now
        if stats[1] == 'Running' or stats[1] == 'Error' then
          revision = renewed(stats[2])
          redis.call('HDEL', key, 'ack')
        end
        if attempt ~= '1' then
          redis.call('HDEL', key, 'ended_at', 'ended_as', 'check_in', 'check_in_at', 'op_command', 'retry_at')
          redis.call('PERSIST', key)
        end
        redis.call('HSET', key, 'status', 'Running', 'revision', revision, 'update_time', now,
          'started_at', now, 'pool', pool, 'node', node, 'attempt', attempt)
        redis.call('INCR', candidate.queue .. ':lock')
        redis.call('HINCRBY', candidate.queue .. ':lock_info', pool, 1)
        if candidate.seconds > 0 then
          redis.call('LPUSH', P .. 'rate:' .. candidate.name, string.format('%.6f', instant))
          redis.call('EXPIRE', P .. 'rate:' .. candidate.name, candidate.seconds + 1)
        end
        taken[#taken + 1] = {entry, id, attempt, stats[4] or '', candidate.name, stats[8] or '',
          stats[9] or '', stats[1] and '0' or '1'}
        candidate.room = candidate.room - 1
        if candidate.room == 0 then
          close(i)
        end
      end
    end
  end
end
if #taken < slots then
  redis.call('SADD', P .. 'waiting_pools', pool)
end
return taken
