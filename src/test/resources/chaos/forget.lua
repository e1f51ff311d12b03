-- Takes the executions of a policy from a second on away, as if they had not been made yet, and gives the
-- policy its turn.
-- ARGV  1 prefix, 2 policy, 3 second, 4..6 what the entries of its executions are made of
local P, policy, from = ARGV[1], ARGV[2], tonumber(ARGV[3])
for _, id in ipairs(redis.call('ZRANGEBYSCORE', P .. 'executions:' .. policy, from, '+inf')) do
  local due = string.match(id, '@(%d+)$')
  local entry = ARGV[4] .. due .. ARGV[5] .. due .. ARGV[6]
  redis.call('ZREM', P .. 'scheduled', entry)
  redis.call('ZREM', P .. 'scheduled_own', entry)
  redis.call('DEL', P .. 'job_stats:' .. id)
  redis.call('HDEL', P .. 'job_track:inprogress', id)
  redis.call('ZREM', P .. 'job_index', id)
  redis.call('ZREM', P .. 'executions:' .. policy, id)
end
redis.call('HSET', P .. 'job_stats:' .. policy, 'enqueued_to', ARGV[3] - 1)
redis.call('ZADD', P .. 'policy_turns', 0, policy)
return 'OK'
