-- Takes the oldest entries from a queue and stops their jobs, a piece of a purge a call.
-- KEYS  1 queue
-- ARGV  3 token of the purge, 4 number of the piece, 5 most entries, 6 time to live of a stopped job,
--       then entries that are no job, each with what goes to the dead set for it
-- Reply {'TAKEN', number, left on the queue}, the same number when the piece is sent again;
--       {'POISON', then entries that are no job} when there are others than those given, and nothing
--       was taken
-- Invariant: an entry leaves the queue together with the end of its job, which is that of a stop, or for
--       the dead set. A job that runs although its entry is here goes on.
-- Budget: 5 a call; 6 a job, 1 more for one with a hook or that ran before, 2 for a retry, 6 for a
--       unique one.
-- include: clock
-- include: event
-- include: hook
-- include: revision
-- include: wake
-- include: dated
-- include: mark
-- include: ended
-- include: settle
-- include: halt
-- include: identify
-- include: runs
-- include: complete
-- include: reason
local queue, token, ttl = KEYS[1], P .. 'purge:' .. ARGV[3], ARGV[6]
local piece, before = string.match(redis.call('GET', token) or '', '^(%d+) (%d+)$')
if piece == ARGV[4] then
  return {'TAKEN', tonumber(before), redis.call('LLEN', queue)}
end

local wrapped = {}
for i = 7, #ARGV, 2 do
  wrapped[ARGV[i]] = ARGV[i + 1]
end

local function read(entry)
  local id = identify(entry)
  local stats = id and record(id, 'status', 'revision', 'pool', 'ended_at', 'ended_as', 'retry_at', 'claim',
    'web_hook_url', 'awaited', 'multiple_executions')
  return stats and {id = id, status = stats[1], revision = stats[2], pool = stats[3], ended_at = stats[4],
    ended_as = stats[5], retry_at = stats[6], claim = stats[7], hook = stats[8],
    awaited = stats[9], parent = stats[10]}
end

local function runs_somewhere(entry, stats)
  local pools = stats.status == 'Running' and redis.call('SMEMBERS', P .. 'worker_pools') or {}
  pools[#pools + 1] = stats.pool or nil
  return runs(queue, entry, pools)
end

local seen = {}
local function stop(entry, stats)
  if not stats.status or seen[stats.id] or runs_somewhere(entry, stats) then
    return
  end
  seen[stats.id] = true
  local ended = over(stats.status, stats.ended_as, stats.retry_at)
  if ended then
    complete(stats.id, ended, ttl, stats)
  else
    halt(stats.id, stats.status, stats.revision, stats.hook)
    halted(stats.id, ttl, stats)
  end
end

local entries = redis.call('LRANGE', queue, -tonumber(ARGV[5]), -1)
local jobs, poison = {}, {'POISON'}
for i, entry in ipairs(entries) do
  jobs[i] = read(entry)
  if not jobs[i] and not wrapped[entry] then
    poison[#poison + 1] = entry
  end
end
if #poison > 1 then
  return poison
end

-- The entry goes first, since a full Redis lets nobody write who has not taken something away.
local taken = 0
for i = #entries, 1, -1 do
  local entry = redis.call('RPOP', queue)
  local ok, problem = pcall(function()
    if jobs[i] then
      stop(entry, jobs[i])
    else
      redis.call('ZADD', P .. 'dead', now, wrapped[entry])
    end
  end)
  local text = not ok and reason(problem)
  if text and not (jobs[i] and refused(text)) then
    redis.call('RPUSH', queue, entry)
    return redis.error_reply(text)
  end
  taken = taken + 1
end
redis.call('SET', token, ARGV[4] .. ' ' .. taken, 'EX', 60)
return {'TAKEN', taken, redis.call('LLEN', queue)}
