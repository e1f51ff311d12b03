-- All that the model predicts, as names and values in turn. Writes nothing.
-- ARGV 1 prefix, 2 number of jobs, 3 number of types, then these, then the pools
local P, jobs, types = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local out = {}

local function put(name, value)
  out[#out + 1] = name
  out[#out + 1] = tostring(value or '-')
end

local function flag(name, value)
  put(name, value and 'true' or 'false')
end

local function number(id)
  return tonumber(id, 16)
end

local function label(entry)
  return number(string.match(entry, '"id":"(%x+)"')) .. '/' .. (string.match(entry, '"fails":(%d+)') or '0')
end

local function list(key)
  local labels = {}
  for _, entry in ipairs(redis.call('LRANGE', key, 0, -1)) do
    labels[#labels + 1] = label(entry)
  end
  return table.concat(labels, ' ')
end

local function set(name, field)
  local labels, members = {}, redis.call('ZRANGE', P .. name, 0, -1, 'WITHSCORES')
  for i = 1, #members, 2 do
    local id = string.match(members[i], '"id":"(%x+)"')
    local promised = redis.call('HGET', P .. 'job_stats:' .. id, field)
    labels[#labels + 1] = label(members[i]) .. (promised == members[i + 1] and '' or ' at the wrong time')
  end
  table.sort(labels)
  return table.concat(labels, ' ')
end

local function holder(key)
  local id = redis.call('GET', key)
  return id and number(id)
end

for i = 0, jobs - 1 do
  local id = string.format('%024x', i)
  local key = P .. 'job_stats:' .. id
  local s = redis.call('HMGET', key, 'status', 'revision', 'pool', 'attempt', 'fails', 'op_command', 'ended_at',
    'retry_at', 'die_at', 'result', 'check_in', 'claim')
  if s[1] then
    local job = 'job ' .. i .. ' '
    put(job .. 'status', s[1])
    put(job .. 'revision', s[2])
    put(job .. 'pool', s[3])
    put(job .. 'attempt', s[4] or '0')
    put(job .. 'fails', s[5] or '0')
    put(job .. 'op_command', s[6])
    flag(job .. 'ended', s[7])
    flag(job .. 'retry_at', s[8])
    flag(job .. 'die_at', s[9])
    put(job .. 'result', s[10])
    put(job .. 'check_in', s[11])
    flag(job .. 'expires', redis.call('TTL', key) >= 0)
    put(job .. 'track', redis.call('HGET', P .. 'job_track:inprogress', id) or '0')
    if s[12] then
      local own, shared, unique = string.match(s[12], '^([^\n]*)\n([^\n]*)\n(.*)$')
      put(job .. 'claim', holder(P .. 'claim:' .. own))
      put(job .. 'shared claim', holder(P .. 'claim_holder:' .. shared))
      flag(job .. 'layout claim', redis.call('EXISTS', P .. 'unique:' .. unique) == 1)
    end
  end
end
for i = 4, 3 + types do
  local queue = P .. 'jobs:' .. ARGV[i]
  put('queue ' .. ARGV[i], list(queue))
  put('lock ' .. ARGV[i], redis.call('GET', queue .. ':lock') or '0')
  flag('paused ' .. ARGV[i], redis.call('EXISTS', queue .. ':paused') == 1)
  for j = 4 + types, #ARGV do
    put('in progress ' .. ARGV[i] .. ' ' .. ARGV[j], list(queue .. ':' .. ARGV[j] .. ':inprogress'))
    put('lock_info ' .. ARGV[i] .. ' ' .. ARGV[j], redis.call('HGET', queue .. ':lock_info', ARGV[j]) or '0')
  end
end
for j = 4 + types, #ARGV do
  flag('pool ' .. ARGV[j], redis.call('SISMEMBER', P .. 'worker_pools', ARGV[j]) == 1)
  flag('tombstone ' .. ARGV[j], redis.call('EXISTS', P .. 'tombstone:' .. ARGV[j]) == 1)
end
put('scheduled', set('scheduled', 'run_at'))
put('retry', set('retry', 'retry_at'))
put('dead', set('dead', 'die_at'))
put('tracked', redis.call('HLEN', P .. 'job_track:inprogress'))
return out
