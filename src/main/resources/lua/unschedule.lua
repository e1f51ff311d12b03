-- Ends a policy: it fires no more, its executions that wait are stopped or cancelled, those that run are told.
-- KEYS  1 stats hash of the policy
-- ARGV  3 id, 4 'stop' or 'cancel', 5 time to live of a stopped job, 6 of a cancelled one, 7..9 what its
--       executions' entries are made of, 10 second behind which to go on, 0 at first
-- Reply {'ENDED', and 'LATER' when the entry of one is still on a long queue, else ''}; {'MORE', the same, second
--       behind which to go on} when it has too many executions for one call; {'FINAL'} when it had ended;
--       {'REFUSED'} when it is no policy; {'UNKNOWN'}
-- Invariant: no execution of a policy that has ended begins to run.
-- Budget: 14; 20 for each execution that has not ended, of which it ends 500 a call.
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
-- include: cancelled
-- include: execution
-- include: policy
local id, cancels, entry = ARGV[3], ARGV[4] == 'cancel', {ARGV[7], ARGV[8], ARGV[9]}
local policy = redis.call('HMGET', KEYS[1], 'status', 'kind', 'numeric_policy_id', 'policy_claim', 'web_hook_url', 'awaited',
  'ending')
if not policy[1] then
  return {'UNKNOWN'}
end
if policy[2] ~= 'Periodic' then
  return {'REFUSED'}
end
-- Who went on ending it may have died.
if policy[1] ~= 'Scheduled' and not policy[7] then
  return {'FINAL'}
end
local later, some = '', 500

local function tell(execution_id, pool, hook)
  local key = P .. 'job_stats:' .. execution_id
  -- A pool of the other kind knows of stopping only.
  if cancels and pool and redis.call('HEXISTS', P .. 'worker_pools:' .. pool, 'beat_period') == 1 then
    redis.call('HSET', key, 'op_command', 'cancel', 'update_time', now)
    redis.call('PUBLISH', P .. 'control', 'cancel ' .. execution_id)
  else
    redis.call('HSET', key, 'status', 'Stopped', 'op_command', 'stop', 'update_time', now)
    report(execution_id, hook, 's', true)
    redis.call('PUBLISH', P .. 'control', 'stop ' .. execution_id)
  end
end

-- As leave_queue, for many: all wait on the queue of one type, which is read once, and the oldest are at its end.
local queues = {}
local function leave_read_queue(execution_id, name)
  local queue = P .. 'jobs:' .. name
  if not queues[name] then
    queues[name] = {}
    local mark = mark_of(id)
    for _, queued in ipairs(redis.call('LLEN', queue) <= 1000 and redis.call('LRANGE', queue, 0, -1) or {}) do
      local found = string.find(queued, mark, 1, true) and identify(queued)
      if found then
        queues[name][found] = queued
      end
    end
  end
  local queued = queues[name][execution_id]
  return queued and redis.call('LREM', queue, -1, queued) == 1 and queued or nil
end

local function end_one(execution_id)
  local stats = record(execution_id, 'status', 'ended_as', 'retry_at', 'name', 'run_at', 'revision', 'pool', 'claim',
    'web_hook_url', 'awaited', 'multiple_executions')
  if not stats or not stats[1] or over(stats[1], stats[2], stats[3]) or (stats[1] == 'Error' and not stats[3]) then
    return
  end
  if stats[1] == 'Running' then
    return tell(execution_id, stats[7], stats[9])
  end
  local _, due = execution(execution_id)
  local held = due and withhold(entry, due) or leave_set(execution_id, stats[5], stats[3])
    or leave_read_queue(execution_id, stats[4] or '')
  local job = {claim = stats[8], hook = stats[9], awaited = stats[10], parent = stats[11], revision = stats[6]}
  if cancels and held then
    return cancelled(execution_id, held, stats[1], ARGV[6], job)
  end
  halt(execution_id, stats[1], stats[6], stats[9])
  redis.call('HSET', P .. 'job_stats:' .. execution_id, 'stop_reason', 'its schedule was ' .. (cancels and 'cancelled' or 'stopped'))
  if held or unplaced(execution_id) then
    halted(execution_id, ARGV[5], job)
  else
    later = 'LATER'
  end
end

if not policy[7] then
  withdraw_member(id, policy[3])
  forget_policy(id, policy[4])
  redis.call('HSET', KEYS[1], 'status', 'Stopped', 'update_time', now, 'ended_at', now, 'ended_as', 'Stopped')
  report(id, policy[5], 's', true)
end
local executions = redis.call('ZRANGEBYSCORE', P .. 'executions:' .. id, '(' .. ARGV[10], '+inf', 'LIMIT', 0, some)
for _, execution_id in ipairs(executions) do
  end_one(execution_id)
end
if #executions == some then
  redis.call('HSET', KEYS[1], 'ending', '1')
  return {'MORE', later, string.match(executions[some], '@(%d+)$')}
end
redis.call('HDEL', KEYS[1], 'missing', 'ending')
redis.call('EXPIRE', P .. 'executions:' .. id, math.max(tonumber(ARGV[5]), tonumber(ARGV[6])))
settle(id, 'Stopped', ARGV[5], {hook = policy[5], awaited = policy[6]})
return {'ENDED', later}
