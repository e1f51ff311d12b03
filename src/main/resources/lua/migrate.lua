-- Takes the lock under which data of earlier releases are migrated, or keeps it.
-- KEYS  1 lock
-- ARGV  3 who asks, 4 for how many seconds
-- Reply 1 if it is the caller's now, 0 if somebody else has it
-- Invariant: one node migrates at a time; the lock of one that died is free after a while.
-- include: clock
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[3] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[4])
return 1
