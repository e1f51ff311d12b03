-- An endpoint is due when one of its jobs is, but not while it is closed.
local function look_at(endpoint)
  local first = redis.call('ZRANGE', P .. 'hook_due:' .. endpoint, 0, 0, 'WITHSCORES')
  if not first[1] then
    redis.call('ZREM', P .. 'hook_endpoints', endpoint)
    return nil
  end
  local closed = tonumber(redis.call('HGET', P .. 'hook_breaker:' .. endpoint, 'closed_until')) or 0
  local at = math.max(tonumber(first[2]), closed)
  redis.call('ZADD', P .. 'hook_endpoints', string.format('%.0f', at), endpoint)
  return at
end

-- The events of a job are over for now.
local function rest(id, endpoint)
  redis.call('ZREM', P .. 'hook_due:' .. endpoint, id)
  redis.call('ZREM', P .. 'hook_jobs', id)
  redis.call('HDEL', P .. 'hook_claims', id)
  redis.call('DEL', P .. 'hook_state:' .. id)
end

local function fewer(number)
  if redis.call('DECRBY', P .. 'hook_pending', number) <= 0 then
    redis.call('DEL', P .. 'hook_pending')
  end
end

local function sequence_of(event)
  return string.match(event, '^1 (%d+) ') or '0'
end

local function later(milliseconds)
  return string.format('%.0f', tonumber(moment()) + tonumber(milliseconds))
end

-- The last event of a job is over. One of an earlier revision says nothing of the track of the run that there is.
local function close_track(id, revision)
  local track, stored = P .. 'job_track:inprogress', redis.pcall('HGET', P .. 'job_stats:' .. id, 'revision')
  if type(stored) ~= 'string' then
    redis.call('HDEL', track, id)
  elseif stored == revision and redis.call('HINCRBY', track, id, -1) <= 0 then
    redis.call('HDEL', track, id)
  end
end

local function keep_dead(id, endpoint, event, failures, error)
  local name = id .. '-' .. sequence_of(event)
  redis.call('HSET', P .. 'hook_dead_events', name,
    cjson.encode({id, endpoint, event, string.format('%.0f', failures), error, moment()}))
  redis.call('ZADD', P .. 'hook_dead', moment(), name)
end
