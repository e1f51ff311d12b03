-- Ends what the end of a job left open, or what was saved over it, when its entry turns up.
local function complete(id, ended, ttl, stats)
  if not stats.ended_at or ended ~= stats.status or ended ~= stats.ended_as then
    redis.call('HSET', P .. 'job_stats:' .. id, 'status', ended, 'ended_at', stats.ended_at or now, 'ended_as', ended)
    if ended ~= stats.status then
      happened(id, 's')
    end
    settle(id, ended, ttl, stats)
  end
end
