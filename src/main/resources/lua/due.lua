-- Moves what is due to its queue, in chunks.
-- KEYS  1 sorted set: scheduled, that of our own executions, or retry
-- ARGV  3 most entries, 4 time to live of a stopped job, 5 how many seconds an execution may be late, 6 how
--       many when others of its policy were later
-- Reply {number looked at, number of executions that were missed, then each entry that is no job}: these
--       stay until they are buried
-- Invariant: an entry is in the set or on its queue, as the same bytes but for the time of its move. An
--       execution that was missed has none: it is among those of its policy, which has its turn at once.
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
-- include: complete
-- include: claim
-- include: execution
-- By Redis' own time, not the caller's idea of it: nothing starts before its second.
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', time[1], 'LIMIT', 0, ARGV[3])
local reply, pushed = {#due, 0}, {}

-- An earlier execution of the same policy that is still under way, or is to run. One that was missed is not
-- where these are skipped.
local function earlier(policy, second, misfire)
  for _, other in ipairs(redis.call('ZRANGEBYSCORE', P .. 'executions:' .. policy, 1, '(' .. second, 'LIMIT', 0, 100)) do
    local skipped = misfire == 'skip' and redis.call('HEXISTS', P .. 'job_stats:' .. other, 'unplaced') == 1
    if not skipped and lives(other) then
      return other
    end
  end
  return nil
end

-- Whether an execution is too late to be only late. From the first such one on, all others are that did not
-- come at once, since they stand for the same outage.
local function missed(id, policy, second, rules)
  local late = tonumber(time[1]) - tonumber(second)
  if late <= tonumber(ARGV[6]) or (late <= tonumber(ARGV[5]) and not rules[4]) then
    return false
  end
  if redis.call('HEXISTS', P .. 'job_stats:' .. id, 'missed') == 1 then
    return false
  end
  -- Counted, so that a turn which is under way notices those that it does not know of.
  redis.call('HINCRBY', P .. 'job_stats:' .. policy, 'missing', 1)
  if not rules[4] then
    redis.call('ZADD', P .. 'policy_turns', 0, policy)
  end
  return true
end

-- What an execution meets at its second: 'missed', why it is not to run, or nil.
local function obstacle(id)
  local policy, second = execution(id)
  local rules = policy and record(policy, 'status', 'paused', 'overlap', 'missing', 'misfire')
  if rules and rules[1] == 'Stopped' then
    return 'its schedule had ended'
  end
  if not rules or rules[1] ~= 'Scheduled' then
    return nil
  end
  if rules[2] then
    return 'its schedule was paused'
  end
  if missed(id, policy, second, rules) then
    return 'missed'
  end
  local other = rules[3] == 'forbid' and earlier(policy, second, rules[5])
  return other and ('execution ' .. other .. ' was still under way') or nil
end

local function push(id, entry, recorded)
  local name, fresh = dated(entry)
  redis.call('LPUSH', P .. 'jobs:' .. name, fresh)
  pushed[name] = (pushed[name] or 0) + 1
  if recorded then
    redis.call('HSET', P .. 'job_stats:' .. id, 'queued_at', now)
  end
end

local waits_for_retry = KEYS[1] == P .. 'retry'
for _, entry in ipairs(due) do
  local id = identify(entry)
  local stats = id and record(id, 'status', 'ended_at', 'claim', 'web_hook_url', 'ended_as',
    'retry_at', 'awaited', 'multiple_executions')
  if not stats then
    reply[#reply + 1] = entry
  else
    redis.call('ZREM', KEYS[1], entry)
    local job = {status = stats[1], ended_at = stats[2], ended_as = stats[5], claim = stats[3], hook = stats[4],
      awaited = stats[7], parent = stats[8]}
    local ended = over(stats[1], stats[5], stats[6])
    local reason = not ended and stats[1] and not waits_for_retry and obstacle(id)
    if ended then
      complete(id, ended, ARGV[4], job)
    elseif reason == 'missed' then
      redis.call('HSET', P .. 'job_stats:' .. id, 'unplaced', '1')
      reply[2] = reply[2] + 1
    elseif reason then
      halt(id, stats[1], nil, stats[4])
      redis.call('HSET', P .. 'job_stats:' .. id, 'stop_reason', reason)
      halted(id, ARGV[4], job)
    else
      push(id, entry, stats[1])
    end
  end
end
for name, jobs in pairs(pushed) do
  runnable(name, jobs)
end
return reply
