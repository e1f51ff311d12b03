-- Looks through a set of entries by their scores, for those of some types. Writes nothing.
-- KEYS  1 sorted set: retry or dead
-- ARGV  1 'up' from the lowest score on, 'down' from the highest, 2 lowest score, 3 score to stay below, 4 score
--       and 5 beginning of the entry to go on behind, '' at first, 6 most entries to find, 7 most to look
--       at, 8 types, with commas between, '' for any, 9 bytes of entries after which to end, 10 'count' to count
--       them only
-- Reply {number in the set, number found, score and beginning of the entry to go on behind, both '' when there
--       is nothing more, then each entry that was found, and its score}
-- Invariant: entries of one score that begin alike are found by the same call.
local key, most, up = KEYS[1], tonumber(ARGV[7]), ARGV[1] == 'up'
local HEAD, PIECE = 512, 20

local types = nil
if ARGV[8] ~= '' then
  types = {}
  for word in string.gmatch(ARGV[8], '[^,]+') do
    types[word] = true
  end
end

-- By bytes, as Redis has the entries of one score; Lua itself goes by the language of the machine.
local function compared(a, b)
  for i = 1, math.min(#a, #b) do
    local difference = string.byte(a, i) - string.byte(b, i)
    if difference ~= 0 then
      return difference
    end
  end
  return #a - #b
end

local function fits(entry)
  if not types then
    return true
  end
  local name = string.match(entry, '^{"name":"([%w_.-]+)"')
  if not name then
    local ok, job = pcall(cjson.decode, entry)
    name = ok and type(job) == 'table' and job.name
  end
  return name and types[name] or false
end

-- How many entries are before the place to go on behind; when going down, how many before those there.
local function before(total)
  local score, head, least, above = tonumber(ARGV[4]), ARGV[5], 0, total
  while least < above do
    local middle = math.floor((least + above) / 2)
    local one = redis.call('ZRANGE', key, middle, middle, 'WITHSCORES')
    local difference = tonumber(one[2]) - score
    if difference == 0 then
      difference = compared(string.sub(one[1], 1, HEAD), head)
    end
    if difference < 0 or (up and difference == 0) then
      least = middle + 1
    else
      above = middle
    end
  end
  return least
end

local total = redis.call('ZCARD', key)
local first = redis.call('ZCOUNT', key, '-inf', '(' .. ARGV[2])
local last = redis.call('ZCOUNT', key, '-inf', '(' .. ARGV[3]) - 1
if ARGV[4] ~= '' and up then
  first = math.max(first, before(total))
elseif ARGV[4] ~= '' then
  last = math.min(last, before(total) - 1)
end

local function piece(done)
  if up then
    return redis.call('ZRANGE', key, first + done, math.min(last, first + done + PIECE - 1), 'WITHSCORES')
  end
  local highest = last - done
  local some = redis.call('ZRANGE', key, math.max(first, highest - PIECE + 1), highest, 'WITHSCORES')
  local turned = {}
  for i = #some - 1, 1, -2 do
    turned[#turned + 1] = some[i]
    turned[#turned + 1] = some[i + 1]
  end
  return turned
end

local reply, found, looked, bytes, place = {total, 0, '', ''}, 0, 0, 0, nil
local number, more = last - first + 1, false
while looked < number and not more do
  local some = piece(looked)
  for i = 1, #some, 2 do
    local entry, score = some[i], some[i + 1]
    local head = string.sub(entry, 1, HEAD)
    local full = found >= tonumber(ARGV[6]) or looked >= most or bytes >= tonumber(ARGV[9])
    if full and (place[1] ~= score or place[2] ~= head) then
      more = true
      break
    end
    place = {score, head}
    looked = looked + 1
    if fits(entry) then
      found = found + 1
      if ARGV[10] ~= 'count' then
        bytes = bytes + #entry
        reply[#reply + 1] = entry
        reply[#reply + 1] = score
      end
    end
  end
end
reply[2] = found
if more then
  reply[3], reply[4] = place[1], place[2]
end
return reply
