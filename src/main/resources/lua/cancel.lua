-- Ends the run of a job but keeps the job, or takes a waiting job from its place.
-- KEYS  1 stats hash of the job
-- ARGV  3 job id, 4 time to live, 5 token of this request, 6 entry that was found on a long queue, or ''
-- Reply {'POLICY'} when it is one, and nothing was done; {'CANCELLED'}; {'TOLD'} when it runs and has been told; {'FINAL', status}; {'FOREIGN'} when it
--       runs on a pool that does not know of it; {'SEARCH', type} when its entry is to be searched;
--       {'UNKNOWN'}
-- Invariant: the entry of a cancelled job is in the dead set and nowhere else before the answer.
-- include: clock
-- include: event
-- include: hook
-- include: revision
-- include: wake
-- include: dated
-- include: mark
-- include: ended
-- include: settle
-- include: identify
-- include: place
-- include: cancelled
local id = ARGV[3]
local stats = redis.call('HMGET', KEYS[1], 'status', 'name', 'claim', 'web_hook_url', 'run_at', 'retry_at',
  'revision', 'pool', 'op_token', 'after', 'multiple_executions', 'kind', 'awaited', 'ending')
local status, name, retry_at = stats[1], stats[2] or '', stats[6]
if not status then
  return {'UNKNOWN'}
end
if stats[9] == ARGV[5] then
  return {'CANCELLED'}
end
if stats[14] then
  return {'POLICY'}
end
if status == 'Success' or status == 'Stopped' or status == 'Cancelled' or (status == 'Error' and not retry_at) then
  return {'FINAL', status}
end
if stats[12] == 'Periodic' then
  return {'POLICY'}
end
if status == 'Running' then
  if not stats[8] or redis.call('HEXISTS', P .. 'worker_pools:' .. stats[8], 'beat_period') == 0 then
    return {'FOREIGN'}
  end
  redis.call('HSET', KEYS[1], 'op_command', 'cancel', 'update_time', now, 'op_token', ARGV[5])
  redis.call('PUBLISH', P .. 'control', 'cancel ' .. id)
  return {'TOLD'}
end
local entry = ARGV[6]
if entry == '' or redis.call('LREM', P .. 'jobs:' .. name, 1, entry) == 0 then
  entry = (stats[10] and withdraw(id)) or displace(id, name, stats[5], retry_at)
end
if not entry then
  return {'SEARCH', name}
end
cancelled(id, entry, status, ARGV[4],
  {claim = stats[3], hook = stats[4], parent = stats[11], awaited = stats[13], revision = stats[7]})
redis.call('HSET', KEYS[1], 'op_token', ARGV[5])
return {'CANCELLED'}
