-- How much may wait: on the queue of one type, and in all, which is on all queues, for a time and for other
-- jobs. Limits are texts, '0' where there is none. Queues that only other producers push to do not count in all.
-- Budget: none without limits; else 1 a job, and 3 and 1 a type with work.
local waiting_in_all
local function crowded(name, queued, limit, limit_in_all)
  if queued and limit ~= '0' then
    local depth = redis.call('LLEN', P .. 'jobs:' .. name)
    if depth >= tonumber(limit) then
      return {'FULL', name, string.format('%.0f', depth), limit}
    end
  end
  if limit_in_all ~= '0' then
    if not waiting_in_all then
      waiting_in_all = redis.call('ZCARD', P .. 'scheduled') + redis.call('HLEN', P .. 'awaiting')
      for _, type in ipairs(redis.call('SMEMBERS', P .. 'active_types')) do
        waiting_in_all = waiting_in_all + redis.call('LLEN', P .. 'jobs:' .. type)
      end
    end
    if waiting_in_all >= tonumber(limit_in_all) then
      return {'FULL', '', string.format('%.0f', waiting_in_all), limit_in_all}
    end
  end
  return nil
end

-- One more waits.
local function crowd()
  waiting_in_all = waiting_in_all and waiting_in_all + 1
end
