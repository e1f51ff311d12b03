-- The policy of an execution and its due second, by its id; nil for any other job.
local function execution(id)
  return string.match(id, '^([^@]+)@(%d+)$')
end

-- Takes the entry of an execution that waits for its second out of its set, whichever that is.
local function withhold(entry, due)
  local bytes = entry[1] .. due .. entry[2] .. due .. entry[3]
  for _, set in ipairs({'scheduled', 'scheduled_own'}) do
    if redis.call('ZREM', P .. set, bytes) == 1 then
      return bytes
    end
  end
  return nil
end
