# Completion of jobservice for fish, from 3.0 on.
# Generated from the command line. See GeneratedFilesTest.

# Prints the commands below the command $argv[1], each with what it is for.
function __jobservice_names
    switch "$argv[1]"
        case ''
            printf '%s\t%s\n' \
                serve 'Run the service: a worker pool on Redis and the HTTP API' \
                submit 'Submit a job and print its id, or many from a file' \
                list 'List jobs, the newest first' \
                stats 'Show the state of a job, or without an id that of the whole service' \
                log 'Print the log of a job, or follow it' \
                wait 'Wait until jobs have ended, and print their results' \
                stop 'Stop jobs for good' \
                cancel 'Cancel jobs: end their run, but keep them for \'retry\'' \
                retry 'Run jobs again that failed for good or were cancelled' \
                schedule 'Show periodic jobs, pause, resume and change them, or explain a cron line' \
                queue 'Show queues, pause and resume them, or throw their jobs away' \
                admin 'Look after the service: its configuration, job types, workers, log, completion' \
                help 'Show the help of a command, or of the program' \
                version 'Show the version of the program, and of the Java that it runs on'
        case 'schedule'
            printf '%s\t%s\n' \
                list 'List the periodic jobs that are in force, the newest first' \
                show 'Show a periodic job: what its line means, its next runs, and the last ones' \
                pause 'Pause periodic jobs: none of their executions is made, running ones go on' \
                resume 'Resume paused periodic jobs' \
                change 'Change when a periodic job is due, or what it does where that is difficult' \
                executions 'List the executions of a periodic job: the next one, and those so far' \
                explain 'Say in words what a cron line means, and when it is due next'
        case 'queue'
            printf '%s\t%s\n' \
                list 'List the queues of all job types, also of those that nobody runs any more' \
                pause 'Pause queues: their jobs wait, running ones go on' \
                resume 'Resume paused queues' \
                purge 'Stop all jobs that wait in queues, for good'
        case 'admin'
            printf '%s\t%s\n' \
                config 'Show or check a configuration file' \
                types 'List the job types that living worker pools run, or show one with its parameters' \
                workers 'List the workers of living pools, and what they run' \
                log-level 'Show the levels of a service\'s own log, or set one while it runs' \
                completion 'Print the script that teaches a shell to complete jobservice'
        case 'admin config'
            printf '%s\t%s\n' \
                show 'Show the configuration as a node takes it' \
                check 'Check the configuration of a node, and report every mistake'
    end
end

# Whether the value of the option $argv[2] of the command $argv[1] is the next word.
function __jobservice_takes
    switch "$argv[1] $argv[2]"
        case 'serve -c' 'serve --config'
            return 0
        case 'submit -p' 'submit --param' 'submit --params' 'submit -f' 'submit --file' 'submit --delay' 'submit --at' 'submit --hook' 'submit --max-fails' 'submit --after' 'submit --after-status' 'submit --idempotency-key' 'submit --cron' 'submit --misfire' 'submit --overlap' 'submit --timeout' 'submit -o' 'submit --output' 'submit --fields' 'submit --color' 'submit --url' 'submit -c' 'submit --config' 'submit --secret-file' 'submit --redis' 'submit --namespace'
            return 0
        case 'list --status' 'list --name' 'list --kind' 'list --since' 'list --until' 'list --error' 'list --limit' 'list -o' 'list --output' 'list --fields' 'list --color' 'list --url' 'list -c' 'list --config' 'list --secret-file' 'list --redis' 'list --namespace'
            return 0
        case 'stats --interval' 'stats -o' 'stats --output' 'stats --fields' 'stats --color' 'stats --url' 'stats -c' 'stats --config' 'stats --secret-file' 'stats --redis' 'stats --namespace'
            return 0
        case 'log --tail' 'log --since' 'log --until' 'log --attempt' 'log --level' 'log --grep' 'log -o' 'log --output' 'log --color' 'log --url' 'log -c' 'log --config' 'log --secret-file' 'log --redis' 'log --namespace'
            return 0
        case 'wait --timeout' 'wait -o' 'wait --output' 'wait --fields' 'wait --color' 'wait --url' 'wait -c' 'wait --config' 'wait --secret-file' 'wait --redis' 'wait --namespace'
            return 0
        case 'stop --status' 'stop --name' 'stop --kind' 'stop --since' 'stop --until' 'stop --error' 'stop --timeout' 'stop --color' 'stop --url' 'stop -c' 'stop --config' 'stop --secret-file' 'stop --redis' 'stop --namespace'
            return 0
        case 'cancel --status' 'cancel --name' 'cancel --kind' 'cancel --since' 'cancel --until' 'cancel --error' 'cancel --timeout' 'cancel --color' 'cancel --url' 'cancel -c' 'cancel --config' 'cancel --secret-file' 'cancel --redis' 'cancel --namespace'
            return 0
        case 'retry --status' 'retry --name' 'retry --kind' 'retry --since' 'retry --until' 'retry --error' 'retry --timeout' 'retry --color' 'retry --url' 'retry -c' 'retry --config' 'retry --secret-file' 'retry --redis' 'retry --namespace'
            return 0
        case 'schedule list -n' 'schedule list --limit' 'schedule list -o' 'schedule list --output' 'schedule list --fields' 'schedule list --color' 'schedule list --url' 'schedule list -c' 'schedule list --config' 'schedule list --secret-file' 'schedule list --redis' 'schedule list --namespace'
            return 0
        case 'schedule show -o' 'schedule show --output' 'schedule show --fields' 'schedule show --color' 'schedule show --url' 'schedule show -c' 'schedule show --config' 'schedule show --secret-file' 'schedule show --redis' 'schedule show --namespace'
            return 0
        case 'schedule pause --color' 'schedule pause --url' 'schedule pause -c' 'schedule pause --config' 'schedule pause --secret-file' 'schedule pause --redis' 'schedule pause --namespace'
            return 0
        case 'schedule resume --color' 'schedule resume --url' 'schedule resume -c' 'schedule resume --config' 'schedule resume --secret-file' 'schedule resume --redis' 'schedule resume --namespace'
            return 0
        case 'schedule change --cron' 'schedule change --misfire' 'schedule change --overlap' 'schedule change --color' 'schedule change --url' 'schedule change -c' 'schedule change --config' 'schedule change --secret-file' 'schedule change --redis' 'schedule change --namespace'
            return 0
        case 'schedule executions --status' 'schedule executions -n' 'schedule executions --limit' 'schedule executions -o' 'schedule executions --output' 'schedule executions --fields' 'schedule executions --color' 'schedule executions --url' 'schedule executions -c' 'schedule executions --config' 'schedule executions --secret-file' 'schedule executions --redis' 'schedule executions --namespace'
            return 0
        case 'schedule explain -n' 'schedule explain --next' 'schedule explain -o' 'schedule explain --output' 'schedule explain --fields' 'schedule explain --color'
            return 0
        case 'queue list -o' 'queue list --output' 'queue list --fields' 'queue list --color' 'queue list --url' 'queue list -c' 'queue list --config' 'queue list --secret-file' 'queue list --redis' 'queue list --namespace'
            return 0
        case 'queue pause --color' 'queue pause --url' 'queue pause -c' 'queue pause --config' 'queue pause --secret-file' 'queue pause --redis' 'queue pause --namespace'
            return 0
        case 'queue resume --color' 'queue resume --url' 'queue resume -c' 'queue resume --config' 'queue resume --secret-file' 'queue resume --redis' 'queue resume --namespace'
            return 0
        case 'queue purge --color' 'queue purge --url' 'queue purge -c' 'queue purge --config' 'queue purge --secret-file' 'queue purge --redis' 'queue purge --namespace'
            return 0
        case 'admin config show -c' 'admin config show --config' 'admin config show -o' 'admin config show --output'
            return 0
        case 'admin config check -c' 'admin config check --config'
            return 0
        case 'admin types -o' 'admin types --output' 'admin types --fields' 'admin types --color' 'admin types --url' 'admin types -c' 'admin types --config' 'admin types --secret-file' 'admin types --redis' 'admin types --namespace'
            return 0
        case 'admin workers -o' 'admin workers --output' 'admin workers --fields' 'admin workers --color' 'admin workers --url' 'admin workers -c' 'admin workers --config' 'admin workers --secret-file' 'admin workers --redis' 'admin workers --namespace'
            return 0
        case 'admin log-level --logger' 'admin log-level -o' 'admin log-level --output' 'admin log-level --fields' 'admin log-level --color' 'admin log-level --url' 'admin log-level -c' 'admin log-level --config' 'admin log-level --secret-file'
            return 0
    end
    return 1
end

# Whether the words so far lead to the command $argv[1], with at most $argv[2] arguments.
function __jobservice_at
    set -l command ''
    set -l count 0
    set -l value no
    set -l ended no
    for word in (commandline -opc)[2..-1]
        if test $value = yes
            set value no
        else if test $ended = no; and test "$word" = --
            set ended yes
        else if test $ended = no; and string match -q -- '-?*' "$word"
            __jobservice_takes "$command" "$word"; and set value yes
        else if test $count -eq 0; and string match -q -- "$word"\t'*' (__jobservice_names "$command")
            set command (string trim -- "$command $word")
        else
            set count (math $count + 1)
        end
    end
    test "$command" = "$argv[1]"; or return 1
    test (count $argv) -lt 2; or test $count -le $argv[2]
end

# Prints values that the service knows; the program asks it, and gives up before anybody waits.
function __jobservice_live
    set -l words (commandline -opc | string replace -r '^~/' $HOME/)
    type -q -- $words[1]; or set words[1] jobservice
    $words[1] __complete $argv[1] $words[2..-1] 2>/dev/null </dev/null
end

# Prints each value after the part of the word that is a list already, up to its last comma.
function __jobservice_list
    set -l word (commandline -ct | string replace -r '^--[^=]+=' '')
    set -l head (string match -r '^.*,' -- "$word")
    printf '%s\n' "$head"$argv
end

# Prints the commands that can follow those that help is asked about.
function __jobservice_explained
    set -l words (commandline -opc | string match -v -- '-*')
    __jobservice_names "$words[3..-1]"
end

complete -c jobservice -e
complete -c jobservice -f
complete -c jobservice -n '__jobservice_at "" 0' -a '(__jobservice_names "")'
complete -c jobservice -n '__jobservice_at ""' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at ""' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "serve"' -s c -l config -r -F -d 'The configuration file.'
complete -c jobservice -n '__jobservice_at "serve"' -l check -d 'Check the configuration, report every mistake, and exit.'
complete -c jobservice -n '__jobservice_at "serve"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "serve"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "serve"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "submit"' -s p -l param -r -f -k -a '(__jobservice_live parameters)' -d 'A parameter of the job; KEY:=VALUE for text. May be repeated.'
complete -c jobservice -n '__jobservice_at "submit"' -l params -r -f -d 'All parameters as a JSON object: as it is, in a file, or on standard input.'
complete -c jobservice -n '__jobservice_at "submit"' -s f -l file -r -F -d 'Submit a job for each line of this file, or of standard input.'
complete -c jobservice -n '__jobservice_at "submit"' -l delay -r -f -d 'Run the job after this time, such as 90s, 2h or 7d, in whole seconds.'
complete -c jobservice -n '__jobservice_at "submit"' -l at -r -f -d 'Run the job at this time: a date, or a date and time such as 2026-12-01T09:00, local unless it ends with a zone. Excludes --delay.'
complete -c jobservice -n '__jobservice_at "submit"' -l unique -d 'Refuse the job while one of the same name and parameters is under way.'
complete -c jobservice -n '__jobservice_at "submit"' -l hook -r -f -d 'Where the service is to report each change of the job\'s status.'
complete -c jobservice -n '__jobservice_at "submit"' -l max-fails -r -f -d 'How often the job may fail, 1 to 10000. Default: what its type says.'
complete -c jobservice -n '__jobservice_at "submit"' -l after -r -f -k -a '(__jobservice_list (__jobservice_live ids))' -d 'Run the job when these jobs have ended: whole ids, unique beginnings, @last, or - for one a line on standard input. May come several times.'
complete -c jobservice -n '__jobservice_at "submit"' -l after-status -r -f -a 'success any' -d 'How they must have ended: success, or any. Default: success; when one fails, the job is stopped.'
complete -c jobservice -n '__jobservice_at "submit"' -l idempotency-key -r -f -d 'A word of your choice: the same submission with the same key, within 24 hours, is the same job.'
complete -c jobservice -n '__jobservice_at "submit"' -l cron -r -f -d 'Run the job whenever this cron line says so. It has six fields, the seconds first, as in \'0 30 2 * * MON\', or is @daily or the like, or \'@every 90m\'; in UTC, unless CRON_TZ=Area/City comes first. See \'jobservice schedule explain\'.'
complete -c jobservice -n '__jobservice_at "submit"' -l misfire -r -f -a 'fire_once skip fire_all' -d 'What to do about instants that passed while no node was alive: fire_once, one run for all of them; skip; or fire_all, a run for each of the newest 100. Default: fire_once.'
complete -c jobservice -n '__jobservice_at "submit"' -l overlap -r -f -a 'allow forbid' -d 'What to do when it is due while an earlier run goes on: allow both, or forbid the later one, which is stopped before it runs. Default: allow.'
complete -c jobservice -n '__jobservice_at "submit"' -l dry-run -d 'Let the service check what would be submitted, and submit nothing.'
complete -c jobservice -n '__jobservice_at "submit"' -l follow -d 'Wait, and print the log of the job as it grows.'
complete -c jobservice -n '__jobservice_at "submit"' -l wait -d 'Wait until the job has ended.'
complete -c jobservice -n '__jobservice_at "submit"' -l timeout -r -f -d 'How long to wait at most, such as 90s, 10m or 1h30m. Default: no limit.'
complete -c jobservice -n '__jobservice_at "submit"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "submit"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "submit"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "submit"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "submit"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "submit"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "submit"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "submit"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "submit"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "submit"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "submit"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "submit"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "submit"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "submit"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "submit"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "submit" 0' -f -k -a '(__jobservice_live types)'
complete -c jobservice -n '__jobservice_at "list"' -l status -r -f -a '(__jobservice_list Pending Scheduled Running Success Error Stopped Cancelled)' -d 'Only jobs in one of these states, in any case, separated by commas: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled.'
complete -c jobservice -n '__jobservice_at "list"' -l name -r -f -k -a '(__jobservice_list (__jobservice_live types))' -d 'Only jobs of one of these types, separated by commas.'
complete -c jobservice -n '__jobservice_at "list"' -l kind -r -f -a '(__jobservice_list Generic Scheduled Periodic)' -d 'Only jobs of one of these kinds, in any case, separated by commas: Generic, Scheduled, Periodic.'
complete -c jobservice -n '__jobservice_at "list"' -l since -r -f -d 'Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone.'
complete -c jobservice -n '__jobservice_at "list"' -l until -r -f -d 'Only jobs submitted before this time.'
complete -c jobservice -n '__jobservice_at "list"' -l error -r -f -d 'Only jobs whose last error contains this text, in any case.'
complete -c jobservice -n '__jobservice_at "list"' -l upcoming -d 'List executions of periodic jobs too that are yet to come. --status scheduled lists them in any case.'
complete -c jobservice -n '__jobservice_at "list"' -l limit -r -f -d 'How many jobs to list at most, 0 for all. Default: 25.'
complete -c jobservice -n '__jobservice_at "list"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "list"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "list"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "list"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "list"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "list"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "list"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "list"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "list"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "list"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "list"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "list"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "list"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "list"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "list"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "stats"' -l exit-status -d 'Let the exit code say how the job is: 0 success, 5 failed, 6 stopped or cancelled, 8 not ended. With -q, nothing else does.'
complete -c jobservice -n '__jobservice_at "stats"' -s w -l watch -d 'Show the service again and again until q or Ctrl-C; off a terminal one after the other.'
complete -c jobservice -n '__jobservice_at "stats"' -l interval -r -f -d 'With --watch: how often, such as 500ms or 5s. Default: 2s.'
complete -c jobservice -n '__jobservice_at "stats"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "stats"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "stats"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "stats"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "stats"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "stats"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "stats"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "stats"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "stats"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "stats"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "stats"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "stats"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "stats"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "stats"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "stats"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "stats" 0' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "log"' -s f -l follow -d 'Print the log as it grows, until the job has ended.'
complete -c jobservice -n '__jobservice_at "log"' -l tail -r -f -d 'Only the last N lines, 0 to 1000000; with -f, of what is there already.'
complete -c jobservice -n '__jobservice_at "log"' -l since -r -f -d 'Only entries of this time or later: how long ago, such as 10m or 2h; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone.'
complete -c jobservice -n '__jobservice_at "log"' -l until -r -f -d 'Only entries before this time.'
complete -c jobservice -n '__jobservice_at "log"' -l attempt -r -f -d 'Only these attempts of the job, counted from 1; 2- is all from the second on.'
complete -c jobservice -n '__jobservice_at "log"' -l level -r -f -a 'DEBUG INFO WARNING ERROR FATAL' -d 'Only entries of this level or a graver one: DEBUG, INFO, WARNING, ERROR, FATAL.'
complete -c jobservice -n '__jobservice_at "log"' -l grep -r -f -d 'Only entries of which a line contains this regular expression of Java; (?i) at its beginning is for any case.'
complete -c jobservice -n '__jobservice_at "log"' -l timestamps -d 'Begin every line with the time of its entry, also further lines of a message or a stack.'
complete -c jobservice -n '__jobservice_at "log"' -s o -l output -r -f -a 'text json' -d 'How to print, whatever the format of the log: text, json. json: an object a line, for each entry. Default: on a terminal text, elsewhere as the log is.'
complete -c jobservice -n '__jobservice_at "log"' -l exit-status -d 'Let the exit code say how the job is: 0 success, 5 failed, 6 stopped or cancelled, 8 not ended.'
complete -c jobservice -n '__jobservice_at "log"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "log"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "log"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "log"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "log"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "log"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "log"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "log"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "log"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "log"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "log"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "log"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "log" 0' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "wait"' -l timeout -r -f -d 'How long to wait for all of them, such as 90s or 1h30m. Default: no limit.'
complete -c jobservice -n '__jobservice_at "wait"' -l follow -d 'Print the log of the job as it grows. For one job.'
complete -c jobservice -n '__jobservice_at "wait"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "wait"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "wait"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "wait"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "wait"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "wait"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "wait"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "wait"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "wait"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "wait"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "wait"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "wait"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "wait"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "wait"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "wait"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "wait"' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "stop"' -l status -r -f -a '(__jobservice_list Pending Scheduled Running Success Error Stopped Cancelled)' -d 'Only jobs in one of these states, in any case, separated by commas: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled.'
complete -c jobservice -n '__jobservice_at "stop"' -l name -r -f -k -a '(__jobservice_list (__jobservice_live types))' -d 'Only jobs of one of these types, separated by commas.'
complete -c jobservice -n '__jobservice_at "stop"' -l kind -r -f -a '(__jobservice_list Generic Scheduled Periodic)' -d 'Only jobs of one of these kinds, in any case, separated by commas: Generic, Scheduled, Periodic.'
complete -c jobservice -n '__jobservice_at "stop"' -l since -r -f -d 'Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone.'
complete -c jobservice -n '__jobservice_at "stop"' -l until -r -f -d 'Only jobs submitted before this time.'
complete -c jobservice -n '__jobservice_at "stop"' -l error -r -f -d 'Only jobs whose last error contains this text, in any case.'
complete -c jobservice -n '__jobservice_at "stop"' -s y -l yes -d 'Do not ask.'
complete -c jobservice -n '__jobservice_at "stop"' -l dry-run -d 'Print the ids of the jobs that are meant, and do nothing to them.'
complete -c jobservice -n '__jobservice_at "stop"' -l wait -d 'Wait until the job has ended.'
complete -c jobservice -n '__jobservice_at "stop"' -l timeout -r -f -d 'How long to wait at most, such as 90s, 10m or 1h30m. Default: no limit.'
complete -c jobservice -n '__jobservice_at "stop"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "stop"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "stop"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "stop"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "stop"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "stop"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "stop"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "stop"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "stop"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "stop"' -l cascade -d 'Stop what the jobs have launched too, also where they have ended themselves.'
complete -c jobservice -n '__jobservice_at "stop"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "stop"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "stop"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "stop"' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "cancel"' -l status -r -f -a '(__jobservice_list Pending Scheduled Running Success Error Stopped Cancelled)' -d 'Only jobs in one of these states, in any case, separated by commas: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled.'
complete -c jobservice -n '__jobservice_at "cancel"' -l name -r -f -k -a '(__jobservice_list (__jobservice_live types))' -d 'Only jobs of one of these types, separated by commas.'
complete -c jobservice -n '__jobservice_at "cancel"' -l kind -r -f -a '(__jobservice_list Generic Scheduled Periodic)' -d 'Only jobs of one of these kinds, in any case, separated by commas: Generic, Scheduled, Periodic.'
complete -c jobservice -n '__jobservice_at "cancel"' -l since -r -f -d 'Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone.'
complete -c jobservice -n '__jobservice_at "cancel"' -l until -r -f -d 'Only jobs submitted before this time.'
complete -c jobservice -n '__jobservice_at "cancel"' -l error -r -f -d 'Only jobs whose last error contains this text, in any case.'
complete -c jobservice -n '__jobservice_at "cancel"' -s y -l yes -d 'Do not ask.'
complete -c jobservice -n '__jobservice_at "cancel"' -l dry-run -d 'Print the ids of the jobs that are meant, and do nothing to them.'
complete -c jobservice -n '__jobservice_at "cancel"' -l wait -d 'Wait until the job has ended.'
complete -c jobservice -n '__jobservice_at "cancel"' -l timeout -r -f -d 'How long to wait at most, such as 90s, 10m or 1h30m. Default: no limit.'
complete -c jobservice -n '__jobservice_at "cancel"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "cancel"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "cancel"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "cancel"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "cancel"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "cancel"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "cancel"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "cancel"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "cancel"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "cancel"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "cancel"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "cancel"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "cancel"' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "retry"' -l status -r -f -a '(__jobservice_list Pending Scheduled Running Success Error Stopped Cancelled)' -d 'Only jobs in one of these states, in any case, separated by commas: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled.'
complete -c jobservice -n '__jobservice_at "retry"' -l name -r -f -k -a '(__jobservice_list (__jobservice_live types))' -d 'Only jobs of one of these types, separated by commas.'
complete -c jobservice -n '__jobservice_at "retry"' -l kind -r -f -a '(__jobservice_list Generic Scheduled Periodic)' -d 'Only jobs of one of these kinds, in any case, separated by commas: Generic, Scheduled, Periodic.'
complete -c jobservice -n '__jobservice_at "retry"' -l since -r -f -d 'Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone.'
complete -c jobservice -n '__jobservice_at "retry"' -l until -r -f -d 'Only jobs submitted before this time.'
complete -c jobservice -n '__jobservice_at "retry"' -l error -r -f -d 'Only jobs whose last error contains this text, in any case.'
complete -c jobservice -n '__jobservice_at "retry"' -s y -l yes -d 'Do not ask.'
complete -c jobservice -n '__jobservice_at "retry"' -l dry-run -d 'Print the ids of the jobs that are meant, and do nothing to them.'
complete -c jobservice -n '__jobservice_at "retry"' -l wait -d 'Wait until the job has ended.'
complete -c jobservice -n '__jobservice_at "retry"' -l timeout -r -f -d 'How long to wait at most, such as 90s, 10m or 1h30m. Default: no limit.'
complete -c jobservice -n '__jobservice_at "retry"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "retry"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "retry"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "retry"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "retry"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "retry"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "retry"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "retry"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "retry"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "retry"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "retry"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "retry"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "retry"' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "schedule" 0' -a '(__jobservice_names "schedule")'
complete -c jobservice -n '__jobservice_at "schedule"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "schedule"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "schedule list"' -s n -l limit -r -f -d 'How many to list at most, 0 for all. Default: 0.'
complete -c jobservice -n '__jobservice_at "schedule list"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "schedule list"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "schedule list"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "schedule list"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "schedule list"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "schedule list"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "schedule list"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "schedule list"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "schedule list"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "schedule list"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "schedule list"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "schedule list"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "schedule list"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "schedule list"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "schedule list"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "schedule show"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "schedule show"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "schedule show"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "schedule show"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "schedule show"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "schedule show"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "schedule show"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "schedule show"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "schedule show"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "schedule show"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "schedule show"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "schedule show"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "schedule show"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "schedule show"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "schedule show"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "schedule show" 0' -f -k -a '(__jobservice_live policies)'
complete -c jobservice -n '__jobservice_at "schedule pause"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "schedule pause"' -f -k -a '(__jobservice_live policies)'
complete -c jobservice -n '__jobservice_at "schedule resume"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "schedule resume"' -f -k -a '(__jobservice_live policies)'
complete -c jobservice -n '__jobservice_at "schedule change"' -l cron -r -f -d 'Run the job whenever this cron line says so. It has six fields, the seconds first, as in \'0 30 2 * * MON\', or is @daily or the like, or \'@every 90m\'; in UTC, unless CRON_TZ=Area/City comes first. See \'jobservice schedule explain\'.'
complete -c jobservice -n '__jobservice_at "schedule change"' -l misfire -r -f -a 'fire_once skip fire_all' -d 'What to do about instants that passed while no node was alive: fire_once, one run for all of them; skip; or fire_all, a run for each of the newest 100. Default: fire_once.'
complete -c jobservice -n '__jobservice_at "schedule change"' -l overlap -r -f -a 'allow forbid' -d 'What to do when it is due while an earlier run goes on: allow both, or forbid the later one, which is stopped before it runs. Default: allow.'
complete -c jobservice -n '__jobservice_at "schedule change"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "schedule change"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "schedule change"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "schedule change"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "schedule change"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "schedule change"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "schedule change"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "schedule change"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "schedule change"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "schedule change"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "schedule change"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "schedule change"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "schedule change" 0' -f -k -a '(__jobservice_live policies)'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l upcoming -d 'List all that are yet to come too, and not the next one only.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l live -d 'Only those that have not ended.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l status -r -f -a '(__jobservice_list Pending Scheduled Running Success Error Stopped Cancelled)' -d 'Only those in one of these states, in any case, separated by commas, also of those that are yet to come: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -s n -l limit -r -f -d 'How many to list at most, 0 for all; the next one does not count. Default: 25.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "schedule executions"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "schedule executions" 0' -f -k -a '(__jobservice_live policies)'
complete -c jobservice -n '__jobservice_at "schedule explain"' -s n -l next -r -f -d 'How many instants to show, 0 to 1000. Default: 5.'
complete -c jobservice -n '__jobservice_at "schedule explain"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "schedule explain"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "schedule explain"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "schedule explain"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "schedule explain"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "schedule explain"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "schedule explain"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "schedule explain"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "schedule explain"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "queue" 0' -a '(__jobservice_names "queue")'
complete -c jobservice -n '__jobservice_at "queue"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "queue"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "queue list"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "queue list"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "queue list"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "queue list"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "queue list"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "queue list"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "queue list"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "queue list"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "queue list"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "queue list"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "queue list"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "queue list"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "queue list"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "queue list"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "queue list"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "queue pause"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "queue pause"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "queue pause"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "queue pause"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "queue pause"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "queue pause"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "queue pause"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "queue pause"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "queue pause"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "queue pause"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "queue pause"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "queue pause"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "queue pause"' -f -k -a '(__jobservice_live queues)'
complete -c jobservice -n '__jobservice_at "queue resume"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "queue resume"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "queue resume"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "queue resume"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "queue resume"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "queue resume"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "queue resume"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "queue resume"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "queue resume"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "queue resume"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "queue resume"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "queue resume"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "queue resume"' -f -k -a '(__jobservice_live queues)'
complete -c jobservice -n '__jobservice_at "queue purge"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "queue purge"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "queue purge"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "queue purge"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "queue purge"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "queue purge"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "queue purge"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "queue purge"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "queue purge"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "queue purge"' -s y -l yes -d 'Do not ask.'
complete -c jobservice -n '__jobservice_at "queue purge"' -l dry-run -d 'Say how many jobs would be stopped, and do nothing to them.'
complete -c jobservice -n '__jobservice_at "queue purge"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "queue purge"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "queue purge"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "queue purge"' -f -k -a '(__jobservice_live queues)'
complete -c jobservice -n '__jobservice_at "admin" 0' -a '(__jobservice_names "admin")'
complete -c jobservice -n '__jobservice_at "admin"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "admin"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "admin config" 0' -a '(__jobservice_names "admin config")'
complete -c jobservice -n '__jobservice_at "admin config"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "admin config"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "admin config show"' -s c -l config -r -F -d 'The configuration file.'
complete -c jobservice -n '__jobservice_at "admin config show"' -s o -l output -r -f -a 'yaml json' -d 'How to print: yaml, json. Default: yaml.'
complete -c jobservice -n '__jobservice_at "admin config show"' -l changed -d 'Only what differs from the defaults.'
complete -c jobservice -n '__jobservice_at "admin config show"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "admin config show"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "admin config show"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "admin config check"' -s c -l config -r -F -d 'The configuration file.'
complete -c jobservice -n '__jobservice_at "admin config check"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "admin config check"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "admin config check"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "admin types"' -l all -d 'Also the types that no living pool registers.'
complete -c jobservice -n '__jobservice_at "admin types"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "admin types"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "admin types"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "admin types"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "admin types"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "admin types"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "admin types"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "admin types"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "admin types"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "admin types"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "admin types"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "admin types"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "admin types"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "admin types"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "admin types"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "admin types" 0' -f -k -a '(__jobservice_live types)'
complete -c jobservice -n '__jobservice_at "admin workers"' -l busy -d 'Only workers that run a job.'
complete -c jobservice -n '__jobservice_at "admin workers"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "admin workers"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "admin workers"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "admin workers"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "admin workers"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "admin workers"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "admin workers"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "admin workers"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "admin workers"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "admin workers"' -l direct -d 'Go straight to the Redis that the configuration file names, as when the API is down.'
complete -c jobservice -n '__jobservice_at "admin workers"' -l redis -r -f -d 'Go straight to this Redis: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the one that the service has started.'
complete -c jobservice -n '__jobservice_at "admin workers"' -l namespace -r -f -d 'With --direct or --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "admin workers"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "admin workers"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "admin workers"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -l logger -r -f -d 'The logger, such as io.jobservice.redis; those below it follow it.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -s o -l output -r -f -a 'table json jsonl id' -d 'How to print: table, json, jsonl, id. Default: table; submit prints the id, wait the result.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -l fields -r -f -d 'Only these fields, by their names in the API, separated by commas.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -l utc -d 'Print times in UTC, as is done off a terminal.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -s q -l quiet -d 'Print results and errors alone: no headings, hints, summaries or progress.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -l color -r -f -a 'auto always never' -d 'When to use colours: auto, always, never.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -l no-color -d 'The same as --color never.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "admin log-level"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "admin log-level" 0' -f -a 'DEBUG INFO WARNING ERROR FATAL'
complete -c jobservice -n '__jobservice_at "admin completion"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "admin completion"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "admin completion"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "admin completion" 0' -f -a 'bash zsh fish'
complete -c jobservice -n '__jobservice_at "help"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "help"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "help"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "help"' -a '(__jobservice_explained)'
complete -c jobservice -n '__jobservice_at "version"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "version"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "version"' -s v -l verbose -d 'Show the stack trace of an error.'
