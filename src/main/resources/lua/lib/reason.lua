-- What Redis says of a step that failed, without the place in the script. A key that holds something
-- else stays so and concerns its job alone; with any other error Redis cannot work now, and the whole
-- call is to be made again.
local function reason(problem)
  local text = type(problem) == 'table' and problem.err or tostring(problem)
  return (string.gsub(text, '^@user_script:%s*%d+:%s*%-?', ''))
end

local function refused(text)
  return string.find(text, '^WRONGTYPE') ~= nil
end
