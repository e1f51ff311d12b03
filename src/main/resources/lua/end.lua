-- Ends an attempt: off the in-progress list, counters, final status, or back on the queue.
-- KEYS  1 stats hash of the job
-- ARGV  3 pool, 4 attempt, 5 type, 6 stats id, 7 entry, 8 outcome (Success, Error, Stopped, Cancelled,
--       or Return, which puts the job back), 9 time to live, 10 time to live of a stopped job,
--       11 '1' if the type is limited, 12 of a failed run: the entry for the retry or the dead set,
--       13 the second of the retry, '0' when there is none, 14.. stats, field and value
-- Reply 'ENDED'; 'DONE' when this attempt had ended before; 'FENCED' when the job has gone to another
--       attempt; 'GONE' when its stats were deleted
-- Invariant: counters go down exactly when the entry leaves the list; an ended attempt stays ended.
-- include: clock
-- include: revision
-- include: wake
-- include: settle
local pool, attempt, name, id, entry, outcome = ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local queue = P .. 'jobs:' .. name

local function release()
  if redis.call('LREM', queue .. ':' .. pool .. ':inprogress', 1, entry) == 0 then
    return false
  end
  redis.call('DECR', queue .. ':lock')
  redis.call('HINCRBY', queue .. ':lock_info', pool, -1)
  if ARGV[11] == '1' and redis.call('LLEN', queue) > 0 then
    wake(name)
  end
  return true
end

local stats = redis.call('HMGET', KEYS[1], 'status', 'revision', 'pool', 'attempt', 'ended_at', 'claim',
  'web_hook_url', 'op_command')
if not stats[1] then
  release()
  return 'GONE'
end
if stats[3] ~= pool or stats[4] ~= attempt then
  return 'FENCED'
end
if stats[5] then
  return 'DONE'
end

local held = release()
local cancelled = stats[8] == 'cancel' or outcome == 'Cancelled'
if outcome == 'Return' and stats[1] ~= 'Stopped' and not cancelled then
  if held then
    redis.call('HSET', KEYS[1], 'status', 'Pending', 'revision', renewed(stats[2]), 'update_time', now,
      'pool', '')
    redis.call('HDEL', KEYS[1], 'check_in', 'check_in_at', 'ack')
    redis.call('RPUSH', queue, entry)
    wake(name)
  end
  return 'ENDED'
end

local status, ttl = outcome, ARGV[9]
if stats[1] == 'Stopped' or (outcome == 'Return' and not cancelled) then
  status, ttl = 'Stopped', ARGV[10]
elseif cancelled then
  status, ttl = 'Cancelled', ARGV[9]
end
local fields = {'status', status, 'update_time', now, 'ended_at', now, 'ended_as', status}
if status == outcome then
  for i = 14, #ARGV do
    fields[#fields + 1] = ARGV[i]
  end
end
local retry_at = ARGV[13]
if status == 'Error' and retry_at ~= '0' then
  redis.call('ZADD', P .. 'retry', retry_at, ARGV[12])
  fields[#fields + 1] = 'retry_at'
  fields[#fields + 1] = retry_at
  redis.call('HSET', KEYS[1], unpack(fields))
  return 'ENDED'
end
if status == 'Error' or status == 'Cancelled' then
  redis.call('ZADD', P .. 'dead', now, status == 'Error' and ARGV[12] or entry)
  fields[#fields + 1] = 'die_at'
  fields[#fields + 1] = now
end
redis.call('HSET', KEYS[1], unpack(fields))
settle(id, ttl, stats[6], stats[7])
return 'ENDED'
