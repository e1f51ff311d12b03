-- Takes jobs in, each by itself: claims, stats, track, index, its place and a wake-up, or nothing.
-- KEYS  1 stats hash of the first job
-- ARGV  3 how many jobs may wait in all ('0' for any number), 4.. for each job: number of its stats fields and values, id, type, entry, track, claim ('' if
--       not unique), time to live of the claim, second to run at ('0' for at once), idempotency key
--       ('' if none), digest of the request, answer to give again, what it waits for ('' for nothing;
--       see "intake"), how many of its type may wait ('0' for any number), then the fields and values
-- Reply for each job {'TAKEN'}, and for one that was to wait its status and why it was stopped, or '';
--       {'KNOWN'} when the id was taken in before, by an earlier send of the same call; {'AGAIN', answer}
--       and {'REUSED'} when the idempotency key was used for the same request, or for another;
--       {'CONFLICT', holder}, the holder '' when it is not known; {'MISSING', id} when there is no such
--       job to wait for; {'FULL', type or '' for all, how many wait, how many may}; {'REFUSED', error} when a key of it holds
--       something else
-- Invariant: a job has a place if and only if it has stats and has not ended; a claim has one holder; a job
--       waits for what has not ended, and who ends it knows.
-- Budget: 1 a call; 5 a job, 5 more for a unique one and 3 for an idempotency key; 2 a type; 3 more for one
--       that waits, and 3 for each job that it waits for.
-- include: clock
-- include: event
-- include: hook
-- include: wake
-- include: claim
-- include: mark
-- include: ended
-- include: index
-- include: reason
-- include: crowd
local limit_in_all = ARGV[3]
-- include: intake
local replies = {}
local at, problem = 4, nil
while at <= #ARGV and not problem do
  local ok, reply = pcall(take_in, at, #replies)
  local text = not ok and reason(reply)
  if text and not refused(text) then
    problem = text
  end
  replies[#replies + 1] = ok and reply or {'REFUSED', text}
  at = at + 13 + tonumber(ARGV[at])
end
take_effect()
if problem then
  return redis.error_reply(problem)
end
return replies
