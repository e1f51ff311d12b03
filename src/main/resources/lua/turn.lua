-- Gives out policies whose turn it is to get further executions.
-- KEYS  1 turns of the policies
-- ARGV  3 most policies, 4 for how many seconds nobody else gets them, 5 how late an execution is that did
--       not come to its queue, in seconds
-- Reply {now, what tells whether the layout's set of policies has changed, second of the next turn or '',
--       then for each policy {number of fields and values of its record, these, then the due seconds of its
--       executions that are overdue and were not moved, if some were missed}}
-- Invariant: a policy has a turn as long as it is in force, is not paused, and has a next instant. While our
--       nodes see to them, those of the other kind write no executions.
-- include: clock
-- include: event
-- include: revision
-- include: policy
-- include: regain
redis.call('SET', P .. 'last_periodic_enqueue_h', now)
local shared = P .. 'period:policies'
-- Their numbers are seconds, ours milliseconds: what our nodes have put there they know.
local newest = redis.call('ZREVRANGEBYSCORE', shared, 1e11, '-inf', 'WITHSCORES', 'LIMIT', 0, 1)
local theirs = redis.call('ZCOUNT', shared, '-inf', 1e11)
local reply = {time[1], theirs .. ' ' .. (newest[2] or '') .. ' ' .. (newest[1] or ''), ''}

-- Once a mover has left executions to the policy, those that it has yet to come to are missed with them. One
-- that makes up for others is decided on, unless its entry was lost.
local function overdue(id)
  local found = {}
  local before = '(' .. tonumber(time[1]) - tonumber(ARGV[5])
  -- The newest: before them there may be very many that wait on their queue.
  for _, late in ipairs(redis.pcall('ZREVRANGEBYSCORE', P .. 'executions:' .. id, before, 1, 'LIMIT', 0, 1000)) do
    local stats = redis.pcall('HMGET', P .. 'job_stats:' .. late, 'status', 'queued_at', 'missed', 'unplaced')
    if not stats.err and stats[1] == 'Scheduled' and not stats[2] and (not stats[3] or stats[4]) then
      found[#found + 1] = string.match(late, '@(%d+)$')
    end
  end
  return found
end

local function read(id)
  local record = redis.pcall('HGETALL', P .. 'job_stats:' .. id)
  local stats = {}
  for i = 1, not record.err and #record or 0, 2 do
    stats[record[i]] = record[i + 1]
  end
  return record, stats
end

local function turn(id)
  local record, stats = read(id)
  local is_there = stats.kind == 'Periodic' and (is_own(id) or member(id, stats.numeric_policy_id))
  if is_there and regained(id, stats.status, stats.ended_as, stats.revision, stats.web_hook_url) then
    record, stats = read(id)
  end
  if not is_there or stats.status ~= 'Scheduled' then
    return forget_policy(id, stats.policy_claim)
  end
  if stats.paused then
    return redis.call('ZREM', KEYS[1], id)
  end
  redis.call('ZADD', KEYS[1], tonumber(now) + tonumber(ARGV[4]), id)
  if not redis.call('ZSCORE', P .. 'policies', id) then
    -- Of the other kind, and to be taken note of first.
    return
  end
  local found = {#record}
  for _, text in ipairs(record) do
    found[#found + 1] = text
  end
  for _, second in ipairs(stats.missing and overdue(id) or {}) do
    found[#found + 1] = second
  end
  reply[#reply + 1] = found
end

for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', time[1], 'LIMIT', 0, ARGV[3])) do
  turn(id)
end
local next_turn = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
reply[3] = next_turn[2] or ''
return reply
