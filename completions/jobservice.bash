# Completion of jobservice for bash, from 3.2 on. To be sourced.
# Generated from the command line. See GeneratedFilesTest.

# What may follow the command $1: the names of commands and options, the kinds of its arguments
# (the last one again and again), and the kind of the value of its option $2: empty for none, and
# with a question mark for one that only a = brings.
_jobservice_model() {
  commands='' options='' arguments=() kind=''
  case $1 in
    '')
      commands='serve submit list stats why log wait stop cancel retry schedule queue hook admin help version'
      options='-h --help -V --version'
      ;;
    'serve')
      options='-c --config --check -h --help -V --version -v --verbose'
      case $2 in
        -c | --config) kind='files' ;;
      esac
      ;;
    'submit')
      options='-p --param --params -f --file --delay --at --unique --hook --max-fails --after --after-status --idempotency-key --cron --misfire --overlap --dry-run --follow --wait --timeout -o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live types' text)
      case $2 in
        -p | --param) kind='live parameters' ;;
        --params | --delay | --at | --hook | --max-fails | --idempotency-key | --cron | --timeout | --fields | --url | --redis | --namespace) kind='text' ;;
        -f | --file | -c | --config | --secret-file) kind='files' ;;
        --after) kind='live, ids' ;;
        --after-status) kind='words success any' ;;
        --misfire) kind='words fire_once skip fire_all' ;;
        --overlap) kind='words allow forbid' ;;
        -o | --output) kind='words table json jsonl id' ;;
        --color) kind='words auto always never' ;;
      esac
      ;;
    'list')
      options='--status --name --kind --since --until --error --upcoming --limit -o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      case $2 in
        --status) kind='words, Pending Scheduled Running Success Error Stopped Cancelled' ;;
        --name) kind='live, types' ;;
        --kind) kind='words, Generic Scheduled Periodic' ;;
        --since | --until | --error | --limit | --fields | --url | --redis | --namespace) kind='text' ;;
        -o | --output) kind='words table json jsonl id' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'stats')
      options='--exit-status -w --watch --interval -o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live ids' text)
      case $2 in
        --interval | --fields | --url | --redis | --namespace) kind='text' ;;
        -o | --output) kind='words table json jsonl id' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'why')
      options='-o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live ids' text)
      case $2 in
        -o | --output) kind='words table json jsonl id' ;;
        --fields | --url | --redis | --namespace) kind='text' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'log')
      options='-f --follow --tail --since --until --attempt --level --grep --timestamps -o --output --exit-status -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live ids' text)
      case $2 in
        --tail | --since | --until | --attempt | --grep | --url | --redis | --namespace) kind='text' ;;
        --level) kind='words DEBUG INFO WARNING ERROR FATAL' ;;
        -o | --output) kind='words text json' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'wait')
      options='--timeout --follow -o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live ids')
      case $2 in
        --timeout | --fields | --url | --redis | --namespace) kind='text' ;;
        -o | --output) kind='words table json jsonl id' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'stop')
      options='--status --name --kind --since --until --error -y --yes --dry-run --wait --timeout -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace --cascade -h --help -V --version -v --verbose'
      arguments=('live ids')
      case $2 in
        --status) kind='words, Pending Scheduled Running Success Error Stopped Cancelled' ;;
        --name) kind='live, types' ;;
        --kind) kind='words, Generic Scheduled Periodic' ;;
        --since | --until | --error | --timeout | --url | --redis | --namespace) kind='text' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'cancel')
      options='--status --name --kind --since --until --error -y --yes --dry-run --wait --timeout -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live ids')
      case $2 in
        --status) kind='words, Pending Scheduled Running Success Error Stopped Cancelled' ;;
        --name) kind='live, types' ;;
        --kind) kind='words, Generic Scheduled Periodic' ;;
        --since | --until | --error | --timeout | --url | --redis | --namespace) kind='text' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'retry')
      options='--status --name --kind --since --until --error -y --yes --dry-run --wait --timeout -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live ids')
      case $2 in
        --status) kind='words, Pending Scheduled Running Success Error Stopped Cancelled' ;;
        --name) kind='live, types' ;;
        --kind) kind='words, Generic Scheduled Periodic' ;;
        --since | --until | --error | --timeout | --url | --redis | --namespace) kind='text' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'schedule')
      commands='list show pause resume change executions explain'
      options='-h --help -V --version'
      ;;
    'schedule list')
      options='-n --limit -o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      case $2 in
        -n | --limit | --fields | --url | --redis | --namespace) kind='text' ;;
        -o | --output) kind='words table json jsonl id' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'schedule show')
      options='-o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live policies' text)
      case $2 in
        -o | --output) kind='words table json jsonl id' ;;
        --fields | --url | --redis | --namespace) kind='text' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'schedule pause')
      options='-q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live policies')
      case $2 in
        --color) kind='words auto always never' ;;
        --url | --redis | --namespace) kind='text' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'schedule resume')
      options='-q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live policies')
      case $2 in
        --color) kind='words auto always never' ;;
        --url | --redis | --namespace) kind='text' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'schedule change')
      options='--cron --misfire --overlap -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live policies' text)
      case $2 in
        --cron | --url | --redis | --namespace) kind='text' ;;
        --misfire) kind='words fire_once skip fire_all' ;;
        --overlap) kind='words allow forbid' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'schedule executions')
      options='--upcoming --live --status -n --limit -o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live policies' text)
      case $2 in
        --status) kind='words, Pending Scheduled Running Success Error Stopped Cancelled' ;;
        -n | --limit | --fields | --url | --redis | --namespace) kind='text' ;;
        -o | --output) kind='words table json jsonl id' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'schedule explain')
      options='-n --next -o --output --fields --utc -q --quiet --color --no-color -h --help -V --version -v --verbose'
      arguments=('text' text)
      case $2 in
        -n | --next | --fields) kind='text' ;;
        -o | --output) kind='words table json jsonl id' ;;
        --color) kind='words auto always never' ;;
      esac
      ;;
    'queue')
      commands='list pause resume purge'
      options='-h --help -V --version'
      ;;
    'queue list')
      options='-o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      case $2 in
        -o | --output) kind='words table json jsonl id' ;;
        --fields | --url | --redis | --namespace) kind='text' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'queue pause')
      options='-q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live queues')
      case $2 in
        --color) kind='words auto always never' ;;
        --url | --redis | --namespace) kind='text' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'queue resume')
      options='-q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live queues')
      case $2 in
        --color) kind='words auto always never' ;;
        --url | --redis | --namespace) kind='text' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'queue purge')
      options='-q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -y --yes --dry-run -h --help -V --version -v --verbose'
      arguments=('live queues')
      case $2 in
        --color) kind='words auto always never' ;;
        --url | --redis | --namespace) kind='text' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'hook')
      commands='list redeliver test'
      options='-h --help -V --version'
      ;;
    'hook list')
      options='--job --dead -n --limit -o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      case $2 in
        --job) kind='live ids' ;;
        -n | --limit | --fields | --url | --redis | --namespace) kind='text' ;;
        -o | --output) kind='words table json jsonl id' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'hook redeliver')
      options='--dead -y --yes --dry-run -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live hooks')
      case $2 in
        --color) kind='words auto always never' ;;
        --url | --redis | --namespace) kind='text' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'hook test')
      options='-q --quiet --color --no-color --url -c --config --secret-file -h --help -V --version -v --verbose'
      arguments=('text' text)
      case $2 in
        --color) kind='words auto always never' ;;
        --url) kind='text' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'admin')
      commands='config types workers log-level completion'
      options='-h --help -V --version'
      ;;
    'admin config')
      commands='show check'
      options='-h --help -V --version'
      ;;
    'admin config show')
      options='-c --config -o --output --changed -h --help -V --version -v --verbose'
      case $2 in
        -c | --config) kind='files' ;;
        -o | --output) kind='words yaml json' ;;
      esac
      ;;
    'admin config check')
      options='-c --config -h --help -V --version -v --verbose'
      case $2 in
        -c | --config) kind='files' ;;
      esac
      ;;
    'admin types')
      options='--all -o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      arguments=('live types' text)
      case $2 in
        -o | --output) kind='words table json jsonl id' ;;
        --fields | --url | --redis | --namespace) kind='text' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'admin workers')
      options='--busy -o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file --direct --redis --namespace -h --help -V --version -v --verbose'
      case $2 in
        -o | --output) kind='words table json jsonl id' ;;
        --fields | --url | --redis | --namespace) kind='text' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'admin log-level')
      options='--logger -o --output --fields --utc -q --quiet --color --no-color --url -c --config --secret-file -h --help -V --version -v --verbose'
      arguments=('words DEBUG INFO WARNING ERROR FATAL' text)
      case $2 in
        --logger | --fields | --url) kind='text' ;;
        -o | --output) kind='words table json jsonl id' ;;
        --color) kind='words auto always never' ;;
        -c | --config | --secret-file) kind='files' ;;
      esac
      ;;
    'admin completion')
      options='-h --help -V --version -v --verbose'
      arguments=('words bash zsh fish' text)
      ;;
    'help')
      options='-h --help -V --version -v --verbose'
      ;;
    'version')
      options='-h --help -V --version -v --verbose'
      ;;
  esac
}

# Offers what begins with the word $3, all of it after $2, from the values of the kind $1.
_jobservice_offer() {
  local from=${1%% *} head=$2 text=$3 value
  if [[ $from == *, ]]; then
    [[ $text == *,* ]] && head=$head${text%,*}, && text=${text##*,}
  fi
  while IFS= read -r value; do
    [[ $value == "$text"* ]] && COMPREPLY+=("$head$value")
  done < <(_jobservice_values "$from" "${1#* }" "$text")
  [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2> /dev/null
  case $from in
    live | live,) compopt -o nosort 2> /dev/null ;;
    files) compopt -o filenames 2> /dev/null ;;
  esac
}

# Prints values from $1: of these words, of what the service calls so, or the files that begin so.
_jobservice_values() {
  case $1 in
    words | words,) printf '%s\n' $2 ;;
    live | live,) _jobservice_live "$2" ;;
    files) compgen -f -- "$3" ;;
  esac
}

# The service knows; the program asks it, and gives up before anybody waits.
_jobservice_live() {
  local program=${words[0]}
  type -P "$program" > /dev/null || program=jobservice
  "$program" __complete "$1" "${words[@]:1:${#words[@]}-2}" 2> /dev/null < /dev/null
}

# Puts together in words what bash took apart at = and the like, up to the cursor, without quotes.
_jobservice_words() {
  local line=${COMP_LINE:0:COMP_POINT} piece
  words=()
  for piece in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
    if [[ ${#words[@]} -eq 0 || $line == [[:space:]]* ]]; then
      line=${line#"${line%%[![:space:]]*}"}
      words+=('')
    fi
    [[ $line == "$piece"* ]] || piece=$line
    line=${line#"$piece"}
    case $piece in
      \'*\' | \"*\") piece=${piece:1:${#piece}-2} ;;
      \'* | \"*) piece=${piece:1} ;;
      *) piece=${piece//\\/} ;;
    esac
    words[${#words[@]}-1]+=$piece
  done
}

_jobservice() {
  local -a words arguments
  local commands options kind IFS=$' \t\n'
  COMPREPLY=()
  _jobservice_words
  local last=$((${#words[@]} - 1)) i
  for ((i = 1; i < last; i++)); do
    [[ ${words[i]} == '~/'* ]] && words[i]=$HOME/${words[i]:2}
  done

  local command='' option='' ended='' count=0 helping='' word current=${words[last]}
  _jobservice_model ''
  for ((i = 1; i < last; i++)); do
    word=${words[i]}
    if [[ $option ]]; then
      option=''
    elif [[ ! $ended && $word == -- ]]; then
      ended=yes
    elif [[ ! $ended && $word == -?* ]]; then
      _jobservice_model "$command" "$word"
      [[ $kind && $kind != \?* ]] && option=$word
    elif [[ $count -eq 0 && ! $command && ! $helping && $word == help ]]; then
      helping=yes
    elif [[ $count -eq 0 && " $commands " == *" $word "* ]]; then
      command=${command:+$command }$word
      _jobservice_model "$command"
    else
      count=$((count + 1))
    fi
  done

  [[ $helping && $current == -* ]] && command=help
  _jobservice_model "$command" "${option:-${current%%=*}}"
  if [[ $option ]]; then
    _jobservice_offer "$kind" '' "$current"
  elif [[ ! $ended && $current == --*=* ]]; then
    _jobservice_offer "${kind#\?}" "${current%%=*}=" "${current#*=}"
  elif [[ ! $ended && $current == -* ]]; then
    _jobservice_offer "words $options" '' "$current"
  elif [[ $commands ]]; then
    [[ $count -eq 0 ]] && _jobservice_offer "words $commands" '' "$current"
  elif [[ ! $helping && ${#arguments[@]} -gt 0 ]]; then
    [[ $count -lt ${#arguments[@]} ]] || count=$((${#arguments[@]} - 1))
    _jobservice_offer "${arguments[count]}" '' "$current"
  fi

  # Readline replaces only what follows the last character that it breaks words at.
  local mark cut=''
  for mark in = : @; do
    if [[ $COMP_WORDBREAKS == *$mark* && $current == *$mark* ]]; then
      word=${current%"$mark"*}$mark
      [[ ${#word} -gt ${#cut} ]] && cut=$word
    fi
  done
  for i in "${!COMPREPLY[@]}"; do
    COMPREPLY[i]=${COMPREPLY[i]#"$cut"}
  done
}

complete -F _jobservice jobservice
