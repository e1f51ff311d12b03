-- Wakes waiting pools that register the type, each through a list of that pool's own: one, or as many
-- as there are jobs. None for a paused type or one at its limit: they would find nothing to take, and
-- who ends the pause or a run wakes them.
local function wake(name, jobs)
  local waiting = redis.call('SMEMBERS', P .. 'waiting_pools')
  if #waiting == 0 then
    return
  end
  local queue = P .. 'jobs:' .. name
  local rules = redis.call('MGET', queue .. ':paused', queue .. ':max_concurrency', queue .. ':lock')
  local limit = tonumber(rules[2] or '0') or 0
  if rules[1] or (limit > 0 and (tonumber(rules[3] or '0') or 0) >= limit) then
    return
  end
  local left = jobs or 1
  for _, pool in ipairs(waiting) do
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
