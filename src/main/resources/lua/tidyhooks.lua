-- Deletes dead letters that are too old.
-- KEYS  1 dead letters
-- ARGV  3 for how many milliseconds they are kept, 4 most
-- Reply how many were deleted
-- Invariant: what is deleted is among neither the ids nor the letters.
-- Budget: 3.
-- include: clock
-- include: event
-- include: hook
-- include: endpoint
local old = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', later('-' .. ARGV[3]), 'LIMIT', 0, ARGV[4])
if #old > 0 then
  redis.call('ZREM', KEYS[1], unpack(old))
  redis.call('HDEL', P .. 'hook_dead_events', unpack(old))
end
return #old
