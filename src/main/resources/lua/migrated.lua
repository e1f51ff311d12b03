-- Writes the version of the layout when all data are as it has them, and gives the lock back.
-- KEYS  1 version
-- ARGV  3 who migrates, 4 version as it was read, '' if there was none, 5 version from now on
-- Reply 1 if it is written, 0 if somebody else migrates or has changed it
-- Invariant: a version is written after the data are as it has them, never one below another.
-- include: clock
-- include: migrating
if not migrating(ARGV[3]) then
  return 0
end
redis.call('DEL', P .. 'migration_lock')
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[4] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[5])
redis.call('DEL', P .. 'period:key_score')
return 1
