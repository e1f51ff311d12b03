-- Makes the oldest event of a job due at once, and its endpoint too.
-- KEYS  1 events of the job
-- ARGV  3 job id
-- Reply 1 if one waits or is under way, 0 if there is none
-- Invariant: what is under way goes on.
-- Budget: 9.
-- include: clock
-- include: event
-- include: hook
local event = redis.call('LINDEX', KEYS[1], 0)
if not event then
  return 0
end
if redis.call('HEXISTS', P .. 'hook_claims', ARGV[3]) == 0 then
  local ok, values = pcall(cjson.decode, string.match(event, '\n(.*)$') or '')
  local url = ok and type(values) == 'table' and (values[14] or values.url) or ''
  local endpoint = endpoint_of(tostring(url))
  local breaker = P .. 'hook_breaker:' .. endpoint
  if redis.call('HEXISTS', breaker, 'closed_until') == 1 then
    redis.call('HSET', breaker, 'closed_until', moment())
  end
  redis.call('HDEL', P .. 'hook_state:' .. ARGV[3], 'not_before')
  due_at(endpoint, ARGV[3], moment())
end
return 1
