-- Makes a pool known with its types, their limits and what is to be told of them, before its first
-- fetch.
-- KEYS  1 heartbeat hash of the pool
-- ARGV  3 pool, 4 number of heartbeat fields and values, then these, then type, limit of how many
--       run at once, 'weight permits seconds', how it is drawn and its rate limit, and its facts as
--       JSON, empty for none, in turn
-- Reply 'OK'
-- Invariant: a pool in the set of pools has a whole heartbeat.
-- include: clock
local pool, count = ARGV[3], tonumber(ARGV[4])
redis.call('DEL', P .. 'tombstone:' .. pool)
redis.call('HSET', KEYS[1], unpack(ARGV, 5, 4 + count))
redis.call('SADD', P .. 'worker_pools', pool)
redis.call('DEL', P .. 'pool_types:' .. pool, P .. 'type_facts:' .. pool)
for i = 5 + count, #ARGV, 4 do
  redis.call('SADD', P .. 'known_jobs', ARGV[i])
  redis.call('HSET', P .. 'pool_types:' .. pool, ARGV[i], ARGV[i + 2])
  redis.call('SET', P .. 'jobs:' .. ARGV[i] .. ':max_concurrency', ARGV[i + 1])
  if ARGV[i + 3] ~= '' then
    redis.call('HSET', P .. 'type_facts:' .. pool, ARGV[i], ARGV[i + 3])
  end
end
redis.call('EXPIRE', P .. 'pool_types:' .. pool, 60)
redis.call('EXPIRE', P .. 'type_facts:' .. pool, 60)
return 'OK'
