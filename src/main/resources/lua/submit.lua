-- Takes a job in: claims, stats, track, its place and a wake-up, or nothing at all.
-- KEYS  1 stats hash of the job
-- ARGV  3 job id, 4 type, 5 entry, 6 track, 7 claim ('' if not unique), 8 time to live of the claim,
--       9 second to run at ('0' for at once), 10 idempotency key ('' if none), 11 digest of the
--       request, 12 answer to give again, 13.. stats, field and value in turn
-- Reply {'TAKEN'}; {'KNOWN'} when the id was taken in before, by an earlier send of the same call;
--       {'AGAIN', answer} and {'REUSED'} when the idempotency key was used for the same request, or for
--       another; {'CONFLICT', holder}, the holder '' when it is not known
-- Invariant: a job has a place if and only if it has stats; a claim has one holder.
-- include: clock
-- include: wake
-- include: claim
local id, name, entry, claim, run_at, again = ARGV[3], ARGV[4], ARGV[5], ARGV[7], ARGV[9], ARGV[10]
if redis.call('EXISTS', KEYS[1]) == 1 then
  return {'KNOWN'}
end
if again ~= '' then
  local seen = redis.call('HMGET', P .. 'idempotency:' .. again, 'digest', 'answer')
  if seen[1] then
    if seen[1] == ARGV[11] then
      return {'AGAIN', seen[2]}
    end
    return {'REUSED'}
  end
end
if claim ~= '' then
  local holder = take(id, claim, ARGV[8])
  if holder then
    return {'CONFLICT', holder}
  end
end
if again ~= '' then
  redis.call('HSET', P .. 'idempotency:' .. again, 'digest', ARGV[11], 'answer', ARGV[12])
  redis.call('EXPIRE', P .. 'idempotency:' .. again, 86400)
end
local stats = {}
for i = 13, #ARGV do
  stats[#stats + 1] = ARGV[i]
end
redis.call('HSET', KEYS[1], unpack(stats))
redis.call('HSET', P .. 'job_track:inprogress', id, ARGV[6])
redis.call('SADD', P .. 'known_jobs', name)
if run_at == '0' then
  redis.call('LPUSH', P .. 'jobs:' .. name, entry)
  wake(name)
else
  redis.call('ZADD', P .. 'scheduled', run_at, entry)
end
return {'TAKEN'}
