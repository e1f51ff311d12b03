-- The type of an entry, and the entry as enqueued now. Lua would change numbers and lists if it wrote the
-- record anew, so only the digits are replaced, where the record has the order in which we and the other
-- kind's encoder write it.
local function dated(entry)
  local head, tail = string.match(entry, '^({"name":"[^"]*","id":"[^"]*","t":)%d+(,.*)$')
  local name = head and string.match(head, '^{"name":"([^"\\]*)"') or cjson.decode(entry).name
  return name, head and (head .. now .. tail) or entry
end
