-- Brings back an entry that a node of the other kind gave up because it does not know its type.
-- KEYS  1 stats hash of the job
-- ARGV  3 type, 4 entry in the dead set, 5 entry as it was meant
-- Reply 1 if it is back on its queue, 0 if it was not there or its job is final
-- Invariant: an entry is in the dead set or on its queue.
-- include: clock
-- include: wake
local stats = redis.call('HMGET', KEYS[1], 'status', 'die_at')
if stats[1] == 'Success' or stats[1] == 'Stopped' or stats[1] == 'Cancelled' or stats[2] then
  return 0
end
if redis.call('ZREM', P .. 'dead', ARGV[4]) == 0 then
  return 0
end
redis.call('LPUSH', P .. 'jobs:' .. ARGV[3], ARGV[5])
runnable(ARGV[3])
return 1
