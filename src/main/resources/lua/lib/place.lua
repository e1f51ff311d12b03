-- What an entry has in it if it is of a job. The text may also stand among the arguments of another job.
local function mark_of(id)
  return '"id":"' .. string.match(id, '^[^@]*') .. '"'
end

-- Where a job waits. The score of a sorted set is the second that its stats promise, so that only the
-- entries of that second are looked at.
local function in_set(set, second, id)
  local mark = mark_of(id)
  for _, entry in ipairs(redis.call('ZRANGEBYSCORE', P .. set, second, second)) do
    if string.find(entry, mark, 1, true) and identify(entry) == id then
      return entry
    end
  end
  return nil
end

local function in_queue(name, id)
  local mark = mark_of(id)
  for _, entry in ipairs(redis.call('LRANGE', P .. 'jobs:' .. name, 0, -1)) do
    if string.find(entry, mark, 1, true) and identify(entry) == id then
      return entry
    end
  end
  return nil
end

-- Takes the entry of a job away that waits for its time; nil when it does not.
local function leave_set(id, run_at, retry_at)
  local own = string.find(id, '@', 1, true) and run_at
  for set, second in pairs({scheduled = run_at, scheduled_own = own, retry = retry_at}) do
    if second and second ~= '' and second ~= '0' then
      local entry = in_set(set, second, id)
      if entry then
        redis.call('ZREM', P .. set, entry)
        return entry
      end
    end
  end
  return nil
end

-- The same for one on its queue; nil when that is too long to look through.
local function leave_queue(id, name)
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

-- The same for one that waits in either.
local function displace(id, name, run_at, retry_at)
  return leave_set(id, run_at, retry_at) or leave_queue(id, name)
end

-- Whether an execution was missed, and waits in no set but for the next turn of its policy.
local function unplaced(id)
  return string.find(id, '@', 1, true) and redis.call('HEXISTS', P .. 'job_stats:' .. id, 'unplaced') == 1
end
