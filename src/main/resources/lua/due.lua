-- Moves what is due to its queue, in chunks.
-- KEYS  1 sorted set, scheduled or retry
-- ARGV  3 most entries, 4 time to live of a stopped job
-- Reply {number looked at, then each entry that is no job}: these stay until they are buried
-- Invariant: an entry is in the set or on its queue, as the same bytes but for the time of its move.
-- include: clock
-- include: wake
-- include: dated
-- include: mark
-- include: ended
-- include: settle
-- include: identify
-- include: complete
-- By Redis' own time, not the caller's idea of it: nothing starts before its second.
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', time[1], 'LIMIT', 0, ARGV[3])
local reply, pushed = {#due}, {}
for _, entry in ipairs(due) do
  local id = identify(entry)
  local stats = id and record(id, 'status', 'ended_at', 'claim', 'web_hook_url', 'ended_as',
    'retry_at', 'awaited', 'multiple_executions')
  if not stats then
    reply[#reply + 1] = entry
  else
    redis.call('ZREM', KEYS[1], entry)
    local ended = over(stats[1], stats[5], stats[6])
    if ended then
      complete(id, ended, ARGV[4],
        {status = stats[1], ended_at = stats[2], ended_as = stats[5], claim = stats[3], hook = stats[4],
          awaited = stats[7], parent = stats[8]})
    else
      local name, fresh = dated(entry)
      redis.call('LPUSH', P .. 'jobs:' .. name, fresh)
      pushed[name] = (pushed[name] or 0) + 1
      if stats[1] then
        redis.call('HSET', P .. 'job_stats:' .. id, 'queued_at', now)
      end
    end
  end
end
for name, jobs in pairs(pushed) do
  runnable(name, jobs)
end
return reply
