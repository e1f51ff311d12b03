-- Shows what the workers of a pool run, for those who look at workers.
-- KEYS  1 heartbeat hash of the pool
-- ARGV  3 number of workers that run nothing, then these, then worker, job name, stats id, started at,
--       arguments, check-in and its time in turn
-- Reply 'OK'
-- Invariant: a worker that runs nothing has no record; a record expires in a day.
-- include: clock
local idle = tonumber(ARGV[3])
for i = 4, 3 + idle do
  redis.call('DEL', P .. 'worker:' .. ARGV[i])
end
for i = 4 + idle, #ARGV, 7 do
  local key = P .. 'worker:' .. ARGV[i]
  redis.call('DEL', key)
  redis.call('HSET', key, 'job_name', ARGV[i + 1], 'job_id', ARGV[i + 2], 'started_at', ARGV[i + 3],
    'args', ARGV[i + 4])
  if ARGV[i + 5] ~= '' then
    redis.call('HSET', key, 'checkin', ARGV[i + 5], 'checkin_at', ARGV[i + 6])
  end
  redis.call('EXPIRE', key, 86400)
end
return 'OK'
