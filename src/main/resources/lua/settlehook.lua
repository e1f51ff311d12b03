-- Settles what came of the delivery of an event.
-- KEYS  1 events of the job
-- ARGV  3 agent, 4 job id, 5 endpoint, 6 number of the event, 7 'delivered', 'failed', 'dead' or 'gone', 8 '1' to go on
--       with the next event of the job, 9 for how many milliseconds a claim holds, 10 error, 11 milliseconds until the
--       next try, 12 '1' if the receiver named these, 13 '1' if the endpoint has failed, 14 from how many failures in
--       a row on it is closed, 15 and for how many milliseconds at first, 16 at most, 17 status, 18 revision and 19
--       last check-in that the event tells of, 20 '1' if it is the last
-- Reply {'NEXT', event, how often it was tried in vain}; {'OVER'} when the claim is; {'LOST'} when it had lapsed
-- Invariant: an event leaves its list when its receiver has it, or for the dead letters. What was delivered is
--       acknowledged, as nodes of the other kind note it, in the same step.
-- Budget: 22, and 2 for each of up to 500 jobs that wait for an endpoint which works again.
-- include: clock
-- include: hook
-- include: endpoint
local agent, id, endpoint, outcome = ARGV[3], ARGV[4], ARGV[5], ARGV[7]
local breaker, due = P .. 'hook_breaker:' .. endpoint, P .. 'hook_due:' .. endpoint
local ranks = {Pending = 0, Scheduled = 1, Running = 2}

-- Whether an acknowledgement is newer than the one that there is.
local function supersedes(ack, stored)
  local revision = tonumber(ARGV[18]) or 0
  local ok, acknowledged = pcall(cjson.decode, ack or '')
  if not ok or type(acknowledged) ~= 'table' then
    return (tonumber(stored) or 0) <= revision
  end
  local known = tonumber(acknowledged.revision) or 0
  return revision > known
    or (revision == known and (ranks[ARGV[17]] or 3) >= (ranks[acknowledged.status] or 3))
end

local function acknowledge()
  local key = P .. 'job_stats:' .. id
  local stats = redis.pcall('HMGET', key, 'revision', 'ack')
  if not stats.err and stats[1] and string.find(ARGV[17], '^%a+$') and supersedes(stats[2], stats[1]) then
    redis.call('HSET', key, 'ack', '{"status":"' .. ARGV[17] .. '","revision":' .. ARGV[18] .. ',"check_in_at":' .. ARGV[19] .. '}')
  end
end

-- The endpoint works again: what waits for it need wait no longer, but where it asked for that.
local function reopen()
  if redis.call('DEL', breaker) == 0 then
    return
  end
  for _, waiting in ipairs(redis.call('ZRANGEBYSCORE', due, '(' .. moment(), '+inf', 'LIMIT', 0, 500)) do
    if redis.call('HEXISTS', P .. 'hook_claims', waiting) == 0
        and not redis.call('HGET', P .. 'hook_state:' .. waiting, 'asked') then
      due_at(endpoint, waiting, moment())
    end
  end
end

local function count_failure()
  local failures = redis.call('HINCRBY', breaker, 'failures', 1)
  if failures >= tonumber(ARGV[14]) then
    local times = math.min(failures - tonumber(ARGV[14]), 30)
    redis.call('HSET', breaker, 'closed_until', later(math.min(tonumber(ARGV[15]) * 2 ^ times, tonumber(ARGV[16]))))
  end
  redis.call('HDEL', breaker, 'probe')
  redis.call('EXPIRE', breaker, 90000)
end

local function tell_endpoint()
  if ARGV[13] == '1' then
    count_failure()
  else
    reopen()
  end
end

local function take_off()
  redis.call('LPOP', KEYS[1])
  if ARGV[20] == '1' then
    close_track(id, ARGV[18])
  end
  fewer(1)
  redis.call('DEL', P .. 'hook_state:' .. id)
end

local outcomes = {}
function outcomes.delivered()
  take_off()
  acknowledge()
  reopen()
end

function outcomes.dead(event)
  local failures = (tonumber(redis.call('HGET', P .. 'hook_state:' .. id, 'failures')) or 0) + 1
  keep_dead(id, endpoint, event, failures, ARGV[10])
  take_off()
  tell_endpoint()
end

function outcomes.gone()
  local number = redis.call('LLEN', KEYS[1])
  redis.call('DEL', KEYS[1])
  fewer(number)
  local key = P .. 'job_stats:' .. id
  if redis.call('EXISTS', key) == 1 then
    redis.call('HSET', key, 'hook_gone', '1')
  end
  if ARGV[20] == '1' or number > 1 then
    redis.call('HDEL', P .. 'job_track:inprogress', id)
  end
  reopen()
end

function outcomes.failed()
  local state = P .. 'hook_state:' .. id
  redis.call('HINCRBY', state, 'failures', 1)
  redis.call('HSET', state, 'error', ARGV[10])
  if ARGV[12] == '1' then
    redis.call('HSET', state, 'asked', '1')
  else
    redis.call('HDEL', state, 'asked')
  end
  redis.call('HDEL', P .. 'hook_claims', id)
  redis.call('ZADD', due, later(ARGV[11]), id)
  tell_endpoint()
end

if redis.call('HGET', P .. 'hook_claims', id) ~= agent then
  return {'LOST'}
end
local event = redis.call('LINDEX', KEYS[1], 0)
if event and sequence_of(event) == ARGV[6] then
  outcomes[outcome](event)
end
if outcome == 'failed' then
  look_at(endpoint)
  return {'OVER'}
end
local following = redis.call('LINDEX', KEYS[1], 0)
if not following then
  rest(id, endpoint)
  look_at(endpoint)
  return {'OVER'}
end
redis.call('ZADD', P .. 'hook_jobs', string.match(following, '^1 %d+ %a %d+ (%d+) ') or moment(), id)
if ARGV[8] == '1' then
  redis.call('ZADD', due, later(ARGV[9]), id)
  look_at(endpoint)
  return {'NEXT', following, redis.call('HGET', P .. 'hook_state:' .. id, 'failures') or '0'}
end
redis.call('HDEL', P .. 'hook_claims', id)
redis.call('ZADD', due, moment(), id)
look_at(endpoint)
return {'OVER'}
