-- Takes a policy in: claim, number, record, track, index, its places and its first executions, or nothing.
-- KEYS  1 stats hash of the policy
-- ARGV  3 id, 4 idempotency key ('' if none), 5 digest of the request, 6 answer to give again, 7 claim ('' if
--       none), 8 its JSON for the layout's set ('' if only our nodes may know it), 9..11 what its executions'
--       entries are made of, 12 second up to which its instants were looked at, 13 second of its next turn
--       ('' if none), 14 number of its stats fields and values, then these, then the due seconds of its
--       first executions
-- Reply {'TAKEN', number}; {'KNOWN', number} when the id was taken in before, by an earlier send of the same
--       call; {'AGAIN', answer} and {'REUSED'} when the idempotency key was used for the same request, or for
--       another; {'CONFLICT', holder}
-- Invariant: a policy in force has a record, a number that no other has, and its next execution.
-- Budget: 12, 3 for an idempotency key, 3 for a claim; 5 for each execution.
-- include: clock
-- include: event
-- include: index
-- include: execution
-- include: execute
-- include: policy
local key, id, again, claim, json = KEYS[1], ARGV[3], ARGV[4], ARGV[7], ARGV[8]
local known = redis.call('HGET', key, 'numeric_policy_id')
if known then
  return {'KNOWN', known}
end
if again ~= '' then
  local seen = redis.call('HMGET', P .. 'idempotency:' .. again, 'digest', 'answer')
  if seen[1] then
    return seen[1] == ARGV[5] and {'AGAIN', seen[2]} or {'REUSED'}
  end
end
if claim ~= '' then
  local holder = redis.call('HGET', P .. 'policy_claims', claim)
  if holder and redis.call('HGET', P .. 'job_stats:' .. holder, 'status') == 'Scheduled' then
    return {'CONFLICT', holder}
  end
  redis.call('HSET', P .. 'policy_claims', claim, id)
end
-- Milliseconds: the other kind numbers its policies by seconds, and removes them by their number.
local newest = redis.call('ZREVRANGE', P .. 'policies', 0, 0, 'WITHSCORES')
local number, last = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000), tonumber(newest[2]) or 0
-- What is more than a score can tell apart is of no use.
if last >= number and last < 9e15 then
  number = last + 1
end
number = string.format('%.0f', number)
local fields = 15 + tonumber(ARGV[14])
redis.call('HSET', key, unpack(ARGV, 15, fields - 1))
redis.call('HSET', key, 'numeric_policy_id', number, 'enqueued_to', ARGV[12])
if claim ~= '' then
  redis.call('HSET', key, 'policy_claim', claim)
end
redis.call('ZADD', P .. 'policies', number, id)
if json == '' then
  redis.call('SADD', P .. 'own_policies', id)
else
  redis.call('ZADD', P .. 'period:policies', number, json)
end
local stats = redis.call('HMGET', key, 'name', 'cron_spec', 'web_hook_url', 'parameters', 'max_fails', 'backoff')
stats = {name = stats[1], cron_spec = stats[2], hook = stats[3], parameters = stats[4], max_fails = stats[5],
  backoff = stats[6]}
redis.call('SADD', P .. 'known_jobs', stats.name)
redis.call('HSET', P .. 'job_track:inprogress', id, stats.hook == '' and '1' or '2')
happened(id, 's')
indexed(id, 0)
local entry, set = {ARGV[9], ARGV[10], ARGV[11]}, json == '' and 'scheduled_own' or 'scheduled'
for i = fields, #ARGV do
  execute(id, stats, ARGV[i], entry, set, i - fields + 1)
end
give_turn(id, ARGV[13])
if again ~= '' then
  local answer = string.gsub(ARGV[6], '"numeric_policy_id":0', '"numeric_policy_id":' .. number, 1)
  redis.call('HSET', P .. 'idempotency:' .. again, 'digest', ARGV[5], 'answer', answer)
  redis.call('EXPIRE', P .. 'idempotency:' .. again, 86400)
end
return {'TAKEN', number}
