# What faults.sh and full-disk.sh share: a folder of their own, Dent started
# and stopped, votes sent with curl. To be sourced, with $dent and $here, the
# folder of this file, set.
# shellcheck shell=sh
# shellcheck disable=SC2154,SC2034
work=$(mktemp -d)
port=$((10000 + $$ % 20000)) # below those that connections are given
pid=
code=0 host='' guest='' answer='' status=''
failures=0
passes=0

finish() {
    [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

pass() {
    echo "ok   $1"
    passes=$((passes + 1))
}
fail() {
    echo "FAIL $1"
    [ -z "${2:-}" ] || printf '%s\n' "$2" | sed 's/^/     /'
    failures=$((failures + 1))
}
quietly() { "$@" >/dev/null 2>&1; }
check() { # SENTENCE COMMAND...
    sentence=$1
    shift
    if "$@"; then pass "$sentence"; else fail "$sentence" "failed: $*
answer: $answer
$(tail -n 5 "$work/err" 2>/dev/null)"; fi
}

# The lines on standard error that are no log.
sentences() { grep -v '^dent: \(info\|warn\|warning\|error\): ' "$1" || true; }

# refuses SENTENCE CODE PATTERN COMMAND...: ends by itself with CODE, and
# standard error has one sentence, which fits PATTERN.
refuses() {
    sentence=$1 wanted=$2 pattern=$3
    shift 3
    code=0
    timeout 20 "$@" </dev/null >"$work/out" 2>"$work/err" || code=$?
    said=$(sentences "$work/err")
    lines=$(printf '%s\n' "$said" | grep -c .) || true
    if [ "$code" -eq "$wanted" ] && [ "$lines" -eq 1 ] &&
        printf '%s\n' "$said" | grep -Eq "^dent: .*($pattern)"; then
        pass "$sentence: ${said#dent: }"
    else
        fail "$sentence" "exit $code, standard error: $(cat "$work/err")"
    fi
}

# Waits at most 10 s for a command to come true.
await() {
    turns=0
    until "$@"; do
        turns=$((turns + 1))
        [ "$turns" -lt 200 ] || return 1
        sleep 0.05
    done
}
is_alive() { kill -0 "$pid" 2>/dev/null; }
is_serving() { curl -s -f -m 5 -o /dev/null "http://127.0.0.1:$port/"; }
is_up_or_gone() { is_serving || ! is_alive; }

# start DATA [OPTIONS]: true when it serves.
start() {
    data=$1
    shift
    "$dent" run --display none --data "$data" --port "$port" --pin 123456 \
        --deck "$here/deck.yaml" "$@" </dev/null >"$work/out" 2>"$work/err" &
    pid=$!
    await is_up_or_gone && is_alive
}
# Its exit code in $code.
stop() {
    code=0
    kill -TERM "$pid" 2>/dev/null || true
    if await is_gone; then
        wait "$pid" || code=$?
    else
        code=hangs
        kill -9 "$pid"
    fi
    pid=
}
# A child that has ended stays as a zombie until it is waited for.
is_gone() {
    ! is_alive || grep -q '^State:.*Z' "/proc/$pid/status" 2>/dev/null
}

post() { # PATH TOKEN JSON: the status on the first line, then the body
    curl -s -m 5 -w '\n%{http_code}' -H 'Content-Type: application/json' \
        -H "Authorization: Bearer $2" -d "$3" "http://127.0.0.1:$port$1" |
        awk '{ line[NR] = $0 } END { print line[NR]; print line[1] }'
}
fetch() { # PATH TOKEN
    curl -s -m 5 -H "Authorization: Bearer $2" "http://127.0.0.1:$port$1"
}
member() { # NAME: a text or a number out of JSON on standard input
    sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" | head -n 1
}
host_in() { host=$(post /host/login none '{"pin":"123456"}' | member token); }
guest_in() { guest=$(post /join none '{"name":"Kim"}' | member token); }
open_vote() {
    host_in
    version=$(fetch /host/state "$host" | member version)
    post /host/command "$host" \
        "{\"id\":\"open-vote\",\"version\":$version,\"do\":\"next\"}" |
        grep -q '"done":true'
}
vote() { # WORD [ID]: the answer in $answer, its status in $status
    answer=$(post /ballot "$guest" "{\"id\":\"${2:-click-$1}\",
        \"exercise\":\"word\",\"round\":1,\"answer\":{\"words\":[\"$1\"]}}")
    status=$(printf '%s\n' "$answer" | head -n 1)
}
is_kept() {
    vote "$@"
    [ "$status" = 200 ]
}
has_word() { fetch /mine "$guest" | grep -q "\"words\":\[\"$1\"\]"; }
# From no Dent to a vote with one kept word.
begin_vote() { # DATA WORD
    start "$1" && open_vote && guest_in && is_kept "$2"
}
