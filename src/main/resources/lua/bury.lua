-- Moves an entry that is no job to the dead set, wrapped as a job.
-- KEYS  1 in-progress list, or sorted set
-- ARGV  3 entry, 4 wrapped entry
-- Reply 1 if it was moved, 0 if it was not there
-- Invariant: a record that cannot be read is kept, and holds up nothing.
-- include: clock
local gone = 0
if redis.call('TYPE', KEYS[1]).ok == 'zset' then
  gone = redis.call('ZREM', KEYS[1], ARGV[3])
else
  gone = redis.call('LREM', KEYS[1], 1, ARGV[3])
end
if gone == 0 then
  return 0
end
redis.call('ZADD', P .. 'dead', now, ARGV[4])
return 1
