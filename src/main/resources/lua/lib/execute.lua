-- Makes an execution of a policy: its record, its track, its place in the index and in the set that a mover
-- looks at. Only who first notes it among those of its policy does so, so that none comes back that has
-- run. Its entry is three texts with the due second between them. Says whether it was made.
local function execute(policy, stats, due, entry, set, offset)
  local id = policy .. '@' .. due
  if redis.call('ZADD', P .. 'executions:' .. policy, 'NX', due, id) == 0 then
    return false
  end
  local fields = {'id', id, 'name', stats.name, 'kind', 'Scheduled', 'unique', '0', 'status', 'Scheduled',
    'ref_link', '/api/v1/jobs/' .. id, 'enqueue_time', now, 'run_at', due, 'cron_spec', stats.cron_spec,
    'web_hook_url', stats.hook or '', 'numeric_policy_id', '0', 'upstream_job_id', policy}
  for _, name in ipairs({'parameters', 'max_fails', 'backoff'}) do
    if stats[name] then
      fields[#fields + 1] = name
      fields[#fields + 1] = stats[name]
    end
  end
  for _, name in ipairs({'update_time', 'revision'}) do
    fields[#fields + 1] = name
    fields[#fields + 1] = now
  end
  redis.call('HSET', P .. 'job_stats:' .. id, unpack(fields))
  redis.call('HSET', P .. 'job_track:inprogress', id, (stats.hook or '') == '' and '1' or '2')
  indexed(id, offset)
  redis.call('ZADD', P .. set, due, entry[1] .. due .. entry[2] .. due .. entry[3])
  happened(id, 's')
  return true
end
