-- Changes a policy, and replaces its executions that wait for their second.
-- KEYS  1 stats hash of the policy
-- ARGV  3 id, 4 line, 5 second up to which its instants were looked at and 6 its options PAUSED,MISFIRE,OVERLAP,
--       as they were read, 7 its JSON for the layout's set ('' if only our nodes may know it), 8 second up to which its
--       instants were looked at now, 9 second of its next turn ('' if none), 10 time to live of a stopped job,
--       11..13 what its executions' entries are made of, 14 its claim from now on ('' if none), 15 number of
--       fields and values that change (an empty value takes the field away), then these, then the due seconds
--       of its executions
-- Reply 'DONE'; 'OUTDATED' when the record is not as it was read; 'REFUSED' when it is no policy in force;
--       'CONFLICT' when another policy has the claim; 'UNKNOWN'
-- Invariant: a policy is in the layout's set if and only if the other kind of node reads it as we do; what was
--       due stays due.
-- Budget: 20; 8 for each execution that goes, 5 for each that comes.
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
-- include: index
-- include: execution
-- include: execute
-- include: policy
local key, id, json = KEYS[1], ARGV[3], ARGV[7]
local read = redis.call('HMGET', key, 'status', 'kind', 'cron_spec', 'enqueued_to', 'paused', 'numeric_policy_id', 'missing',
  'policy_claim', 'misfire', 'overlap')
if not read[1] then
  return 'UNKNOWN'
end
if read[1] ~= 'Scheduled' or read[2] ~= 'Periodic' then
  return 'REFUSED'
end
local options = (read[5] or '') .. ',' .. (read[9] or '') .. ',' .. (read[10] or '')
if read[3] ~= ARGV[4] or (read[4] or '') ~= ARGV[5] or options ~= ARGV[6] then
  return 'OUTDATED'
end
local claim, held = ARGV[14], read[8] or ''
if claim ~= held then
  local holder = claim ~= '' and redis.call('HGET', P .. 'policy_claims', claim)
  if holder and holder ~= id and redis.call('HGET', P .. 'job_stats:' .. holder, 'status') == 'Scheduled' then
    return 'CONFLICT'
  end
  if held ~= '' and redis.call('HGET', P .. 'policy_claims', held) == id then
    redis.call('HDEL', P .. 'policy_claims', held)
  end
  if claim == '' then
    redis.call('HDEL', key, 'policy_claim')
  else
    redis.call('HSET', P .. 'policy_claims', claim, id)
    redis.call('HSET', key, 'policy_claim', claim)
  end
end
local executions, entry = P .. 'executions:' .. id, {ARGV[11], ARGV[12], ARGV[13]}

local function waits(execution_id)
  local stats = redis.call('HMGET', P .. 'job_stats:' .. execution_id, 'status', 'queued_at', 'awaited', 'revision',
    'claim', 'web_hook_url', 'multiple_executions')
  return stats[1] == 'Scheduled' and not stats[2] and stats or nil
end

-- What has not been due yet has never been: its instant may come back with the new line.
for _, future in ipairs(redis.call('ZRANGEBYSCORE', executions, '(' .. time[1], '+inf')) do
  local stats = waits(future)
  local _, due = execution(future)
  if stats and due then
    if not withhold(entry, due) then
      leave_set(future, due)
    end
    redis.call('DEL', P .. 'job_stats:' .. future)
    redis.call('ZREM', executions, future)
    redis.call('ZREM', P .. 'job_index', future)
    redis.call('HDEL', P .. 'job_track:inprogress', future)
    if stats[3] then
      announce({{future, 'deleted'}}, ARGV[10])
    end
  end
end

local last = 15 + tonumber(ARGV[15])
for i = 16, last, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', key, ARGV[i])
  else
    redis.call('HSET', key, ARGV[i], ARGV[i + 1])
  end
end
redis.call('HSET', key, 'update_time', now, 'enqueued_to', ARGV[8])
withdraw_member(id, read[6])
-- One of the other kind that nobody has noticed yet would not be found any more where it was.
redis.call('ZADD', P .. 'policies', 'NX', read[6], id)
if json == '' then
  redis.call('SADD', P .. 'own_policies', id)
else
  redis.call('SREM', P .. 'own_policies', id)
  redis.call('ZADD', P .. 'period:policies', read[6], json)
end

local stats = redis.call('HMGET', key, 'name', 'cron_spec', 'web_hook_url', 'parameters', 'max_fails', 'backoff', 'paused')
local paused = stats[7]
stats = {name = stats[1], cron_spec = stats[2], hook = stats[3], parameters = stats[4], max_fails = stats[5],
  backoff = stats[6]}
local set = set_of(id)
for i = last + 1, #ARGV do
  execute(id, stats, ARGV[i], entry, set, i - last)
end
give_turn(id, ARGV[9])
if read[7] and paused then
  for _, late in ipairs(redis.call('ZRANGEBYSCORE', executions, 1, time[1])) do
    local found = waits(late)
    local _, due = execution(late)
    if found and due then
      if not withhold(entry, due) then
        leave_set(late, due)
      end
      halt(late, found[1], found[4], found[6])
      redis.call('HSET', P .. 'job_stats:' .. late, 'stop_reason', 'its schedule was paused')
      halted(late, ARGV[10], {claim = found[5], hook = found[6], awaited = found[3], parent = found[7]})
    end
  end
  redis.call('HDEL', key, 'missing')
elseif read[7] then
  redis.call('ZADD', P .. 'policy_turns', 0, id)
end
return 'DONE'
