-- Looks what a submission of jobs would find, each by itself. Writes nothing.
-- KEYS  1 time index
-- ARGV  1 prefix, 2 how many jobs may wait in all, then for each job: claim ('' if not unique), idempotency key ('' if none), digest of
--       the request, second to run at, what it waits for as "intake" has it, type, how many of
--       its type may wait; '0' for any number
-- Reply for each job {'TAKEN'} when nothing is in its way; {'AGAIN', ''}, {'REUSED'}, {'CONFLICT', holder},
--       {'MISSING', id}, {'FULL', ..} and the status of a job that is to wait as the submission has them
-- Budget: 1; 4 for a unique job, 1 for an idempotency key and 1 for each job that one waits for.
local P, now = ARGV[1], redis.call('TIME')[1]
-- include: claim
-- include: mark
-- include: ended
-- include: crowd

local function rehearse(at)
  local claim, again = ARGV[at], ARGV[at + 1]
  if again ~= '' then
    local digest = redis.call('HGET', P .. 'idempotency:' .. again, 'digest')
    if digest then
      return digest == ARGV[at + 2] and {'AGAIN', ''} or {'REUSED'}
    end
  end
  local reply = {'TAKEN'}
  if ARGV[at + 4] ~= '' then
    local after_status, _, ids = string.match(ARGV[at + 4], '^(%w+)\n(%d+)\n(.*)$')
    local missing, open, reason = foresee(ids, after_status)
    if missing then
      return {'MISSING', missing}
    elseif reason then
      return {'TAKEN', 'Stopped', reason}
    end
    reply = {'TAKEN', #open == 0 and ARGV[at + 3] == '0' and 'Pending' or 'Scheduled', ''}
  end
  local full = crowded(ARGV[at + 5], ARGV[at + 3] == '0' and reply[2] ~= 'Scheduled', ARGV[at + 6], ARGV[2])
  if full then
    return full
  end
  local holder = claim ~= '' and held(claim, '')
  return holder and {'CONFLICT', holder} or reply
end

local replies = {}
for at = 3, #ARGV, 7 do
  replies[#replies + 1] = rehearse(at)
end
return replies
