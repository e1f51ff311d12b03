-- How a job has ended that others wait for: 'Success', 'Error' or 'Stopped'; 'deleted' when there is no
-- record of it; nil while it has not. One that was cancelled can be retried, and has not; nor has one that
-- was stopped and still runs. A node of the other kind does not tell whether it tries a failed job again:
-- one of its own has ended when nothing has come of it for an hour.
local function how_ended(id)
  local stats = redis.pcall('HMGET', P .. 'job_stats:' .. id, 'status', 'ended_as', 'retry_at', 'ended_at',
    'started_at', 'update_time')
  local status = not stats.err and stats[1]
  if not status then
    return 'deleted'
  end
  local ended = over(status, stats[2], stats[3])
  if ended == 'Cancelled' or (ended == 'Stopped' and stats[5] and not stats[4]) then
    return nil
  end
  if not ended and status == 'Error' and not stats[3] and tonumber(now) - (tonumber(stats[6]) or 0) > 3600 then
    return status
  end
  return ended
end

local function stop_reason(id, how)
  local words = {Error = 'failed', Stopped = 'was stopped', deleted = 'was deleted'}
  return 'job ' .. id .. ', which it waited for, ' .. words[how]
end

-- What a job finds that is to wait for others, named with commas between: the first that there is not; else
-- those that have not ended, and why it is never to run, if one has ended otherwise than it should.
local function foresee(ids, after_status)
  local open, reason = {}, nil
  for id in string.gmatch(ids, '[^,]+') do
    local how = how_ended(id)
    if how == 'deleted' then
      return id
    elseif not how then
      open[#open + 1] = id
    elseif how ~= 'Success' and after_status ~= 'any' then
      reason = reason or stop_reason(id, how)
    end
  end
  return nil, open, reason
end
