-- Which of many names have a key that is there: one command for each fifty that have none.
local function present(names, key)
  local found = {}
  for from = 1, #names, 50 do
    local till, keys = math.min(#names, from + 49), {}
    for i = from, till do
      keys[#keys + 1] = key(names[i])
    end
    local number = redis.call('EXISTS', unpack(keys))
    for i = from, till do
      if number == #keys or (number > 0 and redis.call('EXISTS', keys[i - from + 1]) == 1) then
        found[#found + 1] = names[i]
      end
    end
  end
  return found
end
