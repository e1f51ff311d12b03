-- Puts a scheduled job on its queue whose entry somebody deleted.
-- KEYS  1 stats hash of the job
-- ARGV  3 type, 4 entry
-- Reply 1 if it is there now, 0 if it has moved on meanwhile
-- Invariant: it is put back once, which queued_at notes.
-- include: clock
-- include: wake
local stats = redis.call('HMGET', KEYS[1], 'status', 'queued_at')
if stats[1] ~= 'Scheduled' or stats[2] then
  return 0
end
redis.call('HSET', KEYS[1], 'queued_at', now)
redis.call('LPUSH', P .. 'jobs:' .. ARGV[3], ARGV[4])
runnable(ARGV[3])
return 1
