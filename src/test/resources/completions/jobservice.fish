# Completion of jobservice for fish, from 3.0 on.
# Generated from the command line. See GeneratedFilesTest.

# Prints the commands below the command $argv[1], each with what it is for.
function __jobservice_names
    switch "$argv[1]"
@NAMES@
    end
end

# Whether the value of the option $argv[2] of the command $argv[1] is the next word.
function __jobservice_takes
    switch "$argv[1] $argv[2]"
@TAKES@
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
@COMMANDS@
