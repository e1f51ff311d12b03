-- Takes entries out of the dead set for good, together with the records of their jobs.
-- KEYS  1 dead set
-- ARGV  3 time to live of a stopped job, 4.. entries
-- Reply {taken out, refused}: refused are those whose jobs have not ended. What an earlier send of this call
--       took out counts as taken.
-- Invariant: the record of a job goes only together with the entry by which it can be retried.
-- Budget: 1 a call; 4 an entry, and what those cost that wait for its job.
-- include: clock
-- include: event
-- include: hook
-- include: wake
-- include: dated
-- include: mark
-- include: ended
-- include: settle
-- include: identify
local ends, taken, refused_entries = {}, 0, 0

local function discard(entry)
  local id = identify(entry)
  local stats = id and record(id, 'status', 'retry_at', 'awaited') or {}
  local status = stats[1]
  if not status or final[status] and status ~= 'Cancelled' then
    redis.call('ZREM', KEYS[1], entry)
    taken = taken + 1
  elseif status ~= 'Cancelled' and not (status == 'Error' and not stats[2]) then
    refused_entries = refused_entries + 1
  elseif redis.call('ZREM', KEYS[1], entry) == 1 then
    redis.call('DEL', P .. 'job_stats:' .. id, P .. 'sub_jobs:' .. id)
    redis.call('ZREM', P .. 'job_index', id)
    redis.call('HDEL', P .. 'job_track:inprogress', id)
    taken = taken + 1
    if stats[3] and status == 'Cancelled' then
      ends[#ends + 1] = {id, 'deleted'}
    end
  end
end

for i = 4, #ARGV do
  discard(ARGV[i])
end
announce(ends, ARGV[3])
return {taken, refused_entries}
