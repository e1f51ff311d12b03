-- Looks through the time index, newest first, for the records of jobs. Writes nothing.
-- KEYS  1 time index
-- ARGV  1 prefix, 2 place in the index to begin below, '+inf' for the newest, 3 place to end at, 4 most
--       jobs to find, 5 most jobs to look at, 6 statuses, 7 names, 8 kinds: comma-separated, '' for any,
--       9 bytes of records after which to end, 10 second after which executions of periodic jobs that wait
--       for their time are left out, '' for none
-- Reply {place to go on below, '' when there is nothing more}, then the record of each job as fields
--       and values
-- Invariant: jobs that have the same place are found by the same call.
-- Budget: 2 a call, 2 for each job looked at.
local P, most = ARGV[1], tonumber(ARGV[5])

local function choice(text)
  if text == '' then
    return nil
  end
  local words = {}
  for word in string.gmatch(text, '[^,]+') do
    words[word] = true
  end
  return words
end

local statuses, names, kinds = choice(ARGV[6]), choice(ARGV[7]), choice(ARGV[8])
local found, seen, bytes = {{''}}, {}, 0

-- Whether it is an execution that waits for a second to come.
local function upcoming(id, status, kind, run_at)
  local now = tonumber(ARGV[10])
  local second = string.match(id, '@(%d+)$')
  return now and second and status == 'Scheduled' and kind == 'Scheduled'
      and (tonumber(run_at or '') or tonumber(second)) > now
end

local function look(id)
  seen[id] = true
  local key = P .. 'job_stats:' .. id
  local head = redis.pcall('HMGET', key, 'status', 'name', 'kind', 'run_at')
  if head.err or not head[1] or (statuses and not statuses[head[1]]) or (names and not names[head[2] or ''])
      or (kinds and not kinds[head[3] or '']) or upcoming(id, head[1], head[3], head[4]) then
    return
  end
  local fields = redis.call('HGETALL', key)
  for _, text in ipairs(fields) do
    bytes = bytes + #text
  end
  found[#found + 1] = fields
end

local jobs = redis.call('ZREVRANGEBYSCORE', KEYS[1], '(' .. ARGV[2], ARGV[3], 'WITHSCORES', 'LIMIT', 0, most)
local last, more = nil, #jobs == 2 * most
for i = 1, #jobs, 2 do
  if #found > tonumber(ARGV[4]) or bytes >= tonumber(ARGV[9]) then
    more = true
    break
  end
  look(jobs[i])
  last = jobs[i + 1]
end
if more then
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], last, last)) do
    if not seen[id] then
      look(id)
    end
  end
  found[1][1] = last
end
return found
