-- Keeps a job that waits no more, so that it can be retried: its entry is among the dead and nowhere else.
local function cancelled(id, entry, status, ttl, job)
  local key = P .. 'job_stats:' .. id
  redis.call('ZADD', P .. 'dead', now, entry)
  redis.call('HSET', key, 'status', 'Cancelled', 'update_time', now, 'die_at', now, 'ended_at', now,
    'ended_as', 'Cancelled')
  if status == 'Error' then
    redis.call('HSET', key, 'revision', renewed(job.revision))
    redis.call('HDEL', key, 'retry_at')
  end
  report(id, job.hook, 's', true)
  settle(id, 'Cancelled', ttl, job)
end
