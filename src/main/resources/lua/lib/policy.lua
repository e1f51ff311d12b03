-- Policies: all that are in force are in one set by their numbers, those that only our nodes know in another
-- one too. The others are in the layout's set, where a number of the other kind may stand for several.
local function is_own(id)
  return redis.call('SISMEMBER', P .. 'own_policies', id) == 1
end

local function set_of(id)
  return is_own(id) and 'scheduled_own' or 'scheduled'
end

-- What stands for a policy in the layout's set, or nil.
local function member(id, number)
  if (tonumber(number) or 0) == 0 then
    return nil
  end
  for _, json in ipairs(redis.call('ZRANGEBYSCORE', P .. 'period:policies', number, number)) do
    local ok, policy = pcall(cjson.decode, json)
    if ok and type(policy) == 'table' and policy.id == id then
      return json
    end
  end
  return nil
end

local function withdraw_member(id, number)
  local json = member(id, number)
  if json then
    redis.call('ZREM', P .. 'period:policies', json)
  end
end

-- A policy is in force no more, and fires no more.
local function forget_policy(id, claim)
  redis.call('ZREM', P .. 'policies', id)
  redis.call('ZREM', P .. 'policy_turns', id)
  redis.call('SREM', P .. 'own_policies', id)
  if claim and redis.call('HGET', P .. 'policy_claims', claim) == id then
    redis.call('HDEL', P .. 'policy_claims', claim)
  end
end

local function give_turn(id, at)
  if at == '' then
    redis.call('ZREM', P .. 'policy_turns', id)
  else
    redis.call('ZADD', P .. 'policy_turns', at, id)
  end
end
