-- Takes the entry of a stopped job from a queue that was too long for its stop to look through.
-- KEYS  1 stats hash of the job
-- ARGV  3 job id, 4 type, 5 entry, 6 time to live
-- Reply 1 if it was there, else 0
-- Invariant: only a job that is stopped and has not ended loses its entry.
-- include: clock
-- include: revision
-- include: settle
-- include: halt
local stats = redis.call('HMGET', KEYS[1], 'status', 'ended_at', 'claim', 'web_hook_url')
if stats[1] ~= 'Stopped' or stats[2] or redis.call('LREM', P .. 'jobs:' .. ARGV[4], 1, ARGV[5]) == 0 then
  return 0
end
halted(ARGV[3], ARGV[6], stats[3], stats[4])
return 1
