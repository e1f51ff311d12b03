-- Takes entries out of the dead set that are older than they are kept, and whose jobs have no record
-- any more: a job that was put there but has not ended is kept.
-- KEYS  1 dead set
-- ARGV  3 second before which they died, 4 how many of the oldest to pass over, 5 most to look at
-- Reply {looked at, taken out}
-- Invariant: the entry of a job with a record stays.
-- Budget: 2 a call, 2 for each entry.
-- include: clock
-- include: identify
local entries = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[3], 'LIMIT', ARGV[4], ARGV[5])
local gone = 0
for _, entry in ipairs(entries) do
  local id = identify(entry)
  if not id or redis.call('EXISTS', P .. 'job_stats:' .. id) == 0 then
    gone = gone + redis.call('ZREM', KEYS[1], entry)
  end
end
return {#entries, gone}
