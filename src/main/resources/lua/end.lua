-- Ends attempts of a pool, each by itself: off the in-progress list, counters, final status, or back
-- on the queue.
-- KEYS  1 stats hash of the first job
-- ARGV  3 pool, 4 time to live of a stopped job, then for each attempt: number of its stats fields and
--       values, attempt, type, stats id, entry, outcome (Success, Error, Stopped, Cancelled, or Return,
--       which puts the job back), time to live, '1' if the type is limited, of a failed run the entry
--       for the retry or the dead set, the second of the retry ('0' when there is none), then the
--       fields and values
-- Reply for each attempt 'ENDED'; 'DONE' when it had ended before; 'FENCED' when the job has gone to
--       another attempt; 'GONE' when its stats were deleted; 'REFUSED' and the error when a key of it
--       holds something else
-- Invariant: counters go down exactly when the entry leaves the list; an ended attempt stays ended, and
--       is counted once among those that ended in these ten seconds, unless it puts its job back.
-- Budget: 1 a call; 3 a type, 2 more for a limited one; 5 a job, 1 more for one with a hook, 2 with sub-jobs, 1
--       to retry or to the dead set, 6 more for a unique one; of one that others wait for 2, and 6 for each
--       of these, up to 300 of them.
-- include: clock
-- include: event
-- include: hook
-- include: revision
-- include: wake
-- include: dated
-- include: mark
-- include: ended
-- include: settle
-- include: reason
local pool = ARGV[3]
local released, limited, returned, ended = {}, {}, {}, {}
-- What jobs hear that wait for one whose record is gone.
local told = {Success = 'Success', Error = 'Error', Stopped = 'Stopped'}

local function take_off(name, entry)
  if redis.call('LREM', P .. 'jobs:' .. name .. ':' .. pool .. ':inprogress', 1, entry) == 0 then
    return false
  end
  released[name] = (released[name] or 0) + 1
  return true
end

local function finish(at)
  local attempt, name, id, entry, outcome = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5]
  local key = P .. 'job_stats:' .. id
  limited[name] = ARGV[at + 7] == '1'
  local stats = redis.call('HMGET', key, 'status', 'pool', 'attempt', 'ended_at', 'op_command', 'claim',
    'web_hook_url', 'awaited')
  if not stats[1] then
    if take_off(name, entry) then
      ended[name] = (ended[name] or 0) + 1
      announce({{id, told[outcome] or 'deleted'}}, ARGV[4])
    end
    return 'GONE'
  end
  if stats[2] ~= pool or stats[3] ~= attempt then
    return 'FENCED'
  end
  if stats[4] then
    return 'DONE'
  end

  local held = take_off(name, entry)
  local cancelled = stats[5] == 'cancel' or outcome == 'Cancelled'
  if outcome == 'Return' and stats[1] ~= 'Stopped' and not cancelled then
    if held then
      redis.call('HSET', key, 'status', 'Pending', 'revision', renewed(redis.call('HGET', key, 'revision')),
        'update_time', now, 'pool', '')
      redis.call('HDEL', key, 'check_in', 'check_in_at', 'ack')
      happened(id, 's')
      redis.call('RPUSH', P .. 'jobs:' .. name, entry)
      returned[name] = (returned[name] or 0) + 1
    end
    return 'ENDED'
  end

  local status, ttl = outcome, ARGV[at + 6]
  if stats[1] == 'Stopped' or (outcome == 'Return' and not cancelled) then
    status, ttl = 'Stopped', ARGV[4]
  elseif cancelled then
    status = 'Cancelled'
  end
  local fields = {'status', status, 'update_time', now, 'ended_at', now, 'ended_as', status}
  if status == outcome then
    for i = at + 10, at + 9 + tonumber(ARGV[at]) do
      fields[#fields + 1] = ARGV[i]
    end
  end
  local again = status == 'Error' and ARGV[at + 9] ~= '0'
  if again then
    redis.call('ZADD', P .. 'retry', ARGV[at + 9], ARGV[at + 8])
    fields[#fields + 1] = 'retry_at'
    fields[#fields + 1] = ARGV[at + 9]
  elseif status == 'Error' or status == 'Cancelled' then
    redis.call('ZADD', P .. 'dead', now, status == 'Error' and ARGV[at + 8] or entry)
    fields[#fields + 1] = 'die_at'
    fields[#fields + 1] = now
  end
  redis.call('HSET', key, unpack(fields))
  if status ~= stats[1] then
    report(id, stats[7], 's', not again)
  end
  ended[name] = (ended[name] or 0) + 1
  if not again then
    settle(id, status, ttl, {claim = stats[6], hook = stats[7], awaited = stats[8], parent = stats[8]}, ARGV[4])
  end
  return 'ENDED'
end

local replies, at, problem = {}, 5, nil
while at <= #ARGV and not problem do
  local ok, reply = pcall(finish, at)
  local text = not ok and reason(reply)
  if text and not refused(text) then
    problem = text
  end
  replies[#replies + 1] = ok and reply or 'REFUSED ' .. text
  at = at + 10 + tonumber(ARGV[at])
end
for name, number in pairs(released) do
  local queue = P .. 'jobs:' .. name
  redis.call('DECRBY', queue .. ':lock', number)
  redis.call('HINCRBY', queue .. ':lock_info', pool, -number)
  if returned[name] then
    runnable(name, returned[name])
  elseif limited[name] and redis.call('LLEN', queue) > 0 then
    wake(name, number)
  end
end
-- A count that cannot be kept keeps no job from its end.
local bucket = P .. 'ended:' .. string.format('%.0f', math.floor(tonumber(time[1]) / 10))
for name, number in pairs(ended) do
  if redis.pcall('HINCRBY', bucket, name, number) == number then
    redis.pcall('EXPIRE', bucket, 120)
  end
end
if problem then
  return redis.error_reply(problem)
end
return replies
