-- Where a job waits. The score of a sorted set is the second that its stats promise, so that only the
-- entries of that second are looked at.
local function in_set(set, second, id)
  for _, entry in ipairs(redis.call('ZRANGEBYSCORE', P .. set, second, second)) do
    if identify(entry) == id then
      return entry
    end
  end
  return nil
end

-- The text may also stand among the arguments of another job.
local function in_queue(name, id)
  local mark = '"id":"' .. string.match(id, '^[^@]*') .. '"'
  for _, entry in ipairs(redis.call('LRANGE', P .. 'jobs:' .. name, 0, -1)) do
    if string.find(entry, mark, 1, true) and identify(entry) == id then
      return entry
    end
  end
  return nil
end

-- Takes the entry of a waiting job away; nil when it is in a queue that is too long to look through.
local function displace(id, name, run_at, retry_at)
  for set, second in pairs({scheduled = run_at, retry = retry_at}) do
    if second and second ~= '' and second ~= '0' then
      local entry = in_set(set, second, id)
      if entry then
        redis.call('ZREM', P .. set, entry)
        return entry
      end
    end
  end
  local queue = P .. 'jobs:' .. name
  if redis.call('LLEN', queue) <= 1000 then
    local entry = in_queue(name, id)
    if entry then
      redis.call('LREM', queue, 1, entry)
      return entry
    end
  end
  return nil
end
