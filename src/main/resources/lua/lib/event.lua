-- Those who follow the service hear of each status and each check-in. Mostly nobody does, and then nothing is
-- kept: whoever follows says so in a key that lapses. What cannot be told keeps no job from its step.
-- Budget: 1 a script; 2 for an event while somebody follows.
local most_events, followed = 50000, nil
local function happened(id, kind)
  if followed == nil then
    followed = redis.call('EXISTS', P .. 'events_wanted') == 1
  end
  if not followed then
    return
  end
  local stats = redis.pcall('HMGET', P .. 'job_stats:' .. id, 'status', 'name', 'kind', 'revision', 'attempt',
    'upstream_job_id', 'check_in')
  if stats.err or not stats[1] then
    return
  end
  redis.pcall('XADD', P .. 'events', 'MAXLEN', '~', most_events, '*', 'e', kind, 'id', id, 's', stats[1],
    'n', stats[2] or '', 'k', stats[3] or '', 'r', stats[4] or '', 'a', stats[5] or '', 'u', stats[6] or '',
    'c', kind == 'c' and stats[7] or '')
end
