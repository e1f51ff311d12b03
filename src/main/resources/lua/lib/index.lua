-- The time index has every job that has a record, by the microsecond of its acceptance. No two jobs
-- have the same, so that a page of a list can go on behind the last one.
local function indexed(id, offset)
  redis.call('ZADD', P .. 'job_index', 'NX',
    string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2]) + offset), id)
end
