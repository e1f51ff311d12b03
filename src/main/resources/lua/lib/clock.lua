-- Every script that writes begins so: ARGV[1] is the prefix of all keys, ARGV[2] the caller's idea of
-- Redis' time in epoch seconds, as text. A caller that is more than 2 s off measures again.
local P, now = ARGV[1], ARGV[2]
local time = redis.call('TIME')
if math.abs(tonumber(time[1]) - tonumber(now)) > 2 then
  return redis.error_reply('CLOCK the time given is more than 2 s off')
end
