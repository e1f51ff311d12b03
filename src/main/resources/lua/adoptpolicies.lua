-- Takes note of policies that the other kind of node put into the layout's set, and of those that it took from
-- there.
-- KEYS  1 the layout's set of policies
-- ARGV  3 number of ids that were not found there, then these, then for each policy that was found and is not
--       known: its id, its JSON, its number, number of stats fields and values, and these, for one that has
--       no record
-- Reply 1
-- Invariant: a policy of the layout's set has a record, and a turn unless it has no next instant.
-- include: clock
-- include: event
-- include: revision
-- include: index
-- include: identify
-- include: policy
-- include: regain
local at = 4 + tonumber(ARGV[3])
for i = 4, at - 1 do
  local stats = record(ARGV[i], 'numeric_policy_id', 'policy_claim') or {}
  if not is_own(ARGV[i]) and not member(ARGV[i], stats[1]) then
    forget_policy(ARGV[i], stats[2])
  end
end

-- The last second that the other kind has seen to: that of its last execution, whether it has run or not.
local function seen_to(id, created)
  local last = tonumber(created) or 0
  local executions = P .. 'executions:' .. id
  for _, some in ipairs({redis.pcall('ZREVRANGEBYSCORE', executions, '+inf', 1, 'LIMIT', 0, 1),
      redis.pcall('ZREVRANGEBYSCORE', executions, -1, -1, 'LIMIT', 0, 1)}) do
    last = math.max(last, tonumber(some[1] and string.match(some[1], '@(%d+)$')) or 0)
  end
  return string.format('%.0f', last)
end

while at <= #ARGV do
  local id, number, fields = ARGV[at], ARGV[at + 2], tonumber(ARGV[at + 3])
  local key = P .. 'job_stats:' .. id
  if redis.call('ZSCORE', KEYS[1], ARGV[at + 1]) and not redis.call('ZSCORE', P .. 'policies', id) then
    if redis.call('EXISTS', key) == 0 then
      redis.call('HSET', key, unpack(ARGV, at + 4, at + 3 + fields))
      indexed(id, at)
    end
    -- Where the key holds something else there is no policy to see to.
    local stats = record(id, 'enqueue_time', 'enqueued_to', 'status', 'web_hook_url', 'ended_as', 'revision') or {}
    if stats[3] == 'Scheduled' or regained(id, stats[3], stats[5], stats[6], stats[4]) then
      redis.call('ZADD', P .. 'policies', number, id)
      redis.call('HSET', key, 'numeric_policy_id', number)
      if not stats[2] then
        redis.call('HSET', key, 'enqueued_to', seen_to(id, stats[1]))
      end
      redis.call('HSETNX', P .. 'job_track:inprogress', id, (stats[4] or '') == '' and '1' or '2')
      redis.call('ZADD', P .. 'policy_turns', 'LT', now, id)
    end
  end
  at = at + 4 + fields
end
return 1
