-- Gives claims back unsettled: their jobs are due at once.
-- KEYS  1 endpoints with events
-- ARGV  3 agent, then for each claim its job and endpoint
-- Reply how many were given back
-- Invariant: a claim that another agent has is left alone.
-- Budget: 3; 8 for each claim.
-- include: clock
-- include: event
-- include: hook
-- include: endpoint
local released = 0
for i = 4, #ARGV, 2 do
  local id, endpoint = ARGV[i], ARGV[i + 1]
  if redis.call('HGET', P .. 'hook_claims', id) == ARGV[3] then
    redis.call('HDEL', P .. 'hook_claims', id)
    local breaker = P .. 'hook_breaker:' .. endpoint
    if redis.call('HGET', breaker, 'probe') == id then
      redis.call('HSET', breaker, 'closed_until', moment())
    end
    due_at(endpoint, id, moment())
    look_at(endpoint)
    released = released + 1
  end
end
return released
