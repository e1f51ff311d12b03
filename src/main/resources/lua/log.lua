-- Appends whole lines to the log of a job, and lets go of its oldest ones.
-- KEYS  1 stats hash of the job
-- ARGV  3 pool, 4 attempt, 5 name of the log, 6 number of this batch in the attempt, 7 how many bytes are
--       kept at most, 8 time to live in seconds, 9 the lines
-- Reply 'OK', or 'FENCED' when the job is another attempt's, or has no record
-- Invariant: only the attempt that has the job writes. The id of an entry is the place of its first byte,
--       plus one, so that ids grow and a place is found by them; a batch that is sent twice is there once.
--       The newest batch stays, however large.
-- include: clock
local stats = redis.call('HMGET', KEYS[1], 'pool', 'attempt')
if stats[1] ~= ARGV[3] or stats[2] ~= ARGV[4] then
  return 'FENCED'
end
local log = P .. 'job_log:' .. ARGV[5]
local place = 0
local newest = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1]
if newest then
  local fields = newest[2]
  if fields[2] == ARGV[4] and tonumber(fields[4]) >= tonumber(ARGV[6]) then
    return 'OK'
  end
  place = tonumber(string.match(newest[1], '^%d+')) - 1 + #fields[6]
end
redis.call('XADD', log, string.format('%.0f-0', place + 1), 'attempt', ARGV[4], 'number', ARGV[6], 'text', ARGV[9])
local first = place + #ARGV[9] - tonumber(ARGV[7])
if first > 0 then
  redis.call('XTRIM', log, 'MINID', '=', string.format('%.0f-0', math.min(first, place) + 1))
end
redis.call('EXPIRE', log, ARGV[8])
return 'OK'
