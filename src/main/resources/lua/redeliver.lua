-- Puts dead letters back among the events of their jobs, in their order, as if they were new.
-- KEYS  1 dead letters
-- ARGV  3.. ids of events
-- Reply how many there were
-- Invariant: an event is a dead letter or waits. What is under way goes first.
-- Budget: 14 for each, and one read of the events of its job.
-- include: clock
-- include: event
-- include: hook
-- include: endpoint
local function put_back(id, endpoint, event)
  local events = P .. 'hooks:' .. id
  local first = redis.call('HEXISTS', P .. 'hook_claims', id) == 1 and 2 or 1
  for i, other in ipairs(redis.call('LRANGE', events, 0, -1)) do
    if i >= first and tonumber(sequence_of(other)) > tonumber(sequence_of(event)) then
      redis.call('LINSERT', events, 'BEFORE', other, event)
      redis.call('INCR', P .. 'hook_pending')
      if i == 1 then
        redis.call('DEL', P .. 'hook_state:' .. id)
        redis.call('ZADD', P .. 'hook_jobs', moment(), id)
        due_at(endpoint, id, moment())
      end
      return
    end
  end
  append(id, endpoint, event)
end

local found = 0
for i = 3, #ARGV do
  local text = redis.call('HGET', P .. 'hook_dead_events', ARGV[i])
  redis.call('HDEL', P .. 'hook_dead_events', ARGV[i])
  redis.call('ZREM', KEYS[1], ARGV[i])
  if text then
    local letter = cjson.decode(text)
    local event = string.gsub(letter[3], '^(1 %d+ %a %d+) %d+ ', '%1 ' .. moment() .. ' ')
    put_back(letter[1], letter[2], event)
    found = found + 1
  end
end
return found
