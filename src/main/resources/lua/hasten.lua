-- Lets the next try of failed jobs be now.
-- KEYS  1 set of the entries that wait for their next try
-- ARGV  3.. entries
-- Reply how many are due now, or have been moved on since this was sent first
-- Invariant: the score of an entry is the second that the record of its job promises.
-- Budget: 5 an entry.
-- include: clock
-- include: identify
local number = 0
for i = 3, #ARGV do
  local entry = ARGV[i]
  local id, score = identify(entry), redis.call('ZSCORE', KEYS[1], entry)
  local stats = id and record(id, 'status', 'retry_at')
  if stats and score then
    if tonumber(score) > tonumber(time[1]) then
      redis.call('ZADD', KEYS[1], 'XX', time[1], entry)
      if stats[2] then
        redis.call('HSET', P .. 'job_stats:' .. id, 'retry_at', time[1])
      end
    end
    number = number + 1
  elseif stats and stats[1] and stats[1] ~= 'Stopped' and stats[1] ~= 'Cancelled' then
    number = number + 1
  end
end
return number
