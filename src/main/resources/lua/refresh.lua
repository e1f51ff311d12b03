-- Keeps live jobs from being taken for lost: nodes of the other kind give up what they track and has not
-- been updated for 24 hours. Renews their uniqueness claims with them, and finds scheduled jobs whose entry
-- those nodes deleted, as they do after an outage; a job that still waits for others has its entry there. An
-- execution is for its policy to decide on, which has its turn at once.
-- KEYS  1 hash of the jobs that are under way
-- ARGV  3 seconds without an update, 4 time to live of a claim, 5 seconds of being overdue, then job ids
-- Reply the ids of those that are overdue and whose entry is nowhere; executions of a policy that does not fire
--       are noted to be in no place
-- Invariant: what is tracked has stats.
-- Budget: 1 a job; 2 more for one that is renewed and 3 for its claim; 5 more for one that is overdue, and what
--         stands at its second and on its queue is read once.
-- include: clock
-- include: claim
-- include: identify
-- include: reason
-- include: policy
local seen = {}

-- The ids of the entries in some place, read once.
local function ids_in(place, ...)
  if not seen[place] then
    seen[place] = {}
    for _, entry in ipairs(redis.call(...)) do
      local id = identify(entry)
      if id then
        seen[place][id] = true
      end
    end
  end
  return seen[place]
end

local function waits_in(set, second, id)
  return ids_in(set .. second, 'ZRANGEBYSCORE', P .. set, second, second)[id]
end

local function is_queued(name, id)
  local queue = P .. 'jobs:' .. name
  return redis.call('LLEN', queue) > 1000 or ids_in(queue, 'LRANGE', queue, 0, -1)[id]
end

local function is_missing(id, name, second)
  return redis.call('HEXISTS', P .. 'awaiting', id) == 0 and not waits_in('scheduled', second, id)
    and not waits_in('scheduled_own', second, id) and not is_queued(name, id)
end

local function is_overdue(stats)
  local run_at = tonumber(stats[6]) or 0
  return stats[1] == 'Scheduled' and stats[9] ~= 'Periodic' and run_at > 0 and not stats[7] and stats[8]
    and tonumber(now) - run_at > tonumber(ARGV[5])
end

-- A policy that the other kind of node has made may not have been taken note of yet.
local function is_in_force(policy)
  if redis.call('ZSCORE', P .. 'policies', policy) then
    return true
  end
  local stats = redis.call('HMGET', P .. 'job_stats:' .. policy, 'status', 'numeric_policy_id')
  return stats[1] == 'Scheduled' and member(policy, stats[2])
end

-- Whether the policy of an execution is in force, and looks after it. One that is paused or has ended does
-- not: what is left of it is only to be stopped.
local function is_given_a_turn(id)
  local policy = string.match(id, '^([^@]+)@%d+$')
  if not policy then
    return false
  end
  local in_force = is_in_force(policy)
  local stats = redis.call('HMGET', P .. 'job_stats:' .. policy, 'status', 'paused')
  if in_force or stats[1] then
    redis.call('HSET', P .. 'job_stats:' .. id, 'unplaced', '1')
  end
  if not in_force or stats[1] ~= 'Scheduled' or stats[2] then
    return false
  end
  redis.call('HINCRBY', P .. 'job_stats:' .. policy, 'missing', 1)
  redis.call('ZADD', P .. 'policy_turns', 0, policy)
  return true
end

local missing = {}
local function refresh(id)
  local key = P .. 'job_stats:' .. id
  local stats = redis.pcall('HMGET', key, 'status', 'update_time', 'claim', 'ended_at', 'retry_at', 'run_at',
    'queued_at', 'name', 'kind')
  if stats.err or not stats[1] then
    return redis.call('HDEL', KEYS[1], id)
  end
  if stats[4] and not stats[5] then
    return
  end
  if is_overdue(stats) and is_missing(id, stats[8], stats[6]) then
    if not is_given_a_turn(id) then
      missing[#missing + 1] = id
    end
    return
  end
  if tonumber(now) - (tonumber(stats[2]) or 0) >= tonumber(ARGV[3]) then
    redis.call('HSET', key, 'update_time', now)
    if stats[3] and stats[3] ~= '' then
      take(id, stats[3], ARGV[4])
    end
  end
end

for i = 6, #ARGV do
  local ok, reply = pcall(refresh, ARGV[i])
  if not ok and not refused(reason(reply)) then
    return redis.error_reply(reason(reply))
  end
end
return missing
