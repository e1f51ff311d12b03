-- Takes an event in that a node of the other kind could not deliver.
-- KEYS  1 failed events of the other kind
-- ARGV  3 the event as it stands there, 4 job id, 5 URL, 6 '1' if it is the last of the job
-- Reply 1 if it was taken in, 0 if it was not there any more
-- Invariant: it is among theirs or among ours.
-- Budget: 9.
-- include: clock
-- include: event
-- include: hook
if redis.call('ZREM', KEYS[1], ARGV[3]) == 0 then
  return 0
end
-- Without a record the microsecond tells events apart.
local key = P .. 'job_stats:' .. ARGV[4]
local sequence = string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2]))
if redis.call('TYPE', key).ok == 'hash' then
  sequence = string.format('%.0f', redis.call('HINCRBY', key, 'hook_seq', 1))
end
append(ARGV[4], endpoint_of(ARGV[5]), '1 ' .. sequence .. ' f ' .. moment() .. ' ' .. moment() .. ' ' .. ARGV[6] .. '\n' .. ARGV[3])
return 1
