-- Takes in a sub-job of an attempt that runs, and links the two.
-- KEYS  1 stats hash of the parent
-- ARGV  3 parent, 4 pool, 5 attempt, 6 how deep sub-jobs may be nested, then the job as in "submit"
-- Reply {'LAUNCHED'}, also when it was launched before, by whatever request; {'STOP'} and {'CANCEL'} when
--       the parent has been told so; {'FENCED'} when it has gone to another attempt or has ended; {'DEEP'};
--       or what refuses the job in "submit"
-- Invariant: only the attempt that runs launches; a parent names each of its sub-jobs, which names it, for
--       as long as the parent has a record.
-- Budget: 4, and what "submit" has for the job.
-- include: clock
-- include: event
-- include: hook
-- include: wake
-- include: claim
-- include: mark
-- include: ended
-- include: index
-- include: reason
-- include: crowd
-- What runs is to come to its end, however much waits.
local limit_in_all = '0'
-- include: intake
local parent, id = ARGV[3], ARGV[8]
local stats = redis.call('HMGET', KEYS[1], 'pool', 'attempt', 'ended_at', 'status', 'op_command', 'depth')
if stats[1] ~= ARGV[4] or stats[2] ~= ARGV[5] or stats[3] then
  return {'FENCED'}
end
if stats[5] == 'cancel' then
  return {'CANCEL'}
end
if over(stats[4], nil, nil) or stats[4] == 'Error' or stats[5] then
  return {'STOP'}
end
local children = P .. 'sub_jobs:' .. parent
if redis.call('ZSCORE', children, id) then
  return {'LAUNCHED'}
end
local depth = (tonumber(stats[6]) or 0) + 1
if depth > tonumber(ARGV[6]) then
  return {'DEEP'}
end
local reply = take_in(7, 0)
if reply[1] == 'TAKEN' or reply[1] == 'KNOWN' then
  redis.call('HSET', P .. 'job_stats:' .. id, 'depth', depth)
  redis.call('ZADD', children, string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2])), id)
  -- The end of a job looks at one of the two only: a look costs each job, and most have neither.
  redis.call('HSET', KEYS[1], 'multiple_executions', '1', 'awaited', '1')
  take_effect()
  return {'LAUNCHED'}
end
return reply
