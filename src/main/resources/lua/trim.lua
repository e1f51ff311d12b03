-- Takes jobs out of the time index whose records have expired, and deletes the lists of sub-jobs and of
-- executions of those whose records were deleted.
-- KEYS  1 time index
-- ARGV  3 how many of the oldest to pass over, 4 most to look at
-- Reply {looked at, taken out}
-- Invariant: a job with a record stays in the index.
-- Budget: 4 a call, 1 for each 50 that all have records or all have none.
-- include: clock
-- include: present
local ids = redis.call('ZRANGE', KEYS[1], ARGV[3], tonumber(ARGV[3]) + tonumber(ARGV[4]) - 1)
local there = {}
for _, id in ipairs(present(ids, function(id) return P .. 'job_stats:' .. id end)) do
  there[id] = true
end
local gone, lists = {}, {}
for _, id in ipairs(ids) do
  if not there[id] then
    gone[#gone + 1] = id
    lists[#lists + 1] = P .. 'sub_jobs:' .. id
    lists[#lists + 1] = P .. 'executions:' .. id
  end
end
if #gone > 0 then
  redis.call('DEL', unpack(lists))
  redis.call('ZREM', KEYS[1], unpack(gone))
end
return {#ids, #gone}
