-- Tells jobs that wait how those have ended whose ends concern more jobs than one script may see to.
-- KEYS  1 hash of these ends
-- ARGV  3 time to live of a stopped job
-- Reply how many ends are left
-- Invariant: an end stays in the hash until all have heard of it, or the job was retried.
-- Budget: 3; 5 for each of ten ends, 6 for each of 300 jobs that wait.
-- include: clock
-- include: event
-- include: hook
-- include: wake
-- include: dated
-- include: mark
-- include: ended
-- include: settle
local ends, some = {}, redis.call('HRANDFIELD', KEYS[1], 10, 'WITHVALUES')
for i = 1, #some, 2 do
  if how_ended(some[i]) then
    ends[#ends + 1] = {some[i], some[i + 1]}
  else
    redis.call('HDEL', KEYS[1], some[i])
  end
end
local known = #ends
announce(ends, ARGV[3])
for i = 1, known do
  if redis.call('EXISTS', P .. 'awaited:' .. ends[i][1]) == 0 then
    redis.call('HDEL', KEYS[1], ends[i][1])
  end
end
return redis.call('HLEN', KEYS[1])
