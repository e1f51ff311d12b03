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
-- Budget: 24, and 4 for each of up to 500 jobs that wait for an endpoint which works again.
-- include: clock
-- include: event
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

-- The endpoint works again: what waits for it need not wait for its whole time, but for what it asked for.
local function reopen()
  if redis.call('DEL', breaker) == 0 then
    return
  end
  local waiting = redis.call('ZRANGEBYSCORE', due, '(' .. moment(), '+inf', 'WITHSCORES', 'LIMIT', 0, 500)
  for i = 1, #waiting, 2 do
    local earliest = tonumber(redis.call('HGET', P .. 'hook_state:' .. waiting[i], 'not_before'))
    local at = math.max(earliest or 0, tonumber(moment()))
    if earliest and at < tonumber(waiting[i + 1]) and redis.call('HEXISTS', P .. 'hook_claims', waiting[i]) == 0 then
      due_at(endpoint, waiting[i], string.format('%.0f', at))
    end
  end
end

local function is_closed()
  return (tonumber(redis.call('HGET', breaker, 'closed_until')) or 0) > tonumber(moment())
end

local function count_failure()
  local failures, limit = tonumber(redis.call('HGET', breaker, 'failures')) or 0, tonumber(ARGV[14])
  -- What was under way when it was closed says nothing new; the one that tries it does.
  if failures >= limit and redis.call('HGET', breaker, 'probe') ~= id then
    return
  end
  redis.call('HSET', breaker, 'failures', string.format('%.0f', failures + 1))
  if failures + 1 >= limit then
    local times = math.min(failures + 1 - limit, 30)
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
  -- How soon it may be tried if its endpoint works for others: what is wrong may be this event alone.
  redis.call('HSET', state, 'not_before',
    later(ARGV[12] == '1' and ARGV[11] or math.max(tonumber(ARGV[15]), tonumber(ARGV[11]) / 16)))
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
elseif event and ARGV[8] ~= '1' then
  -- It was settled already, and the claim that there is now is a later one.
  return {'OVER'}
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
if ARGV[8] == '1' and not is_closed() then
  redis.call('ZADD', due, later(ARGV[9]), id)
  look_at(endpoint)
  return {'NEXT', following, redis.call('HGET', P .. 'hook_state:' .. id, 'failures') or '0'}
end
redis.call('HDEL', P .. 'hook_claims', id)
redis.call('ZADD', due, moment(), id)
look_at(endpoint)
return {'OVER'}
