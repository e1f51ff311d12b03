-- Takes jobs in, each by itself: claims, stats, track, index, its place and a wake-up, or nothing.
-- KEYS  1 stats hash of the first job
-- ARGV  3.. for each job: number of its stats fields and values, id, type, entry, track, claim ('' if
--       not unique), time to live of the claim, second to run at ('0' for at once), idempotency key
--       ('' if none), digest of the request, answer to give again, then the fields and values
-- Reply for each job {'TAKEN'}; {'KNOWN'} when the id was taken in before, by an earlier send of the
--       same call; {'AGAIN', answer} and {'REUSED'} when the idempotency key was used for the same
--       request, or for another; {'CONFLICT', holder}, the holder '' when it is not known;
--       {'REFUSED', error} when a key of it holds something else
-- Invariant: a job has a place if and only if it has stats; a claim has one holder.
-- Budget: 1 a call; 5 a job, 5 more for a unique one and 3 for an idempotency key; 2 a type.
-- include: clock
-- include: wake
-- include: claim
-- include: index
-- include: reason
local pushed, replies = {}, {}

local function submit(at)
  local id, name, entry, track, claim = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5]
  local run_at, again = ARGV[at + 7], ARGV[at + 8]
  local key = P .. 'job_stats:' .. id
  if redis.call('EXISTS', key) == 1 then
    return {'KNOWN'}
  end
  if again ~= '' then
    local seen = redis.call('HMGET', P .. 'idempotency:' .. again, 'digest', 'answer')
    if seen[1] then
      if seen[1] == ARGV[at + 9] then
        return {'AGAIN', seen[2]}
      end
      return {'REUSED'}
    end
  end
  if claim ~= '' then
    local holder = take(id, claim, ARGV[at + 6])
    if holder then
      return {'CONFLICT', holder}
    end
  end
  if again ~= '' then
    redis.call('HSET', P .. 'idempotency:' .. again, 'digest', ARGV[at + 9], 'answer', ARGV[at + 10])
    redis.call('EXPIRE', P .. 'idempotency:' .. again, 86400)
  end
  if run_at == '0' then
    redis.call('LPUSH', P .. 'jobs:' .. name, entry)
    pushed[name] = (pushed[name] or 0) + 1
  else
    redis.call('ZADD', P .. 'scheduled', run_at, entry)
    redis.call('SADD', P .. 'known_jobs', name)
  end
  redis.call('HSET', key, unpack(ARGV, at + 11, at + 10 + tonumber(ARGV[at])))
  redis.call('HSET', P .. 'job_track:inprogress', id, track)
  indexed(id, #replies)
  return {'TAKEN'}
end

local at, problem = 3, nil
while at <= #ARGV and not problem do
  local ok, reply = pcall(submit, at)
  local text = not ok and reason(reply)
  if text and not refused(text) then
    problem = text
  end
  replies[#replies + 1] = ok and reply or {'REFUSED', text}
  at = at + 11 + tonumber(ARGV[at])
end
for name, jobs in pairs(pushed) do
  runnable(name, jobs)
end
if problem then
  return redis.error_reply(problem)
end
return replies
