-- The revision of a job that runs again: now, but never equal to or lower than the old one.
local function renewed(revision)
  local old = tonumber(revision) or 0
  if old >= tonumber(now) then
    return string.format('%.0f', old + 1)
  end
  return now
end
