-- Moves an entry that is no job from the in-progress list to the dead set, wrapped as a job.
-- KEYS  1 in-progress list
-- ARGV  3 entry, 4 wrapped entry
-- Reply 1 if it was moved, 0 if it was not there
-- Invariant: a record that cannot be read is kept, and holds up nothing.
-- include: clock
if redis.call('LREM', KEYS[1], 1, ARGV[3]) == 0 then
  return 0
end
redis.call('ZADD', P .. 'dead', now, ARGV[4])
return 1
