-- What an ended job is, whatever was saved over its status: nodes of the other kind write the stats of
-- future executions anew, and those of new jobs late. They never touch our mark of how it ended.
local final = {Stopped = true, Success = true, Cancelled = true}

local function over(status, ended_as, retry_at)
  if final[status] then
    return status
  end
  if ended_as and ended_as ~= '' and not retry_at then
    return ended_as
  end
  return nil
end
