-- Takes a uniqueness claim, or names who has it ('' when a node of the other kind does). A claim is
-- checked against the stats of its holder, and taken over when these say that it is done for good.
local function lives(holder)
  local held = redis.call('HMGET', P .. 'job_stats:' .. holder, 'status', 'started_at', 'ended_at', 'retry_at')
  local status = held[1]
  if not status then
    return false
  end
  if status == 'Error' then
    return held[4] and true or false
  end
  if status == 'Success' or status == 'Stopped' or status == 'Cancelled' then
    return held[2] and not held[3] and true or false
  end
  return true
end

-- Who has a claim that another one wants: an id, '' for a node of the other kind, nil for nobody.
local function held(claim, id)
  local own, shared, unique = string.match(claim, '^([^\n]*)\n([^\n]*)\n(.*)$')
  local holder = redis.call('GET', P .. 'claim:' .. own)
  if holder and holder ~= id and lives(holder) then
    return holder
  end
  -- The layout's key knows numbers as doubles only, so that two claims of ours may share it.
  if redis.call('EXISTS', P .. 'unique:' .. unique) == 1 then
    if not redis.call('GET', P .. 'claim_holder:' .. shared) then
      return ''
    end
  end
  return nil
end

local function take(id, claim, ttl)
  local holder = held(claim, id)
  if holder then
    return holder
  end
  local own, shared, unique = string.match(claim, '^([^\n]*)\n([^\n]*)\n(.*)$')
  redis.call('SET', P .. 'claim:' .. own, id, 'EX', ttl)
  redis.call('SET', P .. 'claim_holder:' .. shared, id, 'EX', ttl)
  redis.call('SET', P .. 'unique:' .. unique, '1', 'EX', ttl)
  return nil
end
