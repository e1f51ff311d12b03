-- A reaper of the other kind gives up a policy that it has not seen change for a day, while its nodes go on to
-- fire it: only one that is stopped has ended. Says whether it was given up, and is in force again now.
local function regained(id, status, ended_as, revision, hook)
  if status ~= 'Error' or ended_as then
    return false
  end
  local key = P .. 'job_stats:' .. id
  redis.call('HSET', key, 'status', 'Scheduled', 'update_time', now, 'revision', renewed(revision))
  redis.call('PERSIST', key)
  happened(id, 's')
  redis.call('HSETNX', P .. 'job_track:inprogress', id, (hook or '') == '' and '1' or '2')
  return true
end
