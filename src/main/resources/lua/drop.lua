-- Takes the entries of stopped jobs from a piece of a queue that was too long for their stops to look
-- through.
-- KEYS  1 queue
-- ARGV  3 place to begin at, 0 for the newest entry, 4 how many entries to look at, 5 time to live
-- Reply {entries looked at, entries removed}
-- Invariant: only a job that is stopped, does not run and has not ended loses its entry. What is pushed
-- meanwhile moves the others on, so that none is passed over between two pieces.
-- include: clock
-- include: event
-- include: hook
-- include: revision
-- include: wake
-- include: dated
-- include: mark
-- include: ended
-- include: settle
-- include: halt
-- include: identify
-- include: runs
-- Nobody sees it: it is gone when the script ends.
local GONE = 'gone'
local from = tonumber(ARGV[3])
local entries = redis.call('LRANGE', KEYS[1], from, from + tonumber(ARGV[4]) - 1)
local pools = redis.call('SMEMBERS', P .. 'worker_pools')
local removed = 0
for i, entry in ipairs(entries) do
  local id = identify(entry)
  local stats = id and record(id, 'status', 'ended_at', 'op_command', 'claim', 'web_hook_url', 'awaited', 'multiple_executions')
  if stats and stats[1] == 'Stopped' and not stats[2] and not stats[3] and not runs(KEYS[1], entry, pools) then
    redis.call('LSET', KEYS[1], from + i - 1, GONE)
    halted(id, ARGV[5], {claim = stats[4], hook = stats[5], awaited = stats[6], parent = stats[7]})
    removed = removed + 1
  end
end
if removed > 0 then
  redis.call('LREM', KEYS[1], 0, GONE)
end
return {#entries, removed}
