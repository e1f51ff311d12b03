-- Wakes waiting pools that register the type, each through a list of that pool's own: one, or as many
-- as there are jobs.
local function wake(name, jobs)
  local left = jobs or 1
  for _, pool in ipairs(redis.call('SMEMBERS', P .. 'waiting_pools')) do
    if redis.call('HEXISTS', P .. 'pool_types:' .. pool, name) == 1 then
      redis.call('SREM', P .. 'waiting_pools', pool)
      redis.call('LPUSH', P .. 'wake:' .. pool, '1')
      redis.call('EXPIRE', P .. 'wake:' .. pool, 60)
      left = left - 1
      if left == 0 then
        return
      end
    end
  end
end

-- A type has work: fetches look at it from now on, and who waits is woken. Two commands while nobody
-- does.
local function runnable(name, jobs)
  if redis.call('SADD', P .. 'active_types', name) == 1 then
    redis.call('SADD', P .. 'known_jobs', name)
  end
  wake(name, jobs)
end
