-- Whether this node is the one that migrates. One that was held up for long finds that it is not.
local function migrating(holder)
  return redis.call('GET', P .. 'migration_lock') == holder
end
