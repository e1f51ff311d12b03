-- How a job that waits is stopped for good: its status at once, and its end when its entry has left its
-- place.
local function halt(id, status, revision, hook)
  local key = P .. 'job_stats:' .. id
  redis.call('HSET', key, 'status', 'Stopped', 'update_time', now)
  if status == 'Error' then
    redis.call('HSET', key, 'revision', renewed(revision))
    redis.call('HDEL', key, 'retry_at')
  end
  report(id, hook, 's', true)
end

local function halted(id, ttl, job)
  redis.call('HSET', P .. 'job_stats:' .. id, 'ended_at', now, 'ended_as', 'Stopped')
  settle(id, 'Stopped', ttl, job)
end
