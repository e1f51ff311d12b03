-- Claims jobs whose oldest event is due, those of the endpoint that is due for longest first.
-- KEYS  1 endpoints with events
-- ARGV  3 agent, 4 most jobs, 5 most that it may have under way to one endpoint, 6 for how many milliseconds a
--       claim holds, 7 from how many failures in a row on an endpoint is tried by one only, then the endpoints to which
--       it has some under way, each with how many
-- Reply {'1' if it got some and others may find more, milliseconds until more is due ('' if nothing waits), then for
--       each job {id, endpoint, its oldest event, how often that was tried in vain}}
-- Invariant: a job is claimed by one agent, until that settles it or lets the claim lapse. An endpoint that has
--       failed gets one delivery at a time from each agent; one that is closed gets a single one when its time is over.
-- Budget: 3; 6 for each endpoint, 5 for each job.
-- include: clock
-- include: event
-- include: hook
-- include: endpoint
local agent, slots, most, lease, limit = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]), later(ARGV[6]), tonumber(ARGV[7])
local now_millis, busy, reply = moment(), {}, {'0', ''}
for i = 8, #ARGV, 2 do
  busy[ARGV[i]] = tonumber(ARGV[i + 1])
end

local function claim(id, endpoint)
  local event = redis.pcall('LINDEX', P .. 'hooks:' .. id, 0)
  if type(event) ~= 'string' then
    rest(id, endpoint)
    return false
  end
  redis.call('ZADD', P .. 'hook_due:' .. endpoint, lease, id)
  redis.call('HSET', P .. 'hook_claims', id, agent)
  reply[#reply + 1] = {id, endpoint, event, redis.call('HGET', P .. 'hook_state:' .. id, 'failures') or '0'}
  return true
end

-- How many deliveries an endpoint may get now, and whether one of them tries whether it works again.
local function room(endpoint)
  local breaker = redis.call('HMGET', P .. 'hook_breaker:' .. endpoint, 'failures', 'closed_until')
  local failures = tonumber(breaker[1]) or 0
  if (tonumber(breaker[2]) or 0) > tonumber(now_millis) then
    return 0, false
  end
  if failures >= limit then
    return 1, true
  end
  return (failures > 0 and 1 or most) - (busy[endpoint] or 0), false
end

local some = slots + #ARGV
local endpoints = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now_millis, 'LIMIT', 0, some)
for _, endpoint in ipairs(endpoints) do
  local left, probes = room(endpoint)
  left = math.min(left, slots - (#reply - 2))
  if left > 0 then
    for _, id in ipairs(redis.call('ZRANGEBYSCORE', P .. 'hook_due:' .. endpoint, '-inf', now_millis, 'LIMIT', 0, left)) do
      if claim(id, endpoint) and probes then
        redis.call('HSET', P .. 'hook_breaker:' .. endpoint, 'closed_until', lease, 'probe', id)
      end
    end
  end
  local at = look_at(endpoint)
  -- Who got nothing wakes nobody, or those whose share is full would wake each other without end.
  if at and at <= tonumber(now_millis) and #reply > 2 then
    reply[1] = '1'
  end
end
local next_due = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now_millis, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
if #endpoints == some then
  -- Those that were closed have gone behind the others, which are yet to be looked at.
  reply[2] = '0'
elseif next_due[2] then
  reply[2] = string.format('%.0f', tonumber(next_due[2]) - tonumber(now_millis))
end
return reply
