-- Ends an attempt: off the in-progress list, counters, final status, or back on the queue.
-- KEYS  1 stats hash of the job
-- ARGV  3 pool, 4 attempt, 5 type, 6 stats id, 7 entry, 8 outcome (Success, Error, Stopped, Cancelled,
--       or Return, which puts the job back), 9 time to live, 10 time to live of a stopped job,
--       11 '1' if the type is limited, 12 entry for the dead set or '', 13.. stats, field and value
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
  'web_hook_url')
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
if outcome == 'Return' and stats[1] ~= 'Stopped' then
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
if stats[1] == 'Stopped' then
  status, ttl = 'Stopped', ARGV[10]
end
local fields = {'status', status, 'update_time', now, 'ended_at', now}
for i = 13, #ARGV do
  fields[#fields + 1] = ARGV[i]
end
if status == 'Error' and ARGV[12] ~= '' then
  redis.call('ZADD', P .. 'dead', now, ARGV[12])
  fields[#fields + 1] = 'die_at'
  fields[#fields + 1] = now
end
redis.call('HSET', KEYS[1], unpack(fields))
settle(id, ttl, stats[6], stats[7])
return 'ENDED'
