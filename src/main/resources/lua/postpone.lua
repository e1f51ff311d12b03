-- Gives a policy that makes no sense a later turn.
-- KEYS  1 turns of the policies
-- ARGV  3 policy, 4 second of the turn
-- Reply 1
-- Invariant: a policy that has no turn does not get one.
-- include: clock
redis.call('ZADD', KEYS[1], 'XX', ARGV[4], ARGV[3])
return 1
