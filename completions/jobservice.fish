# Completion of jobservice for fish, from 3.0 on.
# Generated from the command line. See GeneratedFilesTest.

# Prints the commands below the command $argv[1], each with what it is for.
function __jobservice_names
    switch "$argv[1]"
        case ''
            printf '%s\t%s\n' \
                serve 'Run the service: a worker pool on Redis and the HTTP API' \
                submit 'Submit a job and print its id' \
                stop 'Stop jobs for good' \
                cancel 'Cancel jobs: end their run, but keep them for \'retry\'' \
                retry 'Run jobs again that failed for good or were cancelled' \
                stats 'Show the state of a job, or without an id that of the worker pools' \
                list 'List jobs, the newest first' \
                log 'Print the log of a job' \
                help 'Show the help of a command, or of the program'
    end
end

# Whether the value of the option $argv[2] of the command $argv[1] is the next word.
function __jobservice_takes
    switch "$argv[1] $argv[2]"
        case 'serve -c' 'serve --config'
            return 0
        case 'submit -p' 'submit --param' 'submit --params' 'submit --delay' 'submit --hook' 'submit --max-fails' 'submit --idempotency-key' 'submit --timeout' 'submit -o' 'submit --output' 'submit --url' 'submit -c' 'submit --config' 'submit --secret-file'
            return 0
        case 'stop --timeout' 'stop --url' 'stop -c' 'stop --config' 'stop --secret-file' 'stop --redis' 'stop --namespace'
            return 0
        case 'cancel --timeout' 'cancel --url' 'cancel -c' 'cancel --config' 'cancel --secret-file' 'cancel --redis' 'cancel --namespace'
            return 0
        case 'retry --timeout' 'retry --url' 'retry -c' 'retry --config' 'retry --secret-file' 'retry --redis' 'retry --namespace'
            return 0
        case 'stats -o' 'stats --output' 'stats --url' 'stats -c' 'stats --config' 'stats --secret-file' 'stats --redis' 'stats --namespace'
            return 0
        case 'list --status' 'list --name' 'list --since' 'list --until' 'list --limit' 'list -o' 'list --output' 'list --url' 'list -c' 'list --config' 'list --secret-file' 'list --redis' 'list --namespace'
            return 0
        case 'log --url' 'log -c' 'log --config' 'log --secret-file'
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
complete -c jobservice -n '__jobservice_at "submit"' -s p -l param -r -f -d 'A parameter of the job; KEY:=VALUE for text. May be repeated.'
complete -c jobservice -n '__jobservice_at "submit"' -l params -r -f -d 'All parameters as a JSON object: as it is, in a file, or on standard input.'
complete -c jobservice -n '__jobservice_at "submit"' -l delay -r -f -d 'Run the job after this time, such as 90s, 2h or 7d, in whole seconds.'
complete -c jobservice -n '__jobservice_at "submit"' -l unique -d 'Refuse the job while one of the same name and parameters is under way.'
complete -c jobservice -n '__jobservice_at "submit"' -l hook -r -f -d 'Where the service is to report each change of the job\'s status.'
complete -c jobservice -n '__jobservice_at "submit"' -l max-fails -r -f -d 'How often the job may fail, 1 to 10000. Default: what its type says.'
complete -c jobservice -n '__jobservice_at "submit"' -l idempotency-key -r -f -d 'A word of your choice: the same submission with the same key, within 24 hours, is the same job.'
complete -c jobservice -n '__jobservice_at "submit"' -l wait -d 'Wait until the job has ended.'
complete -c jobservice -n '__jobservice_at "submit"' -l timeout -r -f -d 'With --wait: how long to wait, such as 90s, 10m or 1h30m. Default: no limit.'
complete -c jobservice -n '__jobservice_at "submit"' -s o -l output -r -f -a 'text json id' -d 'What to print: text, json, id.'
complete -c jobservice -n '__jobservice_at "submit"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "submit"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "submit"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "submit"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "submit"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "submit"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "submit" 0' -f -k -a '(__jobservice_live types)'
complete -c jobservice -n '__jobservice_at "stop"' -l wait -d 'Wait until the job has ended.'
complete -c jobservice -n '__jobservice_at "stop"' -l timeout -r -f -d 'With --wait: how long to wait, such as 90s, 10m or 1h30m. Default: no limit.'
complete -c jobservice -n '__jobservice_at "stop"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "stop"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "stop"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "stop"' -l redis -r -f -d 'Go straight to Redis, as when the API is down: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the Redis that the service has started.'
complete -c jobservice -n '__jobservice_at "stop"' -l namespace -r -f -d 'With --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "stop"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "stop"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "stop"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "stop"' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "cancel"' -l wait -d 'Wait until the job has ended.'
complete -c jobservice -n '__jobservice_at "cancel"' -l timeout -r -f -d 'With --wait: how long to wait, such as 90s, 10m or 1h30m. Default: no limit.'
complete -c jobservice -n '__jobservice_at "cancel"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "cancel"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "cancel"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "cancel"' -l redis -r -f -d 'Go straight to Redis, as when the API is down: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the Redis that the service has started.'
complete -c jobservice -n '__jobservice_at "cancel"' -l namespace -r -f -d 'With --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "cancel"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "cancel"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "cancel"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "cancel"' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "retry"' -l wait -d 'Wait until the job has ended.'
complete -c jobservice -n '__jobservice_at "retry"' -l timeout -r -f -d 'With --wait: how long to wait, such as 90s, 10m or 1h30m. Default: no limit.'
complete -c jobservice -n '__jobservice_at "retry"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "retry"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "retry"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "retry"' -l redis -r -f -d 'Go straight to Redis, as when the API is down: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the Redis that the service has started.'
complete -c jobservice -n '__jobservice_at "retry"' -l namespace -r -f -d 'With --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "retry"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "retry"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "retry"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "retry"' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "stats"' -s o -l output -r -f -a 'text json id' -d 'What to print: text, json, id. Default: text.'
complete -c jobservice -n '__jobservice_at "stats"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "stats"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "stats"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "stats"' -l redis -r -f -d 'Go straight to Redis, as when the API is down: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the Redis that the service has started.'
complete -c jobservice -n '__jobservice_at "stats"' -l namespace -r -f -d 'With --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "stats"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "stats"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "stats"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "stats" 0' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "list"' -l status -r -f -a '(__jobservice_list Pending Scheduled Running Success Error Stopped Cancelled)' -d 'Only jobs in one of these states, in any case, separated by commas: Pending, Scheduled, Running, Success, Error, Stopped, Cancelled.'
complete -c jobservice -n '__jobservice_at "list"' -l name -r -f -k -a '(__jobservice_list (__jobservice_live types))' -d 'Only jobs of one of these types, separated by commas.'
complete -c jobservice -n '__jobservice_at "list"' -l since -r -f -d 'Only jobs submitted at this time or later: how long ago, such as 2h or 7d; a date; or a date and time such as 2026-11-22T09:00, local unless it ends with a zone.'
complete -c jobservice -n '__jobservice_at "list"' -l until -r -f -d 'Only jobs submitted before this time.'
complete -c jobservice -n '__jobservice_at "list"' -l limit -r -f -d 'How many jobs to list at most, 0 for all. Default: 25.'
complete -c jobservice -n '__jobservice_at "list"' -s o -l output -r -f -a 'text json id' -d 'What to print: text, json, id. Default: text.'
complete -c jobservice -n '__jobservice_at "list"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "list"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "list"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "list"' -l redis -r -f -d 'Go straight to Redis, as when the API is down: redis://[USER:PASSWORD@]HOST[:PORT][/DB], or the word embedded for the Redis that the service has started.'
complete -c jobservice -n '__jobservice_at "list"' -l namespace -r -f -d 'With --redis: the namespace of the service.'
complete -c jobservice -n '__jobservice_at "list"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "list"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "list"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "log"' -l url -r -f -d 'The address of the service: http://HOST:PORT.'
complete -c jobservice -n '__jobservice_at "log"' -s c -l config -r -F -d 'The configuration file of the service, to find address and secret.'
complete -c jobservice -n '__jobservice_at "log"' -l secret-file -r -F -d 'A file that holds the secret of the service.'
complete -c jobservice -n '__jobservice_at "log"' -s h -l help -d 'Show this help message and exit.'
complete -c jobservice -n '__jobservice_at "log"' -s V -l version -d 'Print version information and exit.'
complete -c jobservice -n '__jobservice_at "log"' -s v -l verbose -d 'Show the stack trace of an error.'
complete -c jobservice -n '__jobservice_at "log" 0' -f -k -a '(__jobservice_live ids)'
complete -c jobservice -n '__jobservice_at "help"' -s h -l help -d 'Show usage help for the help command and exit.'
complete -c jobservice -n '__jobservice_at "help"' -a '(__jobservice_explained)'
