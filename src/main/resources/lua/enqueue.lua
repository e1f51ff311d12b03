-- Makes the next executions of a policy, makes up for those that were missed, and deletes what ended long ago.
-- KEYS  1 stats hash of the policy
-- ARGV  3 id, 4 line and 5 second up to which its instants were looked at, as they were read, 6 that second
--       from now on, 7 second of its next turn ('' if none), 8 how many instants the newest of those made up
--       for stands for, 9 the oldest of these, 10 how many executions are kept, 11 age in seconds from which
--       one may be deleted, 12 time to live of a stopped job, 13..15 what its executions' entries are made of,
--       16 how many were missed as it was read, '' if none, 17 number of executions to make, 18 number of those
--       to make up for, then these, then those to drop, each by its due second
-- Reply 'ENQUEUED'; 'STALE' when the policy is in force no more, has changed, or had its turn meanwhile
-- Invariant: an instant is looked at once, and an execution made once.
-- Budget: 12; 5 for each execution; 20 for each that is made up for, dropped or deleted.
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
-- include: place
-- include: present
-- include: index
-- include: execution
-- include: execute
-- include: policy
local id, executions = ARGV[3], P .. 'executions:' .. ARGV[3]
local read = redis.call('HMGET', KEYS[1], 'status', 'kind', 'cron_spec', 'enqueued_to', 'paused', 'name', 'web_hook_url',
  'parameters', 'max_fails', 'backoff', 'missing')
if read[1] ~= 'Scheduled' or read[2] ~= 'Periodic' or read[3] ~= ARGV[4] or (read[4] or '') ~= ARGV[5] or read[5]
    or not redis.call('ZSCORE', P .. 'policies', id) then
  return 'STALE'
end
local stats = {name = read[6], cron_spec = read[3], hook = read[7], parameters = read[8], max_fails = read[9],
  backoff = read[10]}
local entry, set = {ARGV[13], ARGV[14], ARGV[15]}, set_of(id)
local first = 19
local make_up = first + tonumber(ARGV[17])
local drop = make_up + tonumber(ARGV[18])

-- Takes an execution from where no mover finds it, or none has come to yet: its record, or nil when it is on
-- its queue, where a mover of the other kind may have put it without a word.
local function take_back(execution_id, due)
  local found = redis.call('HMGET', P .. 'job_stats:' .. execution_id, 'status', 'queued_at', 'revision', 'claim',
    'web_hook_url', 'awaited', 'multiple_executions', 'unplaced')
  if found[1] ~= 'Scheduled' or found[2] or not (withhold(entry, due) or found[8]) then
    return nil
  end
  redis.call('HDEL', P .. 'job_stats:' .. execution_id, 'unplaced')
  return found
end

for i = first, make_up - 1 do
  execute(id, stats, ARGV[i], entry, set, i - first)
end
for i = make_up, drop - 1 do
  local late = id .. '@' .. ARGV[i]
  local stands_for = i == drop - 1 and {ARGV[8], ARGV[9]} or {'1', ARGV[i]}
  if execute(id, stats, ARGV[i], entry, set, i - first) or take_back(late, ARGV[i]) then
    redis.call('HSET', P .. 'job_stats:' .. late, 'missed', stands_for[1], 'missed_since', stands_for[2])
    redis.call('ZADD', P .. set, ARGV[i], entry[1] .. ARGV[i] .. entry[2] .. ARGV[i] .. entry[3])
  end
end
for i = drop, #ARGV do
  local late = id .. '@' .. ARGV[i]
  local found = take_back(late, ARGV[i])
  if found then
    halt(late, found[1], found[3], found[5])
    redis.call('HSET', P .. 'job_stats:' .. late, 'stop_reason', 'it was missed while no node was alive')
    halted(late, ARGV[12], {claim = found[4], hook = found[5], awaited = found[6], parent = found[7]})
  end
end

-- Deletes an execution that ended long ago, its record with it.
local function delete(old)
  local key = P .. 'job_stats:' .. old
  local found = redis.call('HMGET', key, 'die_at', 'awaited')
  local dead = found[1] and in_set('dead', found[1], old)
  if dead then
    redis.call('ZREM', P .. 'dead', dead)
  end
  redis.call('DEL', key, P .. 'sub_jobs:' .. old)
  redis.call('ZREM', P .. 'job_index', old)
  redis.call('HDEL', P .. 'job_track:inprogress', old)
  redis.call('ZREM', executions, old)
  if found[2] then
    announce({{old, 'deleted'}}, ARGV[12])
  end
end

-- Those that ended, and those whose records others have deleted before they did.
local function delete_some(excess, least, most)
  local oldest = redis.call('ZRANGEBYSCORE', executions, least, most, 'LIMIT', 0, 500)
  local there = {}
  for _, old in ipairs(present(oldest, function(old) return P .. 'job_stats:' .. old end)) do
    there[old] = true
  end
  for i, old in ipairs(oldest) do
    local second = string.match(old, '@(%d+)$')
    if second and tonumber(now) - tonumber(second) > tonumber(ARGV[11]) and (i <= excess or not there[old]) then
      delete(old)
    end
  end
end

delete_some(redis.call('ZCOUNT', executions, -1, -1) - tonumber(ARGV[10]), -1, -1)
delete_some(0, 1, tonumber(now) - tonumber(ARGV[11]))

redis.call('HSET', KEYS[1], 'enqueued_to', ARGV[6])
give_turn(id, ARGV[7])
if (read[11] or '') == ARGV[16] then
  redis.call('HDEL', KEYS[1], 'missing')
else
  -- A mover has left one since the policy was read, which is among none of these.
  redis.call('ZADD', P .. 'policy_turns', 0, id)
end
return 'ENQUEUED'
