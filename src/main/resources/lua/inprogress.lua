-- Reads what lies on the in-progress lists of a pool, with whose attempt it is. Writes nothing.
-- KEYS  1 heartbeat hash of the pool
-- ARGV  1 prefix, 2 pool, 3.. types
-- Reply {type, entry, then status, pool, attempt, ended_at, parameters of its stats, stats id, then
--       max_fails, backoff and upstream_job_id} each; the stats id of an entry that is no job is ''
local P, pool = ARGV[1], ARGV[2]
-- include: identify
-- include: present
local names, found = {}, {}
for i = 3, #ARGV do
  names[#names + 1] = ARGV[i]
end

local function list(name)
  return P .. 'jobs:' .. name .. ':' .. pool .. ':inprogress'
end

for _, name in ipairs(present(names, list)) do
  for _, entry in ipairs(redis.call('LRANGE', list(name), 0, -1)) do
    local id = identify(entry)
    local stats = id and record(id, 'status', 'pool', 'attempt', 'ended_at', 'parameters', 'max_fails', 'backoff',
      'upstream_job_id')
    if not stats then
      id, stats = '', {}
    end
    found[#found + 1] = {name, entry, stats[1] or '', stats[2] or '', stats[3] or '', stats[4] or '', stats[5] or '', id or '', stats[6] or '', stats[7] or '',
      stats[8] or ''}
  end
end
return found
