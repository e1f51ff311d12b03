-- Takes jobs into the time index that another kind of node accepted. That one notes seconds only;
-- jobs of one second are spread over it by their ids.
-- KEYS  1 time index
-- ARGV  3.. job ids
-- Reply how many were taken in
-- Invariant: what is in the index has a record, or had one; its place never changes.
-- Budget: 1 a call, 4 for each job.
-- include: clock
local adopted = 0
for i = 3, #ARGV do
  local id = ARGV[i]
  local second = redis.pcall('HGET', P .. 'job_stats:' .. id, 'enqueue_time')
  if type(second) == 'string' then
    local place = (tonumber(second) or 0) * 1000000 + tonumber(string.sub(redis.sha1hex(id), 1, 8), 16) % 1000000
    local text = string.format('%.0f', place)
    while redis.call('ZCOUNT', KEYS[1], text, text) > 0 and not redis.call('ZSCORE', KEYS[1], id) do
      place = place + 1
      text = string.format('%.0f', place)
    end
    adopted = adopted + redis.call('ZADD', KEYS[1], 'NX', text, id)
  end
end
return adopted
