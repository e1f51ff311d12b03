-- Takes a pool that has ended its jobs out of the set.
-- KEYS  1 heartbeat hash of the pool
-- ARGV  3 pool, 4.. types
-- Reply 1, or 0 when something is still in progress: then a reaper will see to it
-- Invariant: no in-progress list is left without a pool that answers for it.
-- include: clock
local pool = ARGV[3]
for i = 4, #ARGV do
  if redis.call('LLEN', P .. 'jobs:' .. ARGV[i] .. ':' .. pool .. ':inprogress') > 0 then
    return 0
  end
end
for i = 4, #ARGV do
  local queue = P .. 'jobs:' .. ARGV[i]
  local left = tonumber(redis.call('HGET', queue .. ':lock_info', pool) or '0') or 0
  if left > 0 then
    redis.call('DECRBY', queue .. ':lock', left)
  end
  redis.call('HDEL', queue .. ':lock_info', pool)
end
redis.call('SREM', P .. 'worker_pools', pool)
redis.call('SREM', P .. 'waiting_pools', pool)
redis.call('DEL', KEYS[1], P .. 'pool_types:' .. pool, P .. 'type_facts:' .. pool,
  P .. 'wake:' .. pool)
return 1
