-- Renews claims, so that nobody else gets their jobs.
-- KEYS  1 endpoints with events
-- ARGV  3 agent, 4 for how many milliseconds a claim holds, then for each its job and endpoint
-- Reply the jobs of them that are still claimed by it
-- Invariant: a claim that has lapsed and that another agent has taken is not renewed.
-- Budget: 1; 4 for each claim.
-- include: clock
-- include: event
-- include: hook
-- include: endpoint
local lease, held = later(ARGV[4]), {}
for i = 5, #ARGV, 2 do
  local id, breaker = ARGV[i], P .. 'hook_breaker:' .. ARGV[i + 1]
  if redis.call('HGET', P .. 'hook_claims', id) == ARGV[3] then
    redis.call('ZADD', P .. 'hook_due:' .. ARGV[i + 1], 'XX', lease, id)
    if redis.call('HGET', breaker, 'probe') == id then
      redis.call('HSET', breaker, 'closed_until', lease)
    end
    held[#held + 1] = id
  end
end
return held
