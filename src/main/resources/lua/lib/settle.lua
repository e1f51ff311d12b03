-- What the end of a job for good brings: its time to live and that of the list of its sub-jobs, its track,
-- its mark among the executions of its policy, its uniqueness claim, and what becomes of the jobs that wait
-- for it. A claim is kept as three lines: our
-- claim, our note of who holds the layout's key, and the layout's key.
local function unclaim(id, claim)
  local own, shared, unique = string.match(claim or '', '^([^\n]*)\n([^\n]*)\n(.*)$')
  if own then
    if redis.call('GET', P .. 'claim:' .. own) == id then
      redis.call('DEL', P .. 'claim:' .. own)
    end
    if redis.call('GET', P .. 'claim_holder:' .. shared) == id then
      redis.call('DEL', P .. 'claim_holder:' .. shared, P .. 'unique:' .. unique)
    end
  end
end

local function untrack(id, hook)
  local track = P .. 'job_track:inprogress'
  if not hook or hook == '' or redis.call('HINCRBY', track, id, -1) <= 0 then
    redis.call('HDEL', track, id)
  end
end

local function conclude(id, ttl, job)
  redis.call('EXPIRE', P .. 'job_stats:' .. id, ttl)
  local at = string.find(id, '@', 1, true)
  if at then
    redis.call('ZADD', P .. 'executions:' .. string.sub(id, 1, at - 1), 'XX', -1, id)
  end
  if job.parent then
    redis.call('EXPIRE', P .. 'sub_jobs:' .. id, ttl)
  end
  untrack(id, job.hook)
  unclaim(id, job.claim)
end

-- Takes a job from where it waits for others: its entry, or nil.
local function withdraw(id)
  local entry = redis.call('HGET', P .. 'awaiting', id)
  if not entry then
    return nil
  end
  for _, dependency in ipairs(redis.call('SMEMBERS', P .. 'awaits:' .. id)) do
    redis.call('SREM', P .. 'awaited:' .. dependency, id)
  end
  redis.call('DEL', P .. 'awaits:' .. id)
  redis.call('HDEL', P .. 'awaiting', id)
  return entry
end

-- Gives a job that waits for nobody any more its place: on its queue, or where it waits for its time.
local function release(id, run_at, pushed)
  local entry = redis.call('HGET', P .. 'awaiting', id)
  if not entry then
    return
  end
  if (tonumber(run_at) or 0) > tonumber(time[1]) then
    redis.call('ZADD', P .. 'scheduled', run_at, entry)
  else
    local name, fresh = dated(entry)
    redis.call('LPUSH', P .. 'jobs:' .. name, fresh)
    redis.call('HSET', P .. 'job_stats:' .. id, 'queued_at', now)
    pushed[name] = (pushed[name] or 0) + 1
  end
  redis.call('HDEL', P .. 'awaiting', id)
end

-- A job that waits hears how one that it waits for has ended, or nil when it is only to be looked at. What
-- it ends is added to the ends that others are to hear of.
local function hear(id, dependency, how, ttl, ends, pushed)
  local stats = redis.pcall('HMGET', P .. 'job_stats:' .. id, 'status', 'run_at', 'after_status', 'claim',
    'web_hook_url', 'awaited', 'ended_at')
  local status = not stats.err and stats[1]
  local fails = how and how ~= 'Success' and stats[3] ~= 'any'
  if status == 'Stopped' or (fails and (status == 'Scheduled' or status == 'Pending')) then
    if withdraw(id) and not stats[7] then
      local key = P .. 'job_stats:' .. id
      redis.call('HSET', key, 'status', 'Stopped', 'ended_at', now, 'ended_as', 'Stopped', 'update_time', now)
      if status ~= 'Stopped' then
        redis.call('HSET', key, 'stop_reason', stop_reason(dependency, how))
        report(id, stats[5], 's', true)
      end
      conclude(id, ttl, {claim = stats[4], hook = stats[5]})
      if stats[6] then
        ends[#ends + 1] = {id, 'Stopped'}
      end
    end
  elseif status == 'Scheduled' or status == 'Pending' then
    if how then
      redis.call('SREM', P .. 'awaits:' .. id, dependency)
    end
    if redis.call('SCARD', P .. 'awaits:' .. id) == 0 then
      release(id, stats[2], pushed)
    end
  else
    -- A node of the other kind gives up what it has not seen change for a day; then it can be retried.
    local entry = withdraw(id)
    if entry and status == 'Error' then
      redis.call('ZADD', P .. 'dead', now, entry)
      redis.call('HSET', P .. 'job_stats:' .. id, 'die_at', now, 'ended_at', now, 'ended_as', 'Error')
      if stats[6] then
        ends[#ends + 1] = {id, 'Error'}
      end
    end
  end
end

-- Tells the jobs that wait for those that have ended, and those that wait for what is stopped thereby. One
-- script tells some hundred; the others are told by "tell", which finds in a hash whose ends to go on with.
local untold, announced = 300, false
local function announce(ends, ttl)
  local pushed, at = {}, 1
  while at <= #ends do
    local id, how = ends[at][1], ends[at][2]
    local key = P .. 'awaited:' .. id
    local some = untold > 0 and redis.call('SRANDMEMBER', key, untold) or {}
    untold = untold - #some
    for _, waiting in ipairs(some) do
      -- What is wrong with one keeps none of the others waiting, and undoes no end. "watch" looks again.
      pcall(hear, waiting, id, how, ttl, ends, pushed)
    end
    if #some > 0 then
      redis.call('SREM', key, unpack(some))
    end
    if untold <= 0 and redis.call('EXISTS', key) == 1 then
      redis.call('HSET', P .. 'ended_awaited', id, how)
    end
    at = at + 1
  end
  for name, jobs in pairs(pushed) do
    runnable(name, jobs)
    announced = true
  end
end

-- A job has ended; how, and for how long it is known. Whom a stop of others may meet is known for the last.
local function settle(id, how, ttl, job, ttl_stopped)
  conclude(id, ttl, job)
  if job.awaited and how ~= 'Cancelled' then
    announce({{id, how}}, ttl_stopped or ttl)
  end
end
