-- Puts back what a pool runs, on a Redis that lost data: only where neither stats nor entry are left.
-- KEYS  1 stats hash of the job
-- ARGV  3 pool, 4 attempt, 5 type, 6 stats id, 7 entry, 8.. stats, field and value in turn
-- Reply 1 if it was put back, else 0
-- Invariant: a job that runs is in progress somewhere; stats that are there are not touched.
-- include: clock
-- include: event
-- include: index
local queue = P .. 'jobs:' .. ARGV[5]
local inprogress = queue .. ':' .. ARGV[3] .. ':inprogress'
if redis.call('EXISTS', KEYS[1]) == 1 or redis.call('LPOS', inprogress, ARGV[7]) then
  return 0
end
redis.call('LPUSH', inprogress, ARGV[7])
redis.call('INCR', queue .. ':lock')
redis.call('HINCRBY', queue .. ':lock_info', ARGV[3], 1)
local stats = {}
for i = 8, #ARGV do
  stats[#stats + 1] = ARGV[i]
end
redis.call('HSET', KEYS[1], 'status', 'Running', 'revision', now, 'update_time', now, 'started_at', now,
  'pool', ARGV[3], 'attempt', ARGV[4], unpack(stats))
redis.call('HSET', P .. 'job_track:inprogress', ARGV[6], '1')
redis.call('SADD', P .. 'known_jobs', ARGV[5])
happened(ARGV[6], 's')
indexed(ARGV[6], 0)
return 1
