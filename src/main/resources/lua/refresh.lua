-- Keeps a live job from being taken for lost: nodes of the other kind give up what they track and has
-- not been updated for 24 hours. Renews its uniqueness claim with it, and finds scheduled jobs whose
-- entry they deleted, as they do after an outage; a job that still waits for others has its entry there.
-- KEYS  1 stats hash of the job
-- ARGV  3 job id, 4 seconds without an update, 5 time to live of a claim, 6 seconds of being overdue
-- Reply 1 if it was renewed; 0 if there was no need; 2 if it is overdue and its entry is nowhere; -1 if
--       there is no such job and it is tracked no more
-- Invariant: what is tracked has stats.
-- include: clock
-- include: claim
-- include: identify
-- include: place
local stats = redis.call('HMGET', KEYS[1], 'status', 'update_time', 'claim', 'ended_at', 'retry_at', 'run_at',
  'queued_at', 'name', 'kind', 'after')
if not stats[1] then
  redis.call('HDEL', P .. 'job_track:inprogress', ARGV[3])
  return -1
end
if stats[4] and not stats[5] then
  return 0
end
local run_at = tonumber(stats[6]) or 0
if stats[1] == 'Scheduled' and stats[9] ~= 'Periodic' and run_at > 0 and not stats[7]
    and tonumber(now) - run_at > tonumber(ARGV[6])
    and not (stats[10] and redis.call('HEXISTS', P .. 'awaiting', ARGV[3]) == 1)
    and redis.call('LLEN', P .. 'jobs:' .. stats[8]) <= 1000
    and not in_set('scheduled', stats[6], ARGV[3]) and not in_queue(stats[8], ARGV[3]) then
  return 2
end
if tonumber(now) - (tonumber(stats[2]) or 0) < tonumber(ARGV[4]) then
  return 0
end
redis.call('HSET', KEYS[1], 'update_time', now)
if stats[3] and stats[3] ~= '' then
  take(ARGV[3], stats[3], ARGV[5])
end
return 1
