-- The heartbeat of a pool, which brings back what its running jobs have been told.
-- KEYS  1 heartbeat hash of the pool
-- ARGV  3 pool, 4 number of heartbeat fields and values, then these, then the stats ids it runs
-- Reply {'REAPED'} when a reaper took this pool for dead; {'LOST'} when Redis does not know it;
--       else {'OK', then status, op_command, pool, attempt of each id in turn}
-- Invariant: a beat writes every field, so that no pool is in the set without its heartbeat.
-- include: clock
local pool, count = ARGV[3], tonumber(ARGV[4])
if redis.call('EXISTS', P .. 'tombstone:' .. pool) == 1 then
  return {'REAPED'}
end
if redis.call('SISMEMBER', P .. 'worker_pools', pool) == 0
    or redis.call('EXPIRE', P .. 'pool_types:' .. pool, 60) == 0 then
  return {'LOST'}
end
redis.call('EXPIRE', P .. 'type_facts:' .. pool, 60)
redis.call('HSET', KEYS[1], unpack(ARGV, 5, 4 + count))
local reply = {'OK'}
for i = 5 + count, #ARGV do
  local stats = redis.call('HMGET', P .. 'job_stats:' .. ARGV[i], 'status', 'op_command', 'pool', 'attempt')
  for j = 1, 4 do
    reply[#reply + 1] = stats[j] or ''
  end
end
return reply
