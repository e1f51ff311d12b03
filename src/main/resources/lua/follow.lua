-- Says that somebody follows what happens to jobs, so that it is kept for a while. Where nobody did before,
-- events may be missing, which is noted among them.
-- KEYS  1 stream of events
-- ARGV  3 for how many seconds events are kept from now on, 4 how long those that there are stay, in seconds
-- Reply {id of the oldest event that is there, id of the newest}
-- Invariant: between two notes of a gap no event is missing but those that were trimmed.
-- Budget: 5; 1 more for the first.
-- include: clock
local wanted = P .. 'events_wanted'
if redis.call('XLEN', KEYS[1]) == 0 then
  redis.call('DEL', wanted)
end
if redis.call('EXISTS', wanted) == 0 then
  redis.call('XADD', KEYS[1], '*', 'e', 'g')
end
redis.call('SET', wanted, '1', 'EX', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
local oldest, newest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1), redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
return {oldest[1][1], newest[1][1]}
