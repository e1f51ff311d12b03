-- Wakes one waiting pool that registers the type, through a list of that pool's own.
local function wake(name)
  for _, pool in ipairs(redis.call('SMEMBERS', P .. 'waiting_pools')) do
    if redis.call('SISMEMBER', P .. 'pool_types:' .. pool, name) == 1 then
      redis.call('SREM', P .. 'waiting_pools', pool)
      redis.call('LPUSH', P .. 'wake:' .. pool, '1')
      redis.call('EXPIRE', P .. 'wake:' .. pool, 60)
      return
    end
  end
end
