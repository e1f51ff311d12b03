-- Gives a policy of a release before 1.8 the fields of the layout: what stands for it in the set of policies
-- its id and its hook, its record its number. Until then a sorted set has the number of each policy.
-- KEYS  1 stats hash of the policy
-- ARGV  3 who migrates, 4 id, 5 number, 6 what stands for it and 7 what is to, '' if nothing does
-- Reply 1 if it was done, 0 if it was before or somebody else migrates
-- Invariant: a policy has its number in the sorted set until all else is done.
-- include: clock
-- include: migrating
local numbers, policies = P .. 'period:key_score', P .. 'period:policies'
if not migrating(ARGV[3]) or redis.call('ZSCORE', numbers, ARGV[4]) == false then
  return 0
end
if ARGV[6] ~= '' and redis.call('ZREM', policies, ARGV[6]) == 1 then
  redis.call('ZADD', policies, ARGV[5], ARGV[7])
end
local stats = redis.pcall('HMGET', KEYS[1], 'kind', 'status_hook', 'web_hook_url')
if not stats.err and stats[1] == 'Periodic' then
  redis.call('HSET', KEYS[1], 'numeric_policy_id', ARGV[5])
  if (stats[3] or '') == '' then
    redis.call('HSET', KEYS[1], 'web_hook_url', stats[2] or '')
  end
  if ARGV[6] ~= '' then
    redis.call('HSET', KEYS[1], 'status', 'Scheduled')
  end
  redis.call('HDEL', KEYS[1], 'status_hook', 'multiple_executions')
end
redis.call('ZREM', numbers, ARGV[4])
return 1
