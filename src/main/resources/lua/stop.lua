-- Stops a job for good.
-- KEYS  1 stats hash of the job
-- ARGV  3 job id, 4 time to live
-- Reply {'POLICY'} when it is one, and nothing was done; {'STOPPED'}, also when its record says that it runs
--       and nobody has it; {'LATER', type} when its entry is still on a long queue; {'TOLD'} when it runs and
--       has been told; {'FINAL'} when it had ended; {'UNKNOWN'}
-- Invariant: a stopped job does not run again. Its entry leaves a queue of up to 1000 at once; in a
-- longer one "drop" or a fetch takes it.
-- include: clock
-- include: event
-- include: hook
-- include: revision
-- include: wake
-- include: dated
-- include: mark
-- include: ended
-- include: settle
-- include: halt
-- include: identify
-- include: place
local id = ARGV[3]
local stats = redis.call('HMGET', KEYS[1], 'status', 'name', 'claim', 'web_hook_url', 'run_at', 'retry_at',
  'revision', 'after', 'awaited', 'multiple_executions', 'kind', 'ending', 'pool', 'ended_at')
local status, name, retry_at = stats[1], stats[2] or '', stats[6]
if not status then
  return {'UNKNOWN'}
end
if stats[12] then
  return {'POLICY'}
end
if status == 'Success' or status == 'Stopped' or status == 'Cancelled' or (status == 'Error' and not retry_at) then
  return {'FINAL'}
end
if stats[11] == 'Periodic' then
  return {'POLICY'}
end

-- Whether nobody runs it whatever its record says, because its pool does not have it. The entry of a run
-- leaves its list with the end of the run only; one that has ended here is run by the other kind, if at all.
local function lost(pool)
  if not pool or pool == '' or stats[14] then
    return false
  end
  local pools = redis.call('SMEMBERS', P .. 'worker_pools')
  for _, other in ipairs(pools) do
    -- One of the other kind may have it without a word.
    if redis.call('HEXISTS', P .. 'worker_pools:' .. other, 'beat_period') == 0 then
      return false
    end
  end
  local inprogress = P .. 'jobs:' .. name .. ':' .. pool .. ':inprogress'
  if redis.call('LLEN', inprogress) > 1000 then
    return false
  end
  for _, entry in ipairs(redis.call('LRANGE', inprogress, 0, -1)) do
    if identify(entry) == id then
      return false
    end
  end
  return true
end

if status == 'Running' and lost(stats[13]) then
  halt(id, status, stats[7], stats[4])
  displace(id, name, stats[5], retry_at)
  halted(id, ARGV[4], {claim = stats[3], hook = stats[4], awaited = stats[9], parent = stats[10]})
  return {'STOPPED'}
end
if status == 'Running' then
  redis.call('HSET', KEYS[1], 'status', 'Stopped', 'op_command', 'stop', 'update_time', now)
  report(id, stats[4], 's', true)
  redis.call('PUBLISH', P .. 'control', 'stop ' .. id)
  return {'TOLD'}
end
halt(id, status, stats[7], stats[4])
if (stats[8] and withdraw(id)) or displace(id, name, stats[5], retry_at) or unplaced(id) then
  halted(id, ARGV[4], {claim = stats[3], hook = stats[4], awaited = stats[9], parent = stats[10]})
  return {'STOPPED'}
end
return {'LATER', name}
