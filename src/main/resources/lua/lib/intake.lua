-- Takes one job in: claims, stats, track, index, its place, or nothing. A job that is to wait for others has
-- three lines instead of an empty text among its arguments: how these must end, the time to live of a job
-- that is stopped, and their ids, with commas between. It is stopped at once when one of them has ended
-- otherwise, and waits for nobody when all have ended as they should.
local pushed = {}

local function place(id, name, entry, run_at)
  if run_at == '0' then
    redis.call('LPUSH', P .. 'jobs:' .. name, entry)
    pushed[name] = (pushed[name] or 0) + 1
  else
    redis.call('ZADD', P .. 'scheduled', run_at, entry)
    redis.call('SADD', P .. 'known_jobs', name)
  end
end

local function wait(id, name, entry, open)
  redis.call('HSET', P .. 'awaiting', id, entry)
  redis.call('SADD', P .. 'awaits:' .. id, unpack(open))
  for _, dependency in ipairs(open) do
    redis.call('SADD', P .. 'awaited:' .. dependency, id)
    redis.call('HSET', P .. 'job_stats:' .. dependency, 'awaited', '1')
  end
  redis.call('SADD', P .. 'known_jobs', name)
end

-- What is answered again says how the job was at first; it was written for one that waits.
local function answered(answer, status, reason)
  local text = string.gsub(answer, '"status":"Scheduled"', '"status":"' .. status .. '"', 1)
  if reason then
    text = string.gsub(text, '}$', ',"ended_at":' .. now .. ',"stop_reason":"' .. reason .. '"}')
  end
  return text
end

local function take_in(at, offset)
  local id, name, entry, track, claim = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], ARGV[at + 5]
  local run_at, again, answer, limit = ARGV[at + 7], ARGV[at + 8], ARGV[at + 10], ARGV[at + 12]
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
  local reply, open, reason, ttl = {'TAKEN'}, {}, nil, nil
  if ARGV[at + 11] ~= '' then
    local after_status, seconds, ids = string.match(ARGV[at + 11], '^(%w+)\n(%d+)\n(.*)$')
    local missing
    missing, open, reason = foresee(ids, after_status)
    if missing then
      return {'MISSING', missing}
    end
    ttl = seconds
    reply[2] = reason and 'Stopped' or (#open == 0 and run_at == '0') and 'Pending' or 'Scheduled'
    reply[3] = reason or ''
    answer = answered(answer, reply[2], reason)
  end
  local queued = run_at == '0' and #open == 0
  local full = not reason and crowded(name, queued, limit, limit_in_all)
  if full then
    return full
  end
  if claim ~= '' and not reason then
    local holder = take(id, claim, ARGV[at + 6])
    if holder then
      return {'CONFLICT', holder}
    end
  end
  if #open > 0 and not reason then
    wait(id, name, entry, open)
  elseif not reason then
    place(id, name, entry, run_at)
  end
  redis.call('HSET', key, unpack(ARGV, at + 13, at + 12 + tonumber(ARGV[at])))
  if reason then
    redis.call('HSET', key, 'status', 'Stopped', 'ended_at', now, 'ended_as', 'Stopped', 'stop_reason', reason)
    redis.call('EXPIRE', key, ttl)
    report(id, redis.call('HGET', key, 'web_hook_url'), 's', true)
  else
    redis.call('HSET', P .. 'job_track:inprogress', id, track)
    if reply[2] then
      redis.call('HSET', key, 'status', reply[2])
    end
    happened(id, 's')
  end
  if not reason then
    crowd()
  end
  indexed(id, offset)
  -- Last, so that nobody gets the answer for a job that was refused.
  if again ~= '' then
    redis.call('HSET', P .. 'idempotency:' .. again, 'digest', ARGV[at + 9], 'answer', answer)
    redis.call('EXPIRE', P .. 'idempotency:' .. again, 86400)
  end
  return reply
end

local function take_effect()
  for name, jobs in pairs(pushed) do
    runnable(name, jobs)
  end
end
