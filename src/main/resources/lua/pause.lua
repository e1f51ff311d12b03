-- Pauses a type or lets it go on.
-- KEYS  1 queue of the type
-- ARGV  3 type, 4 '1' to pause, '0' to go on
-- Reply 1 if that changed something, else 0
-- Invariant: nobody takes from a paused queue; its end wakes a pool.
-- include: clock
-- include: wake
local paused = redis.call('EXISTS', KEYS[1] .. ':paused')
if ARGV[4] == '1' then
  redis.call('SET', KEYS[1] .. ':paused', '1')
  return 1 - paused
end
redis.call('DEL', KEYS[1] .. ':paused')
if paused == 1 and redis.call('LLEN', KEYS[1]) > 0 then
  runnable(ARGV[3])
end
return paused
