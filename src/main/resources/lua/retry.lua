-- Puts a job that was given up or cancelled back on its queue, as good as new.
-- KEYS  1 stats hash of the job
-- ARGV  3 job id, 4 token of this request, 5 type, 6 new entry, 7 time to live of a claim
-- Reply {'RETRIED'}; {'REFUSED', status}; {'CONFLICT', holder}; {'UNKNOWN'}
-- Invariant: the entry is in the dead set or on the queue, and the status says which.
-- include: clock
-- include: event
-- include: revision
-- include: wake
-- include: claim
-- include: identify
-- include: place
local id = ARGV[3]
local stats = redis.call('HMGET', KEYS[1], 'status', 'die_at', 'op_token', 'revision', 'claim', 'web_hook_url', 'multiple_executions')
if not stats[1] then
  return {'UNKNOWN'}
end
if stats[3] == ARGV[4] then
  return {'RETRIED'}
end
if stats[1] ~= 'Cancelled' and not (stats[1] == 'Error' and stats[2]) then
  return {'REFUSED', stats[1]}
end
if stats[5] and stats[5] ~= '' then
  local holder = take(id, stats[5], ARGV[7])
  if holder then
    return {'CONFLICT', holder}
  end
end
local entry = stats[2] and in_set('dead', stats[2], id)
if entry then
  redis.call('ZREM', P .. 'dead', entry)
end
redis.call('HDEL', KEYS[1], 'fails', 'last_error', 'result', 'die_at', 'ended_at', 'ended_as', 'started_at', 'retry_at',
  'check_in', 'check_in_at', 'ack', 'op_command', 'stop_reason')
redis.call('HSET', KEYS[1], 'status', 'Pending', 'revision', renewed(stats[4]), 'update_time', now,
  'pool', '', 'op_token', ARGV[4])
redis.call('PERSIST', KEYS[1])
happened(id, 's')
if stats[7] then
  redis.call('PERSIST', P .. 'sub_jobs:' .. id)
end
local track = '1'
if stats[6] and stats[6] ~= '' then
  track = '2'
end
redis.call('HSET', P .. 'job_track:inprogress', id, track)
local policy, due = string.match(id, '^([^@]+)@(%d+)$')
if policy then
  redis.call('ZADD', P .. 'executions:' .. policy, 'XX', due, id)
else
  redis.call('HSET', KEYS[1], 'run_at', '0')
end
redis.call('LPUSH', P .. 'jobs:' .. ARGV[5], ARGV[6])
runnable(ARGV[5])
return {'RETRIED'}
