-- Takes jobs for the idle workers of a pool, the type of each slot drawn by weight among the types
-- that may have work.
-- KEYS  1 heartbeat hash of the pool
-- ARGV  3 pool, 4 host, 5 seed, 6 slots, 7 time to live of a stopped job, 8 '1' to look at the queues
--       of all types of the pool, which others may have pushed to, 9 the node with its places of logs
-- Reply {milliseconds until a rate limit lets a job start, '' if none holds one back; '1' if it dropped
--       so many stopped jobs that the rest is left for another call}, then for each job {entry, stats
--       id, attempt, parameters, type, max_fails, backoff, '1' if the stats begin here,
--       upstream_job_id}; the stats id of
--       an entry that is no job is '', it stays in progress without a lock until it is buried. When
--       fewer than the slots were found the pool is noted as waiting. Nothing at all for a pool that is
--       in no set: nobody would put back what it takes.
-- Invariant: what is in progress here is Running under this pool and a new attempt, and is counted; a
--       type whose queue is not empty is among those that may have work, but for pushes of others.
-- Budget: 6 a call; 4 for each type that is drawn; 3 a job, 3 more for one that ran before, 5 for one
--       without stats. Of more than 64 types with work it looks at 64 drawn at random, and at all when
--       these do not fill the slots. A look costs 2, and 1 for each 50 types.
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
-- include: complete
-- include: present
-- include: index
-- include: reason
if redis.call('SISMEMBER', P .. 'worker_pools', ARGV[3]) == 0 then
  return false
end
local pool, node, slots, ttl = ARGV[3], ARGV[4], tonumber(ARGV[6]), ARGV[7]
local instant = tonumber(time[1]) + tonumber(time[2]) / 1000000
local active, own = P .. 'active_types', P .. 'pool_types:' .. pool
local some, most_drops = 64, 500
math.randomseed(tonumber(ARGV[5]))

local function queue(name)
  return P .. 'jobs:' .. name
end

local function look()
  local found = present(redis.call('HKEYS', own), queue)
  for from = 1, #found, 1000 do
    redis.call('SADD', active, unpack(found, from, math.min(#found, from + 999)))
  end
end

-- Types that may have work; whether there are more of them.
local function candidates()
  local number = redis.call('SCARD', active)
  if number <= some then
    return redis.call('SMEMBERS', active), false
  end
  if redis.call('HLEN', own) > some then
    return redis.call('SRANDMEMBER', active, some), true
  end
  local names, busy = redis.call('HKEYS', own), {}
  local marks = redis.call('SMISMEMBER', active, unpack(names))
  for i, name in ipairs(names) do
    if marks[i] == 1 then
      busy[#busy + 1] = name
    end
  end
  return busy, false
end

local open, seen, total = {}, {}, 0
local function add(names)
  for from = 1, #names, 1000 do
    local till = math.min(#names, from + 999)
    local options = redis.call('HMGET', own, unpack(names, from, till))
    for i = from, till do
      local option = options[i - from + 1]
      if option and not seen[names[i]] then
        seen[names[i]] = true
        local weight, permits, seconds = string.match(option, '^(%d+) (%d+) (%d+)$')
        open[#open + 1] = {name = names[i], queue = queue(names[i]), weight = tonumber(weight), taken = 0,
          started = 0, permits = tonumber(permits), seconds = tonumber(seconds)}
        total = total + open[#open].weight
      end
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

-- How many may start now under a rate limit. The starts are kept newest first, so that the oldest one
-- that still counts is at a known place.
local permitted_in
local function allowance(candidate)
  local starts = P .. 'rate:' .. candidate.name
  local room = candidate.permits - redis.call('LLEN', starts)
  while room < slots do
    local oldest = redis.call('LINDEX', starts, -1)
    if not oldest then
      break
    end
    local left = tonumber(oldest) + candidate.seconds - instant
    if left > 0 then
      if room <= 0 then
        permitted_in = math.min(permitted_in or left, left)
      end
      break
    end
    redis.call('RPOP', starts)
    room = room + 1
  end
  return room
end

local function room(candidate)
  local rules = redis.call('MGET', candidate.queue .. ':paused', candidate.queue .. ':max_concurrency',
    candidate.queue .. ':lock')
  if rules[1] then
    return 0
  end
  local left, limit = slots, tonumber(rules[2] or '0') or 0
  if limit > 0 then
    left = math.min(left, limit - (tonumber(rules[3] or '0') or 0))
  end
  if candidate.permits > 0 and left > 0 then
    left = math.min(left, allowance(candidate))
  end
  return left
end

-- A producer that keeps no stats, or saves them later: they begin here.
local function begin(id, name, offset)
  redis.call('HSET', P .. 'job_stats:' .. id, 'id', id, 'name', name, 'kind', 'Generic', 'unique', '0',
    'ref_link', '/api/v1/jobs/' .. id, 'enqueue_time', now, 'run_at', '0', 'cron_spec', '',
    'web_hook_url', '', 'numeric_policy_id', '0')
  redis.call('HSET', P .. 'job_track:inprogress', id, '1')
  indexed(id, offset)
end

local taken, dropped = {}, 0

-- Drops the entry of a job that has ended.
local function drop(id, ended, inprogress, entry)
  dropped = dropped + 1
  redis.call('LREM', inprogress, 1, entry)
  local stats = record(id, 'status', 'ended_at', 'ended_as', 'claim', 'web_hook_url', 'awaited',
    'multiple_executions')
  complete(id, ended, ttl, {status = stats[1], ended_at = stats[2], ended_as = stats[3], claim = stats[4],
    hook = stats[5], awaited = stats[6], parent = stats[7]})
end

-- Where the attempts ran: a stay for each change of the place, the oldest of very many forgotten.
local longest = 4096
local function stays(before, attempt)
  if before and string.match(before, '%d+ ([^,]*)$') == ARGV[9] then
    return before
  end
  if before and #before > longest then
    before = string.match(before, ',(.*)$', #before - longest / 2)
  end
  return (before and before .. ',' or '') .. attempt .. ' ' .. ARGV[9]
end

local function start(candidate, entry, id, stats)
  local key = P .. 'job_stats:' .. id
  if not stats[1] then
    begin(id, candidate.name, #taken)
  end
  local attempt, revision = '1', stats[2] or now
  if stats[3] then
    attempt = string.format('%.0f', (tonumber(stats[3]) or 0) + 1)
    redis.call('HDEL', key, 'ended_at', 'ended_as', 'check_in', 'check_in_at', 'op_command', 'retry_at')
    redis.call('PERSIST', key)
    redis.call('PERSIST', P .. 'sub_jobs:' .. id)
  end
  if stats[1] == 'Running' or stats[1] == 'Error' then
    revision = renewed(stats[2])
  end
  redis.call('HSET', key, 'status', 'Running', 'revision', revision, 'update_time', now,
    'started_at', now, 'pool', pool, 'node', node, 'attempt', attempt, 'ran_on', stays(stats[9], attempt))
  report(id, stats[11], 's')
  candidate.started = candidate.started + 1
  if candidate.permits > 0 then
    redis.call('LPUSH', P .. 'rate:' .. candidate.name, string.format('%.6f', instant))
  end
  taken[#taken + 1] = {entry, id, attempt, stats[4] or '', candidate.name, stats[5] or '', stats[6] or '',
    stats[1] and '0' or '1', stats[10] or ''}
end

local function take(i)
  local candidate = open[i]
  candidate.room = candidate.room or room(candidate)
  if candidate.started >= candidate.room then
    return close(i)
  end
  local inprogress = candidate.queue .. ':' .. pool .. ':inprogress'
  local entry = redis.call('RPOPLPUSH', candidate.queue, inprogress)
  if not entry then
    redis.call('SREM', active, candidate.name)
    return close(i)
  end
  local id = identify(entry)
  local stats = id and record(id, 'status', 'revision', 'attempt', 'parameters', 'max_fails', 'backoff',
    'ended_as', 'retry_at', 'ran_on', 'upstream_job_id', 'web_hook_url')
  if not stats then
    taken[#taken + 1] = {entry, '', '0', '', candidate.name, '', '', '0', ''}
    return
  end
  local ended = over(stats[1], stats[7], stats[8])
  if ended then
    drop(id, ended, inprogress, entry)
  else
    start(candidate, entry, id, stats)
  end
end

local all = {}
local function fill()
  while #taken < slots and #open > 0 and dropped < most_drops do
    local i = draw()
    all[open[i].name] = open[i]
    take(i)
  end
end

if ARGV[8] == '1' then
  look()
end
local names, more = candidates()
add(names)
local ok, problem = pcall(fill)
if ok and more and #taken < slots then
  add(redis.call('SMEMBERS', active))
  ok, problem = pcall(fill)
end
for name, candidate in pairs(all) do
  if candidate.started > 0 then
    redis.call('INCRBY', candidate.queue .. ':lock', candidate.started)
    redis.call('HINCRBY', candidate.queue .. ':lock_info', pool, candidate.started)
    if candidate.permits > 0 then
      redis.call('EXPIRE', P .. 'rate:' .. name, candidate.seconds + 1)
    end
  end
end
if not ok and #taken == 0 then
  return redis.error_reply(reason(problem))
end
-- What waited for a job that was dropped may have come to a queue that was empty before.
local again = dropped >= most_drops or announced
if #taken < slots and not again then
  redis.call('SADD', P .. 'waiting_pools', pool)
end
local permit = permitted_in and string.format('%.0f', math.ceil(permitted_in * 1000)) or ''
table.insert(taken, 1, {permit, again and '1' or '0'})
return taken
