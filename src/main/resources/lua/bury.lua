-- Moves an entry that is no job to the dead set, wrapped as a job.
-- KEYS  1 in-progress list, or sorted set
-- ARGV  3 entry, 4 wrapped entry
-- Reply 1 if it was moved, 0 if it was not there
-- Invariant: a record that cannot be read is kept, and holds up nothing: a repair that took it for a job
--       in progress has counted it.
-- include: clock
-- include: wake
local gone = 0
if redis.call('TYPE', KEYS[1]).ok == 'zset' then
  gone = redis.call('ZREM', KEYS[1], ARGV[3])
else
  gone = redis.call('LREM', KEYS[1], 1, ARGV[3])
end
if gone == 0 then
  return 0
end
local queue, pool = string.match(KEYS[1], '^(.*):([^:]*):inprogress$')
if queue then
  local counted = tonumber(redis.call('HGET', queue .. ':lock_info', pool) or '0') or 0
  local over = counted - redis.call('LLEN', KEYS[1])
  if over > 0 then
    redis.call('HINCRBY', queue .. ':lock_info', pool, -over)
    redis.call('DECRBY', queue .. ':lock', over)
    runnable(string.sub(queue, #P + #'jobs:' + 1))
  end
end
redis.call('ZADD', P .. 'dead', now, ARGV[4])
return 1
