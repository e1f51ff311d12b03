-- Takes a job in: claim, stats, track, queue and wake-up, or nothing at all.
-- KEYS  1 stats hash of the job
-- ARGV  3 job id, 4 type, 5 entry for the queue, 6 track, 7 claim ('' if not unique),
--       8.. stats, field and value in turn
-- Reply {'QUEUED'}; {'KNOWN'} when the id was taken in before, by an earlier send of the same call;
--       {'CONFLICT', holder}, the holder '' when it is not known
-- Invariant: a job is on its queue if and only if its stats exist; a claim has one holder.
-- include: clock
-- include: wake
local id, name, entry, claim = ARGV[3], ARGV[4], ARGV[5], ARGV[7]
if redis.call('EXISTS', KEYS[1]) == 1 then
  return {'KNOWN'}
end
if claim ~= '' then
  local holder = redis.call('GET', P .. 'claim:' .. claim)
  if holder then
    local held = redis.call('HMGET', P .. 'job_stats:' .. holder, 'status', 'started_at', 'ended_at')
    local over = held[1] == 'Success' or held[1] == 'Stopped' or held[1] == 'Cancelled' or held[1] == 'Error'
    if held[1] and not (over and (held[3] or not held[2])) then
      return {'CONFLICT', holder}
    end
  elseif redis.call('EXISTS', P .. 'unique:' .. claim) == 1 then
    return {'CONFLICT', ''}
  end
  redis.call('SET', P .. 'claim:' .. claim, id, 'EX', 86400)
  redis.call('SET', P .. 'unique:' .. claim, '1', 'EX', 86400)
end
local stats = {}
for i = 8, #ARGV do
  stats[#stats + 1] = ARGV[i]
end
redis.call('HSET', KEYS[1], unpack(stats))
redis.call('HSET', P .. 'job_track:inprogress', id, ARGV[6])
redis.call('SADD', P .. 'known_jobs', name)
redis.call('LPUSH', P .. 'jobs:' .. name, entry)
wake(name)
return {'QUEUED'}
