package io.jobservice.cli;

/** Generated from the annotations of the commands. See GeneratedFilesTest. */
final class CommandTable {

  private CommandTable() {}

  /** What a command is, for {@link CommandReader}. */
  static String of(String path) {
    return switch (path) {
      case "" ->
          """
          command jobservice
          description Runs background jobs on Redis, and talks to the service that does.
          below COMMAND
          below-heading %nCommands:%n
          spec spec
          """;
      case "serve" ->
          """
          command serve
          description Run the service: a worker pool on Redis and the HTTP API.
          footer
          footer The first SIGTERM or SIGINT lets running jobs finish for shutdown_grace; a second one ends at once.
          mixin config

          option -c
          option --config
          description The configuration file.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field config.config

          option --check
          description Check the configuration, report every mistake, and exit.
          field check
          """;
      case "submit" ->
          """
          command submit
          description Submit a job and print its id, or many from a file.
          footer
          footer A value of -p that is a JSON number, true, false, null, object or array is that; anything else is text, and KEY:=VALUE makes it text in any case. A dot in a key goes one object deeper: -p a.b=1 is {"a":{"b":1}}. Keys that contain a dot need --params. What -p says wins over --params, key by key.
          footer
          footer One job gives its id, with --wait its result as well, and many give a table, unless -o says otherwise.
          footer
          footer With --wait or --follow the exit code says how the job ended: 0 success, 5 failed, 6 stopped or cancelled, 124 not ended in time. Ctrl-C leaves the wait; the job goes on.
          footer
          footer With -f each line is a job in JSON, as the API takes it: {"name":"DEMO","parameters":{..}}; with NAME, the parameters of one. The options are for all of them, but a line wins over them. Each line gives a line of output: the number of the line, the id or a dash, and the status or what was wrong; with -o id the id alone, or nothing and a message. The exit code is that of the first line that was refused.
          footer
          footer Examples:
          footer   jobservice submit DEMO -p image=demo-1
          footer   jobservice submit DEMO --params @demo.json -p hold=2s --wait --timeout 10m
          footer   jobservice submit DEMO -p image=demo-1 --at 2026-12-01T09:00 --unique
          footer   jobservice submit DEMO -f parameters.jsonl --idempotency-key import-7
          spec spec
          mixin parameters
          spec parameters.command
          mixin launch
          spec launch.command
          mixin waiting
          spec waiting.command
          mixin output
          spec output.command
          mixin speech
          mixin connection
          spec connection.command

          option -p
          option --param
          description A parameter of the job; KEY:=VALUE for text. May be repeated.
          label KEY=VALUE
          field parameters.pairs

          option --params
          description All parameters as a JSON object: as it is, in a file, or on standard input.
          label JSON|@FILE|-
          field parameters.whole

          option -f
          option --file
          description Submit a job for each line of this file, or of standard input.
          label FILE|-
          field file

          option --delay
          description Run the job after this time, such as 90s, 2h or 7d, in whole seconds.
          label DURATION
          converter io.jobservice.cli.DurationConverter
          field launch.delay

          option --at
          description Run the job at this time: a date, or a date and time such as 2026-12-01T09:00, local unless it ends with a zone. Excludes --delay.
          label TIME
          field launch.at

          option --unique
          description Refuse the job while one of the same name and parameters is under way.
          field launch.unique

          option --hook
          description Where the service is to report each change of the job's status.
          label URL
          field launch.hook

          option --max-fails
          description How often the job may fail, 1 to 10000. Default: what its type says.
          label N
          field launch.maxFails

          option --idempotency-key
          description A word of your choice: the same submission with the same key, within 24 hours, is the same job.
          description It has 1 to 255 printable characters; with -f, 200, and each line counts as one of its own.
          label KEY
          field launch.idempotencyKey

          option --dry-run
          description Let the service check what would be submitted, and submit nothing.
          field dryRun

          option --follow
          description Wait, and print the log of the job as it grows. Over the API only.
          field follow

          option --wait
          description Wait until the job has ended.
          field waiting.wait

          option --timeout
          description How long to wait at most, such as 90s, 10m or 1h30m. Default: no limit.
          label DURATION
          converter io.jobservice.cli.DurationConverter
          field waiting.timeout

          option -o
          option --output
          description How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.
          description With json: the answer of the API on one line; with jsonl: one object a line.
          label FORMAT
          converter io.jobservice.cli.Format$Converter
          candidates io.jobservice.cli.Format$Words
          field output.format

          option --fields
          description Only these fields, by their names in the API, separated by commas.
          label FIELD
          split ,
          field output.fields

          option --utc
          description Print times in UTC, as is done off a terminal.
          field output.utc

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace

          parameter
          description The type of the job; with -f it may stand in the file.
          arity 0..1
          label NAME
          candidates io.jobservice.cli.LiveValues$Types
          field name
          """;
      case "list" ->
          """
          command list
          description List jobs, the newest first.
          footer
          footer On a terminal a table shows how long ago; elsewhere, and with --utc, times are UTC. Times that are given without a zone are always local.
          footer
          footer Examples:
          footer   jobservice list --status running,pending
          footer   jobservice list --name DEMO --since 2h --limit 100
          footer   jobservice list --status error --error timeout --fields id,name,last_error
          footer   jobservice list --status cancelled --limit 0 -o id | jobservice retry -
          spec spec
          mixin filter
          spec filter.command
          mixin output
          spec output.command
          mixin speech
          mixin connection
          spec connection.command

          option --status
          description Only jobs in one of these states, in any case, separated by commas: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled.
          label STATUS
          split ,
          converter io.jobservice.cli.StatusConverter
          candidates io.jobservice.cli.StatusConverter$Words
          field filter.statuses
          of io.jobservice.model.JobStatus

          option --name
          description Only jobs of one of these types, separated by commas.
          label TYPE
          split ,
          candidates io.jobservice.cli.LiveValues$Types
          field filter.names

          option --since
          description Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone.
          label TIME
          field filter.since

          option --until
          description Only jobs submitted before this time.
          label TIME
          field filter.until

          option --error
          description Only jobs whose last error contains this text, in any case.
          label TEXT
          field filter.error

          option --limit
          description How many jobs to list at most, 0 for all. Default: 25.
          label N
          field limit

          option -o
          option --output
          description How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.
          description With json: the answer of the API on one line; with jsonl: one object a line.
          label FORMAT
          converter io.jobservice.cli.Format$Converter
          candidates io.jobservice.cli.Format$Words
          field output.format

          option --fields
          description Only these fields, by their names in the API, separated by commas.
          label FIELD
          split ,
          field output.fields

          option --utc
          description Print times in UTC, as is done off a terminal.
          field output.utc

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace
          """;
      case "stats" ->
          """
          command stats
          description Show the state of a job, or without an id that of the whole service.
          footer
          footer Of the service it shows the numbers of workers and jobs, the worker pools, and the queues in which something goes on: how many jobs wait, since when the oldest does, how many run, and how many attempts ended a second over the last minute.
          footer
          footer On a terminal times are local, and in tables how long ago; elsewhere, and with --utc, they are UTC.
          footer
          footer Examples:
          footer   jobservice stats
          footer   jobservice stats --watch
          footer   jobservice stats @last --fields status,check_in
          footer   jobservice stats 5c1f6d6b --exit-status -q
          spec spec
          mixin output
          spec output.command
          mixin speech
          mixin connection
          spec connection.command

          option --exit-status
          description Let the exit code say how the job is: 0 success, 5 failed, 6 stopped or cancelled, 8 not ended. With -q, nothing else does.
          field exitStatus

          option -w
          option --watch
          description Show the service again and again until q or Ctrl-C; off a terminal one after the other.
          field watch

          option --interval
          description With --watch: how often, such as 500ms or 5s. Default: 2s.
          label DURATION
          converter io.jobservice.cli.DurationConverter
          field interval

          option -o
          option --output
          description How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.
          description With json: the answer of the API on one line; with jsonl: one object a line.
          label FORMAT
          converter io.jobservice.cli.Format$Converter
          candidates io.jobservice.cli.Format$Words
          field output.format

          option --fields
          description Only these fields, by their names in the API, separated by commas.
          label FIELD
          split ,
          field output.fields

          option --utc
          description Print times in UTC, as is done off a terminal.
          field output.utc

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace

          parameter
          description The id of a job: whole, as a unique beginning, @last, or - for standard input.
          arity 0..1
          label ID
          candidates io.jobservice.cli.LiveValues$Ids
          field word
          """;
      case "log" ->
          """
          command log
          description Print the log of a job.
          footer
          footer Examples:
          footer   jobservice log @last
          footer   jobservice log 5c1f6d6b > job.log
          mixin speech
          mixin connection

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          parameter
          description The id of a job: whole, as a unique beginning, @last, or - for standard input.
          label ID
          required
          candidates io.jobservice.cli.LiveValues$Ids
          field word
          """;
      case "wait" ->
          """
          command wait
          description Wait until jobs have ended, and print their results.
          footer
          footer Without -o only results are printed: a text as it is, all else as JSON.
          footer
          footer The exit code says how the job ended: 0 success, 5 failed, 6 stopped or cancelled, 124 not ended in time. Of several jobs it is that of the first that did not succeed, and each result is one line of JSON, after the id and a space.
          footer
          footer Ctrl-C leaves the wait; the job goes on.
          footer
          footer Examples:
          footer   jobservice wait @last --timeout 10m
          footer   jobservice submit -f jobs.jsonl -o id | jobservice wait -
          spec spec
          mixin output
          spec output.command
          mixin speech
          mixin connection
          spec connection.command

          option --timeout
          description How long to wait for all of them, such as 90s or 1h30m. Default: no limit.
          label DURATION
          converter io.jobservice.cli.DurationConverter
          field timeout

          option --follow
          description Print the log of the job as it grows. For one job, over the API.
          field follow

          option -o
          option --output
          description How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.
          description With json: the answer of the API on one line; with jsonl: one object a line.
          label FORMAT
          converter io.jobservice.cli.Format$Converter
          candidates io.jobservice.cli.Format$Words
          field output.format

          option --fields
          description Only these fields, by their names in the API, separated by commas.
          label FIELD
          split ,
          field output.fields

          option --utc
          description Print times in UTC, as is done off a terminal.
          field output.utc

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace

          parameter
          description The ids of the jobs: whole, as a unique beginning, @last, or - for one a line on standard input.
          arity 1..*
          label ID
          required
          candidates io.jobservice.cli.LiveValues$Ids
          field words
          """;
      case "stop" ->
          """
          command stop
          description Stop jobs for good.
          description A job that has ended already stays as it is.
          footer
          footer In place of ids, --status, --name, --since, --until and --error say which jobs are meant: they are counted and shown, and you are asked. Where nobody can be asked, --yes must say so before. Jobs that have changed meanwhile are passed over.
          footer
          footer All jobs are told even if one of them fails; the exit code is that of the first failure.
          footer
          footer Examples:
          footer   jobservice stop 5c1f6d6b @last
          footer   jobservice stop --name DEMO --since 2h --dry-run
          spec spec
          mixin filter
          spec filter.command
          mixin waiting
          spec waiting.command
          mixin speech
          mixin connection
          spec connection.command

          option --status
          description Only jobs in one of these states, in any case, separated by commas: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled.
          label STATUS
          split ,
          converter io.jobservice.cli.StatusConverter
          candidates io.jobservice.cli.StatusConverter$Words
          field filter.statuses
          of io.jobservice.model.JobStatus

          option --name
          description Only jobs of one of these types, separated by commas.
          label TYPE
          split ,
          candidates io.jobservice.cli.LiveValues$Types
          field filter.names

          option --since
          description Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone.
          label TIME
          field filter.since

          option --until
          description Only jobs submitted before this time.
          label TIME
          field filter.until

          option --error
          description Only jobs whose last error contains this text, in any case.
          label TEXT
          field filter.error

          option -y
          option --yes
          description Do not ask.
          field yes

          option --dry-run
          description Print the ids of the jobs that are meant, and do nothing to them.
          field dryRun

          option --wait
          description Wait until the job has ended.
          field waiting.wait

          option --timeout
          description How long to wait at most, such as 90s, 10m or 1h30m. Default: no limit.
          label DURATION
          converter io.jobservice.cli.DurationConverter
          field waiting.timeout

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace

          parameter
          description The ids of the jobs: whole, as a unique beginning, @last, or - for one a line on standard input.
          arity 0..*
          label ID
          candidates io.jobservice.cli.LiveValues$Ids
          field words
          """;
      case "cancel" ->
          """
          command cancel
          description Cancel jobs: end their run, but keep them for 'retry'.
          description A job that has ended already is a conflict.
          footer
          footer In place of ids, --status, --name, --since, --until and --error say which jobs are meant: they are counted and shown, and you are asked. Where nobody can be asked, --yes must say so before. Jobs that have changed meanwhile are passed over.
          footer
          footer All jobs are told even if one of them fails; the exit code is that of the first failure.
          footer
          footer Examples:
          footer   jobservice cancel 5c1f6d6b @last
          footer   jobservice cancel --name DEMO --since 2h --dry-run
          spec spec
          mixin filter
          spec filter.command
          mixin waiting
          spec waiting.command
          mixin speech
          mixin connection
          spec connection.command

          option --status
          description Only jobs in one of these states, in any case, separated by commas: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled.
          label STATUS
          split ,
          converter io.jobservice.cli.StatusConverter
          candidates io.jobservice.cli.StatusConverter$Words
          field filter.statuses
          of io.jobservice.model.JobStatus

          option --name
          description Only jobs of one of these types, separated by commas.
          label TYPE
          split ,
          candidates io.jobservice.cli.LiveValues$Types
          field filter.names

          option --since
          description Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone.
          label TIME
          field filter.since

          option --until
          description Only jobs submitted before this time.
          label TIME
          field filter.until

          option --error
          description Only jobs whose last error contains this text, in any case.
          label TEXT
          field filter.error

          option -y
          option --yes
          description Do not ask.
          field yes

          option --dry-run
          description Print the ids of the jobs that are meant, and do nothing to them.
          field dryRun

          option --wait
          description Wait until the job has ended.
          field waiting.wait

          option --timeout
          description How long to wait at most, such as 90s, 10m or 1h30m. Default: no limit.
          label DURATION
          converter io.jobservice.cli.DurationConverter
          field waiting.timeout

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace

          parameter
          description The ids of the jobs: whole, as a unique beginning, @last, or - for one a line on standard input.
          arity 0..*
          label ID
          candidates io.jobservice.cli.LiveValues$Ids
          field words
          """;
      case "retry" ->
          """
          command retry
          description Run jobs again that failed for good or were cancelled.
          description A job in any other state is a conflict.
          footer
          footer In place of ids, --status, --name, --since, --until and --error say which jobs are meant: they are counted and shown, and you are asked. Where nobody can be asked, --yes must say so before. Jobs that have changed meanwhile are passed over.
          footer
          footer All jobs are told even if one of them fails; the exit code is that of the first failure.
          footer
          footer With --wait the result of the job is printed, and the exit code says how it ended this time: 0 success, 5 failed, 6 stopped or cancelled, 124 not ended in time. Of several jobs each result is one line of JSON, after the id and a space.
          footer
          footer Examples:
          footer   jobservice retry @last --wait
          footer   jobservice retry --name DEMO --status error --error timeout --yes
          spec spec
          mixin filter
          spec filter.command
          mixin waiting
          spec waiting.command
          mixin speech
          mixin connection
          spec connection.command

          option --status
          description Only jobs in one of these states, in any case, separated by commas: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled.
          label STATUS
          split ,
          converter io.jobservice.cli.StatusConverter
          candidates io.jobservice.cli.StatusConverter$Words
          field filter.statuses
          of io.jobservice.model.JobStatus

          option --name
          description Only jobs of one of these types, separated by commas.
          label TYPE
          split ,
          candidates io.jobservice.cli.LiveValues$Types
          field filter.names

          option --since
          description Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone.
          label TIME
          field filter.since

          option --until
          description Only jobs submitted before this time.
          label TIME
          field filter.until

          option --error
          description Only jobs whose last error contains this text, in any case.
          label TEXT
          field filter.error

          option -y
          option --yes
          description Do not ask.
          field yes

          option --dry-run
          description Print the ids of the jobs that are meant, and do nothing to them.
          field dryRun

          option --wait
          description Wait until the job has ended.
          field waiting.wait

          option --timeout
          description How long to wait at most, such as 90s, 10m or 1h30m. Default: no limit.
          label DURATION
          converter io.jobservice.cli.DurationConverter
          field waiting.timeout

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace

          parameter
          description The ids of the jobs: whole, as a unique beginning, @last, or - for one a line on standard input.
          arity 0..*
          label ID
          candidates io.jobservice.cli.LiveValues$Ids
          field words
          """;
      case "queue" ->
          """
          command queue
          description Show queues, pause and resume them, or throw their jobs away.
          below COMMAND
          below-heading %nCommands:%n
          spec spec
          """;
      case "admin" ->
          """
          command admin
          description Look after the service: its configuration, job types, workers, completion.
          below COMMAND
          below-heading %nCommands:%n
          spec spec
          """;
      case "help" ->
          """
          command help
          description Show the help of a command, or of the program.

          parameter
          description The words of the command.
          arity 0..*
          label COMMAND
          field words
          """;
      case "version" ->
          """
          command version
          description Show the version of the program, and of the Java that it runs on.
          """;
      case "queue list" ->
          """
          command list
          description List the queues of all job types, also of those that nobody runs any more.
          footer
          footer DEPTH is how many jobs wait, OLDEST since when the next one does, RUNNING how many run, LIMIT how many may, RATE/S how many attempts ended a second over the last minute.
          footer
          footer Examples:
          footer   jobservice queue list
          footer   jobservice queue list --fields name,depth -q
          mixin output
          spec output.command
          mixin speech
          mixin connection
          spec connection.command

          option -o
          option --output
          description How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.
          description With json: the answer of the API on one line; with jsonl: one object a line.
          label FORMAT
          converter io.jobservice.cli.Format$Converter
          candidates io.jobservice.cli.Format$Words
          field output.format

          option --fields
          description Only these fields, by their names in the API, separated by commas.
          label FIELD
          split ,
          field output.fields

          option --utc
          description Print times in UTC, as is done off a terminal.
          field output.utc

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace
          """;
      case "queue pause" ->
          """
          command pause
          description Pause queues: their jobs wait, running ones go on.
          footer
          footer What is submitted meanwhile waits as well, until the queue is resumed, on whatever node.
          footer
          footer Examples:
          footer   jobservice queue pause DEMO
          spec spec
          mixin speech
          mixin connection
          spec connection.command

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace

          parameter
          description The job types of the queues.
          arity 1..*
          label TYPE
          required
          candidates io.jobservice.cli.LiveValues$Queues
          field types
          """;
      case "queue resume" ->
          """
          command resume
          description Resume paused queues.
          footer
          footer A queue that is not paused stays as it is.
          footer
          footer Examples:
          footer   jobservice queue resume DEMO
          spec spec
          mixin speech
          mixin connection
          spec connection.command

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace

          parameter
          description The job types of the queues.
          arity 1..*
          label TYPE
          required
          candidates io.jobservice.cli.LiveValues$Queues
          field types
          """;
      case "queue purge" ->
          """
          command purge
          description Stop all jobs that wait in queues, for good.
          footer
          footer Jobs that run, wait for their time or for another attempt are left alone. You are asked before; where nobody can be asked, --yes must say so.
          footer
          footer Examples:
          footer   jobservice queue purge DEMO
          footer   jobservice queue purge DEMO --yes
          spec spec
          mixin speech
          mixin connection
          spec connection.command

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace

          option -y
          option --yes
          description Do not ask.
          field yes

          option --dry-run
          description Say how many jobs would be stopped, and do nothing to them.
          field dryRun

          parameter
          description The job types of the queues.
          arity 1..*
          label TYPE
          required
          candidates io.jobservice.cli.LiveValues$Queues
          field types
          """;
      case "admin config" ->
          """
          command config
          description Show or check a configuration file.
          below COMMAND
          below-heading %nCommands:%n
          spec spec
          """;
      case "admin types" ->
          """
          command types
          description List the job types that living worker pools run.
          footer
          footer POOLS is how many pools register the type, LIMIT how many of its jobs may run at once.
          footer
          footer Examples:
          footer   jobservice admin types
          footer   jobservice admin types --all -o id
          mixin output
          spec output.command
          mixin speech
          mixin connection
          spec connection.command

          option --all
          description Also the types that no living pool registers.
          field all

          option -o
          option --output
          description How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.
          description With json: the answer of the API on one line; with jsonl: one object a line.
          label FORMAT
          converter io.jobservice.cli.Format$Converter
          candidates io.jobservice.cli.Format$Words
          field output.format

          option --fields
          description Only these fields, by their names in the API, separated by commas.
          label FIELD
          split ,
          field output.fields

          option --utc
          description Print times in UTC, as is done off a terminal.
          field output.utc

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace
          """;
      case "admin workers" ->
          """
          command workers
          description List the workers of living pools, and what they run.
          footer
          footer Examples:
          footer   jobservice admin workers --busy
          footer   jobservice admin workers --busy --fields job_id,started_at
          mixin output
          spec output.command
          mixin speech
          mixin connection
          spec connection.command

          option --busy
          description Only workers that run a job.
          field busy

          option -o
          option --output
          description How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.
          description With json: the answer of the API on one line; with jsonl: one object a line.
          label FORMAT
          converter io.jobservice.cli.Format$Converter
          candidates io.jobservice.cli.Format$Words
          field output.format

          option --fields
          description Only these fields, by their names in the API, separated by commas.
          label FIELD
          split ,
          field output.fields

          option --utc
          description Print times in UTC, as is done off a terminal.
          field output.utc

          option -q
          option --quiet
          description Print results and errors alone: no headings, hints, summaries or progress.
          field speech.quiet

          option --color
          description When to use colours: auto, always, never.
          description Default: auto, on a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
          label WHEN
          converter io.jobservice.cli.Coloring$Converter
          candidates io.jobservice.cli.Coloring$Words
          field speech.coloring

          option --url
          description The address of the service: http://HOST:PORT.
          description Default: JOBSERVICE_URL, else what the configuration file says.
          label URL
          field connection.url

          option -c
          option --config
          description The configuration file of the service, to find address and secret.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field connection.config

          option --secret-file
          description A file that holds the secret of the service.
          description Default: CORE_SECRET, else what the service left in its data_dir.
          label FILE
          field connection.secretFile

          option --direct
          description Go straight to the Redis that the configuration file names, as when the API is down.
          description Excludes --url and --secret-file.
          field connection.direct

          option --redis
          description Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.
          description Excludes --direct, --url and --secret-file.
          label URL
          field connection.redis

          option --namespace
          description With --direct or --redis: the namespace of the service.
          description Default: JOB_SERVICE_POOL_REDIS_NAMESPACE, else with --direct what the configuration file says, else harbor_job_service_namespace.
          label NAME
          field connection.namespace
          """;
      case "admin completion" ->
          """
          command completion
          description Print the script that teaches a shell to complete jobservice.
          footer
          footer It completes commands, options, their values and file names, and asks the service for ids of jobs, job types and queues. When that does not answer within a fifth of a second, nothing is offered.
          footer
          footer Examples:
          footer   source <(jobservice admin completion bash)
          footer   jobservice admin completion zsh > ~/.zfunc/_jobservice
          footer   jobservice admin completion fish > ~/.config/fish/completions/jobservice.fish

          parameter
          description Which shell: bash, zsh, fish.
          label SHELL
          required
          converter io.jobservice.cli.CompletionScript$Converter
          candidates io.jobservice.cli.CompletionScript$Words
          field script
          """;
      case "admin config show" ->
          """
          command show
          description Show the configuration as a node takes it.
          footer
          footer That is the file, with the environment on top and the defaults filled in. What did not come from a default has a comment with the line or the variable that gave it. Secrets are masked.
          footer
          footer Examples:
          footer   jobservice admin config show
          footer   jobservice admin config show --changed -c /etc/jobservice/config.yml
          footer   jobservice admin config show -o json | jq .worker_pool
          mixin config

          option -c
          option --config
          description The configuration file.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field config.config

          option -o
          option --output
          description How to print: yaml, json. Default: yaml.
          label FORMAT
          converter io.jobservice.cli.ConfigFormat$Converter
          candidates io.jobservice.cli.ConfigFormat$Words
          field format

          option --changed
          description Only what differs from the defaults.
          field changed
          """;
      case "admin config check" ->
          """
          command check
          description Check the configuration of a node, and report every mistake.
          footer
          footer The environment counts, as it does for a node. Nothing is started, and Redis is not asked.
          mixin config

          option -c
          option --config
          description The configuration file.
          description Default: JOBSERVICE_CONFIG, else ./config.yml.
          label FILE
          field config.config
          """;
      default -> throw new IllegalArgumentException(path);
    };
  }
}
