# Completion of jobservice for bash, from 3.2 on. To be sourced.
# Generated from the command line. See GeneratedFilesTest.

# What may follow the command $1: the names of commands and options, the kinds of its arguments
# (the last one again and again), and the kind of the value of its option $2: empty for none, and
# with a question mark for one that only a = brings.
_jobservice_model() {
  commands='' options='' arguments=() kind=''
  case $1 in
@MODEL@
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
