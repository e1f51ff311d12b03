-- Looks what a submission of jobs would find, each by itself. Writes nothing.
-- KEYS  1 time index
-- ARGV  1 prefix, then for each job: claim ('' if not unique), idempotency key ('' if none), digest of
--       the request
-- Reply for each job {'TAKEN'} when nothing is in its way; {'AGAIN', ''}, {'REUSED'} and {'CONFLICT',
--       holder} as the submission has them
-- Budget: 4 for a unique job and 1 for an idempotency key.
local P = ARGV[1]
-- include: claim

local function rehearse(at)
  local claim, again = ARGV[at], ARGV[at + 1]
  if again ~= '' then
    local digest = redis.call('HGET', P .. 'idempotency:' .. again, 'digest')
    if digest then
      return digest == ARGV[at + 2] and {'AGAIN', ''} or {'REUSED'}
    end
  end
  local holder = claim ~= '' and held(claim, '')
  return holder and {'CONFLICT', holder} or {'TAKEN'}
end

local replies = {}
for at = 2, #ARGV, 3 do
  replies[#replies + 1] = rehearse(at)
end
return replies
