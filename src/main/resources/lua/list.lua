-- Looks through the time index, newest first, for the records of jobs. Writes nothing.
-- KEYS  1 time index
-- ARGV  1 prefix, 2 place in the index to begin below, '+inf' for the newest, 3 place to end at, 4 most
--       jobs to find, 5 most jobs to look at, 6 statuses, 7 names, 8 kinds: comma-separated, '' for any,
--       9 bytes of records after which to end, 10 second after which executions of periodic jobs that wait
--       for their time are left out, '' for none, 11 job or policy whose sub-jobs or executions alone are
--       meant, '' for all
-- Reply {place to go on below, '' when there is nothing more}, then the record of each job as fields
--       and values
-- Invariant: jobs that have the same place are found by the same call.
-- Budget: 3 a call, 1 for each job looked at and 1 for each found; of a policy 2 for all its executions.
local P, most, upstream = ARGV[1], tonumber(ARGV[5]), ARGV[11]

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

-- Most looks are in vain when a filter fits few jobs: they ask for no more than it needs.
local asked = ARGV[10] ~= '' and {'status', 'name', 'kind', 'run_at'} or kinds and {'status', 'name', 'kind'}
    or names and {'status', 'name'} or {'status'}

local function look(id)
  seen[id] = true
  local key = P .. 'job_stats:' .. id
  local head = redis.pcall('HMGET', key, unpack(asked))
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

-- The executions of a policy lose their order when they have run; the index of all jobs has it.
local function of_policy(executions)
  local ids, behind = redis.call('ZRANGE', executions, 0, -1), {}
  local least, below = tonumber(ARGV[3]) or -math.huge, tonumber(ARGV[2]) or math.huge
  for from = 1, #ids, 1000 do
    local till = math.min(#ids, from + 999)
    local places = redis.call('ZMSCORE', KEYS[1], unpack(ids, from, till))
    for i = from, till do
      local place = tonumber(places[i - from + 1] or '')
      if place and place >= least and place < below then
        behind[#behind + 1] = {ids[i], place}
      end
    end
  end
  table.sort(behind, function(one, other)
    return one[2] > other[2]
  end)
  local jobs = {}
  for i = 1, math.min(#behind, most) do
    jobs[2 * i - 1], jobs[2 * i] = behind[i][1], string.format('%.0f', behind[i][2])
  end
  return jobs
end

local index, jobs, policy = KEYS[1], nil, false
if upstream ~= '' then
  policy = redis.call('EXISTS', P .. 'executions:' .. upstream) == 1
  index = policy and index or P .. 'sub_jobs:' .. upstream
end
jobs = policy and of_policy(P .. 'executions:' .. upstream)
    or redis.call('ZREVRANGEBYSCORE', index, '(' .. ARGV[2], ARGV[3], 'WITHSCORES', 'LIMIT', 0, most)
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
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', index, last, last)) do
    if not seen[id] and (not policy or string.sub(id, 1, #upstream + 1) == upstream .. '@') then
      look(id)
    end
  end
  found[1][1] = last
end
return found
