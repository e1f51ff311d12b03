-- What the end of a job for good brings: its time to live, its track, its uniqueness claim. A claim is
-- kept as three lines: our claim, our note of who holds the layout's key, and the layout's key.
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

local function settle(id, ttl, claim, hook)
  redis.call('EXPIRE', P .. 'job_stats:' .. id, ttl)
  untrack(id, hook)
  unclaim(id, claim)
end
