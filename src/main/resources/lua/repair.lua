-- Recomputes the counters of a type from the in-progress lists, whatever made them drift.
-- KEYS  1 queue of the type
-- ARGV  3 type
-- Reply the number of jobs in progress, and by how much the counter was off
-- Invariant: lock is the sum of lock_info, and that the lengths of the lists.
-- include: clock
-- include: wake
local queue = KEYS[1]
local pools, seen = redis.call('HKEYS', queue .. ':lock_info'), {}
for _, pool in ipairs(pools) do
  seen[pool] = true
end
for _, pool in ipairs(redis.call('SMEMBERS', P .. 'worker_pools')) do
  if not seen[pool] then
    pools[#pools + 1] = pool
  end
end
local running = 0
for _, pool in ipairs(pools) do
  local length = redis.call('LLEN', queue .. ':' .. pool .. ':inprogress')
  running = running + length
  if length > 0 then
    redis.call('HSET', queue .. ':lock_info', pool, length)
  elseif seen[pool] then
    if redis.call('SISMEMBER', P .. 'worker_pools', pool) == 1 then
      redis.call('HSET', queue .. ':lock_info', pool, '0')
    else
      redis.call('HDEL', queue .. ':lock_info', pool)
    end
  end
end
local lock = tonumber(redis.call('GET', queue .. ':lock') or '0') or 0
if lock ~= running then
  redis.call('SET', queue .. ':lock', running)
  if redis.call('LLEN', queue) > 0 then
    runnable(ARGV[3])
  end
end
return {running, lock - running}
