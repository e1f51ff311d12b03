-- Notes how far an attempt is.
-- KEYS  1 stats hash of the job
-- ARGV  3 pool, 4 attempt, 5 job id, 6 message
-- Reply 'OK', or 'FENCED' when the job has gone to another attempt or has ended
-- Invariant: only the attempt that runs writes; a job that was stopped takes no more check-ins. A
-- late save by a node of the other kind may have set Pending: that ends nothing.
-- include: clock
-- include: event
-- include: hook
local stats = redis.call('HMGET', KEYS[1], 'pool', 'attempt', 'ended_at', 'status', 'web_hook_url')
local over = stats[4] == 'Stopped' or stats[4] == 'Success' or stats[4] == 'Error' or stats[4] == 'Cancelled'
if stats[1] ~= ARGV[3] or stats[2] ~= ARGV[4] or stats[3] or over then
  return 'FENCED'
end
redis.call('HSET', KEYS[1], 'check_in', ARGV[6], 'check_in_at', now, 'update_time', now)
report(ARGV[5], stats[5], 'c')
return 'OK'
