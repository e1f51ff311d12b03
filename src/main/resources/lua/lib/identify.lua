-- The id of an entry's stats, or nil when it is no job. An execution has its due second in its id.
-- Nearly all entries begin as we and the other kind's encoder write them, and need no decoding; what
-- follows the head is read, and found wrong, by whoever runs the job.
local function identify(entry)
  local plain = string.match(entry, '^{"name":"[%w_.-]+","id":"([%w_.@-]+)","t":%d+,"args":[{n]')
  if plain and not string.find(entry, '"_job_kind_periodic_"', 1, true) then
    return plain
  end
  local ok, job = pcall(cjson.decode, entry)
  if not ok or type(job) ~= 'table' or type(job.id) ~= 'string' or type(job.name) ~= 'string' then
    return nil
  end
  local due = type(job.args) == 'table' and job.args['_job_kind_periodic_']
  if type(due) == 'string' then
    return job.id .. '@' .. due
  end
  return job.id
end

-- Fields of a record, or nil when the key holds something else.
local function record(id, ...)
  local stats = redis.pcall('HMGET', P .. 'job_stats:' .. id, ...)
  if stats.err then
    return nil
  end
  return stats
end
