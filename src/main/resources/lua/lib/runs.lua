-- Whether the job of an entry is in progress in one of these pools, beside its place on the queue: nodes of
-- the other kind put an entry back and let its job run on.
local function runs(queue, entry, pools)
  for _, pool in ipairs(pools) do
    if redis.call('LPOS', queue .. ':' .. pool .. ':inprogress', entry) then
      return true
    end
  end
  return false
end
