-- Looks once more whether the end of an attempt stands that began without stats: a node of the other
-- kind saves them late, over whatever is there. Only that save names a hook, which is told of the end then.
-- KEYS  1 stats hash of the job
-- ARGV  3 pool, 4 attempt, 5 status, 6 time to live, 7 stats id
-- Reply 1 if the status had to be written again, else 0
-- Invariant: only an attempt that ended and has had no successor is written.
-- include: clock
-- include: event
-- include: hook
local stats = redis.call('HMGET', KEYS[1], 'pool', 'attempt', 'ended_at', 'status', 'web_hook_url', 'hook_seq')
if stats[1] ~= ARGV[3] or stats[2] ~= ARGV[4] or not stats[3] or stats[4] == ARGV[5] or stats[4] == 'Stopped' then
  return 0
end
redis.call('HSET', KEYS[1], 'status', ARGV[5], 'update_time', now)
if not stats[6] then
  report(ARGV[7], stats[5], 's', true)
else
  happened(ARGV[7], 's')
end
redis.call('EXPIRE', KEYS[1], ARGV[6])
redis.call('EXPIRE', P .. 'sub_jobs:' .. ARGV[7], ARGV[6])
redis.call('HDEL', P .. 'job_track:inprogress', ARGV[7])
return 1
