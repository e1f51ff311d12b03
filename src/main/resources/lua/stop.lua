-- Stops a job for good.
-- KEYS  1 stats hash of the job
-- ARGV  3 job id, 4 time to live
-- Reply 'STOPPED'; 'TOLD' when it runs and has been told; 'FINAL' when it had ended; 'UNKNOWN'
-- Invariant: a stopped job does not run again. Its entry leaves a queue of up to 10000 at once; in a
-- longer one fetch drops it.
-- include: clock
-- include: settle
-- include: identify
local id = ARGV[3]
local stats = redis.call('HMGET', KEYS[1], 'status', 'name', 'claim', 'web_hook_url')
local status = stats[1]
if not status then
  return 'UNKNOWN'
end
if status == 'Success' or status == 'Error' or status == 'Stopped' or status == 'Cancelled' then
  return 'FINAL'
end
if status == 'Running' then
  redis.call('HSET', KEYS[1], 'status', 'Stopped', 'op_command', 'stop', 'update_time', now)
  redis.call('PUBLISH', P .. 'control', 'stop ' .. id)
  return 'TOLD'
end
redis.call('HSET', KEYS[1], 'status', 'Stopped', 'update_time', now)
local queue = P .. 'jobs:' .. (stats[2] or '')
if redis.call('LLEN', queue) <= 10000 then
  local mark = '"id":"' .. id .. '"'
  for _, entry in ipairs(redis.call('LRANGE', queue, 0, -1)) do
    -- The text may also stand among the arguments of another job.
    if string.find(entry, mark, 1, true) and identify(entry) == id then
      redis.call('LREM', queue, 1, entry)
      redis.call('HSET', KEYS[1], 'ended_at', now)
      settle(id, ARGV[4], stats[3], stats[4])
      break
    end
  end
end
return 'STOPPED'
