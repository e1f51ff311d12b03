-- What the end of a job for good brings: its time to live, its track, its uniqueness claim.
local function settle(id, ttl, claim, hook)
  redis.call('EXPIRE', P .. 'job_stats:' .. id, ttl)
  local track = P .. 'job_track:inprogress'
  if not hook or hook == '' or redis.call('HINCRBY', track, id, -1) <= 0 then
    redis.call('HDEL', track, id)
  end
  if claim and claim ~= '' and redis.call('GET', P .. 'claim:' .. claim) == id then
    redis.call('DEL', P .. 'claim:' .. claim, P .. 'unique:' .. claim)
  end
end
