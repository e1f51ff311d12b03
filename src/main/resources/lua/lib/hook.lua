-- The outbox of status hooks. What the record of a job says becomes an event, which waits in a list of the job until
-- its receiver has it: a line of facts, then the values of the record. A job with events is due at its endpoint
-- from a millisecond on.
-- Budget: 9 for an event, beside what the script says that writes it; none for a job without a hook.
local function moment()
  return string.format('%.0f', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))
end

local function endpoint_of(url)
  local scheme, authority = string.match(url, '^([hH][tT][tT][pP][sS]?)://([^/?#]+)')
  if not scheme then
    return 'invalid'
  end
  return string.lower(scheme .. '://' .. (string.match(authority, '@([^@]*)$') or authority))
end

local hooks_woken = false
local function due_at(endpoint, id, at)
  redis.call('ZADD', P .. 'hook_due:' .. endpoint, at, id)
  redis.call('ZADD', P .. 'hook_endpoints', 'LT', at, endpoint)
  if not hooks_woken and redis.call('LLEN', P .. 'hook_wake') == 0 then
    redis.call('LPUSH', P .. 'hook_wake', '1')
  end
  hooks_woken = true
end

local function append(id, endpoint, event)
  redis.call('INCR', P .. 'hook_pending')
  if redis.call('RPUSH', P .. 'hooks:' .. id, event) == 1 then
    redis.call('ZADD', P .. 'hook_jobs', moment(), id)
    due_at(endpoint, id, moment())
  end
end

-- A check-in that nobody has begun to deliver gives way to a newer one. Says whether one has.
local function replace(id, event)
  local events = P .. 'hooks:' .. id
  local newest = redis.call('LINDEX', events, -1)
  if not newest or not string.find(newest, '^1 %d+ c ') then
    return false
  end
  local number = redis.call('LLEN', events)
  if number == 1 and redis.call('HEXISTS', P .. 'hook_claims', id) == 1 then
    return false
  end
  redis.call('LSET', events, -1, event)
  if number == 1 then
    redis.call('DEL', P .. 'hook_state:' .. id)
  end
  return true
end

-- Reports what the record of a job says now: a status ('s') or a check-in ('c'); whether it is the last.
local function report(id, url, kind, last)
  happened(id, kind)
  if not url or url == '' then
    return
  end
  local key = P .. 'job_stats:' .. id
  local values = redis.call('HMGET', key, 'id', 'status', 'name', 'kind', 'unique', 'ref_link', 'cron_spec',
    'enqueue_time', 'update_time', 'run_at', 'check_in', 'check_in_at', 'die_at', 'web_hook_url', 'upstream_job_id',
    'multiple_executions', 'numeric_policy_id', 'parameters', 'revision', 'ack', 'hook_seq', 'hook_gone')
  if not values[2] then
    return
  end
  if values[22] then
    -- Its receiver wants no more, so that nobody will acknowledge the last one.
    if last then
      redis.call('HDEL', P .. 'job_track:inprogress', id)
    end
    return
  end
  -- The other kind of node sends what it read when the run began, and reads anew for a stop.
  if values[20] and values[2] ~= 'Stopped' and string.match(values[20], '"revision":(%d+)') == values[19] then
    values[20] = false
  end
  local sequence = string.format('%.0f', (tonumber(values[21]) or 0) + 1)
  redis.call('HSET', key, 'hook_seq', sequence)
  values[1], values[21], values[22] = id, nil, nil
  local event = '1 ' .. sequence .. ' ' .. kind .. ' ' .. moment() .. ' ' .. moment() .. ' ' .. (last and '1' or '0')
    .. '\n' .. cjson.encode(values)
  if kind == 'c' and replace(id, event) then
    return
  end
  append(id, endpoint_of(url), event)
end
