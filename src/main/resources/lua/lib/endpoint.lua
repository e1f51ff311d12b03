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
