-- Looks at some of the jobs that wait for others, for ends that nobody told: of jobs that another kind of
-- node ended, and of those whose record is gone.
-- KEYS  1 hash of the entries that wait
-- ARGV  3 where to go on, '0' at first, 4 how many to look at, about, 5 time to live of a stopped job
-- Reply where to go on next, '0' after the last
-- Invariant: a job waits only for others that have not ended.
-- Budget: 1; 4 for each job, and 1 for each of 100 that it waits for, 5 where that has ended.
-- include: clock
-- include: event
-- include: hook
-- include: wake
-- include: dated
-- include: mark
-- include: ended
-- include: settle
local ends, freed = {}, {}

local function look(id)
  local heard = false
  for _, dependency in ipairs(redis.call('SRANDMEMBER', P .. 'awaits:' .. id, 100)) do
    local how = how_ended(dependency)
    if how == 'deleted' then
      how = redis.call('HGET', P .. 'ended_awaited', dependency) or how
    end
    if how then
      hear(id, dependency, how, ARGV[5], ends, freed)
      redis.call('SREM', P .. 'awaited:' .. dependency, id)
      heard = true
    end
  end
  if not heard then
    hear(id, nil, nil, ARGV[5], ends, freed)
  end
end

local found = redis.call('HSCAN', KEYS[1], ARGV[3], 'COUNT', ARGV[4])
for i = 1, #found[2], 2 do
  -- What is wrong with one keeps none of the others waiting.
  pcall(look, found[2][i])
end
announce(ends, ARGV[5])
for name, jobs in pairs(freed) do
  runnable(name, jobs)
end
return found[1]
