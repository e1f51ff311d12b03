-- Gives up events that are too old, where their endpoint is closed: one of them at a time shows that it is away, and
-- the others need not wait for their turn to show it too.
-- KEYS  1 jobs with events
-- ARGV  3 how many milliseconds an event is tried, 4 most jobs, 5 from how many failures in a row on an endpoint is
--       closed, 6 error, 7 how many of the oldest jobs to pass over
-- Reply {how many events were given up, how many jobs were looked at, how many of these still have such events}
-- Invariant: an event waits or is a dead letter. What is under way, or has an endpoint that was not tried in the last
--       minute, is left.
-- Budget: 1; 8 for each job, 5 for each event.
-- include: clock
-- include: event
-- include: hook
-- include: endpoint
local oldest = later('-' .. ARGV[3])

local function is_closed(endpoint)
  local breaker = redis.call('HMGET', P .. 'hook_breaker:' .. endpoint, 'failures', 'closed_until')
  return (tonumber(breaker[1]) or 0) >= tonumber(ARGV[5]) and (tonumber(breaker[2]) or 0) > tonumber(later(-60000))
end

local function read(event)
  local ok, values = pcall(cjson.decode, string.match(event, '\n(.*)$') or '')
  return ok and type(values) == 'table' and values or {}
end

local function give_up(id)
  local events, number = P .. 'hooks:' .. id, 0
  local event = redis.pcall('LINDEX', events, 0)
  if type(event) ~= 'string' then
    return 0, 1
  end
  local first = read(event)
  local endpoint = endpoint_of(tostring(first[14] or first.url or ''))
  if redis.call('HEXISTS', P .. 'hook_claims', id) == 1 or not is_closed(endpoint) then
    return 0, 1
  end
  local failures = tonumber(redis.call('HGET', P .. 'hook_state:' .. id, 'failures')) or 0
  while event do
    local since, last = string.match(event, '^1 %d+ %a %d+ (%d+) ([01])\n')
    if since and tonumber(since) > tonumber(oldest) then
      redis.call('ZADD', P .. 'hook_jobs', since, id)
      return number, 0
    end
    keep_dead(id, endpoint, event, number == 0 and failures or 0, ARGV[6])
    redis.call('LPOP', events)
    redis.call('DEL', P .. 'hook_state:' .. id)
    fewer(1)
    if last == '1' then
      close_track(id, tostring(read(event)[19]))
    end
    number = number + 1
    event = redis.call('LINDEX', events, 0)
  end
  rest(id, endpoint)
  look_at(endpoint)
  return number, 0
end

local total, left = 0, 0
local jobs = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', oldest, 'LIMIT', ARGV[7], ARGV[4])
for _, id in ipairs(jobs) do
  local number, stays = give_up(id)
  total, left = total + number, left + stays
end
return {total, #jobs, left}
