-- Reads what lies on the in-progress lists of a pool, with whose attempt it is. Writes nothing.
-- KEYS  1 heartbeat hash of the pool
-- ARGV  1 prefix, 2 pool, 3.. types
-- Reply {type, entry, then status, pool, attempt, ended_at, parameters of its stats, stats id} each
local P, pool = ARGV[1], ARGV[2]
local found = {}
for i = 3, #ARGV do
  for _, entry in ipairs(redis.call('LRANGE', P .. 'jobs:' .. ARGV[i] .. ':' .. pool .. ':inprogress', 0, -1)) do
    local ok, job = pcall(cjson.decode, entry)
    local id = ''
    if ok and type(job) == 'table' and type(job.id) == 'string' then
      id = job.id
      if type(job.args) == 'table' and type(job.args['_job_kind_periodic_']) == 'string' then
        id = id .. '@' .. job.args['_job_kind_periodic_']
      end
    end
    local stats = redis.call('HMGET', P .. 'job_stats:' .. id, 'status', 'pool', 'attempt', 'ended_at', 'parameters')
    found[#found + 1] = {ARGV[i], entry, stats[1] or '', stats[2] or '', stats[3] or '', stats[4] or '', stats[5] or '', id}
  end
end
return found
