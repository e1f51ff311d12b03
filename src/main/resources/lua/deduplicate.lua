-- Removes a policy that does the same as a newer one.
-- KEYS  1 set of policies
-- ARGV  3 who migrates, 4 what stands for the policy, 5 for the newer one, 6 id of the policy, 7 of the newer
--       one, each '' if it has none, 8 time to live of a stopped job
-- Reply 1 if it was removed, 0 if it was before, or the newer one is there no more, or somebody else migrates
-- Invariant: of policies that do the same the newest stays.
-- include: clock
-- include: migrating
if not migrating(ARGV[3]) or not redis.call('ZSCORE', KEYS[1], ARGV[5]) or redis.call('ZREM', KEYS[1], ARGV[4]) == 0 then
  return 0
end
local stats = P .. 'job_stats:' .. ARGV[6]
local kind = ARGV[6] ~= '' and redis.pcall('HGET', stats, 'kind')
if kind == 'Periodic' then
  redis.call('HSET', stats, 'status', 'Stopped', 'ended_at', now, 'ended_as', 'Stopped', 'update_time', now,
    'stop_reason', 'policy ' .. ARGV[7] .. ' does the same')
  redis.call('EXPIRE', stats, ARGV[8])
  redis.call('EXPIRE', P .. 'executions:' .. ARGV[6], ARGV[8])
  redis.call('HDEL', P .. 'job_track:inprogress', ARGV[6])
end
return 1
