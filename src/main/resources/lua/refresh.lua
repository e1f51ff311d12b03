-- Keeps a live job from being taken for lost: nodes of the other kind give up what they track and has
-- not been updated for 24 hours. Renews its uniqueness claim with it.
-- KEYS  1 stats hash of the job
-- ARGV  3 job id, 4 seconds without an update, 5 time to live of a claim
-- Reply 1 if it was renewed; 0 if there was no need; -1 if there is no such job and it is tracked no more
-- Invariant: what is tracked has stats.
-- include: clock
-- include: claim
local stats = redis.call('HMGET', KEYS[1], 'status', 'update_time', 'claim', 'ended_at', 'retry_at')
if not stats[1] then
  redis.call('HDEL', P .. 'job_track:inprogress', ARGV[3])
  return -1
end
local ended = stats[4] and not stats[5]
if ended or tonumber(now) - (tonumber(stats[2]) or 0) < tonumber(ARGV[4]) then
  return 0
end
redis.call('HSET', KEYS[1], 'update_time', now)
if stats[3] and stats[3] ~= '' then
  take(ARGV[3], stats[3], ARGV[5])
end
return 1
