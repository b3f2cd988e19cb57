#!/bin/sh
# tests/stage.sh BINARY [FOLDER]: the real window under Xvfb, driven by keys as
# a clicker would: the code on the wall is read by zbarimg, PageDown alone runs
# a whole session, Escape and Alt-F4 never leave, an unfinished session is
# offered, a resized window is right, a chime is heard. Screenshots go to FOLDER.
set -eu
dent=$(realpath "$1")
work=$(mktemp -d)
shots=${2:-$work}
mkdir -p "$shots"
port=$((20000 + $$ % 20000))
xvfb_pid=
dent_pid=
failures=0

finish() {
    [ -z "$dent_pid" ] || kill -9 "$dent_pid" 2>/dev/null || true
    [ -z "$xvfb_pid" ] || kill "$xvfb_pid" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

check() { # SENTENCE COMMAND...
    sentence=$1
    shift
    if "$@"; then
        echo "ok   $sentence"
    else
        echo "FAIL $sentence"
        failures=$((failures + 1))
    fi
}

# Waits at most 10 s for a command to come true.
await() {
    turns=0
    until "$@"; do
        turns=$((turns + 1))
        [ "$turns" -lt 100 ] || return 1
        sleep 0.1
    done
}

start_dent() {
    "$dent" --data "$work/data" --port "$port" --pin 123456 "$@" \
        >"$work/out" 2>"$work/err" &
    dent_pid=$!
    await has_window
}
has_window() { xdotool search --name '^Dent$' >/dev/null 2>&1; }
is_alive() { kill -0 "$dent_pid" 2>/dev/null; }
is_serving() { curl -s -m 5 -o /dev/null "http://127.0.0.1:$port/"; }
key() {
    xdotool key --clearmodifiers "$1"
    sleep 0.3 # a second press sooner would count as the same
}
host() { # PATH [JSON]
    if [ $# -gt 1 ]; then
        curl -s -m 5 -H 'Content-Type: application/json' \
            -H "Authorization: Bearer ${token:-}" -d "$2" \
            "http://127.0.0.1:$port$1"
    else
        curl -s -m 5 -H "Authorization: Bearer ${token:-}" \
            "http://127.0.0.1:$port$1"
    fi
}
login() {
    token=$(host /host/login '{"pin":"123456"}' |
        sed -n 's/.*"token":"\([0-9a-f]*\)".*/\1/p')
}
place() { host '/host/state?since=0' | sed -n 's/.*"place":"\([a-z]*\)".*/\1/p'; }
is_place() { [ "$(place)" = "$1" ]; }
shot() { import -window root "$shots/$1.png"; }
reads_code() { zbarimg -q --raw "$shots/$1.png" 2>/dev/null | grep -qi "^http://.*$port/"; }
is_picture() { [ "$(identify -format %k "$shots/$1.png")" -gt 20 ]; }
is_open() { ! has_ended; }
has_ended() { host '/host/state?since=0' | grep -q '"ended":true'; }

Xvfb -screen 0 1920x1080x24 -nolisten tcp -displayfd 3 3>"$work/display" \
    2>/dev/null &
xvfb_pid=$!
await test -s "$work/display"
DISPLAY=:$(cat "$work/display")
export DISPLAY
unset WAYLAND_DISPLAY

start_dent
await is_serving
login
sleep 1
shot lobby
check "the lobby is a picture" is_picture lobby
check "the code on the wall is read by a camera's eye" reads_code lobby
check "the session begins in the lobby" is_place lobby
key Escape
xdotool keydown Escape
sleep 0.5
xdotool keyup Escape
key alt+F4
check "Escape and Alt-F4 do not leave" is_alive
key Escape
key Page_Down
check "PageDown begins" await is_place exercise
sleep 0.5
shot exercise
check "an exercise is a picture" is_picture exercise

kill -9 "$dent_pid"
wait "$dent_pid" 2>/dev/null || true
sleep 0.2
start_dent
sleep 1
shot resume
check "an unfinished session is a picture of its own" is_picture resume
check "nothing is served before the answer" sh -c "! curl -s -m 1 -o /dev/null http://127.0.0.1:$port/"
key Page_Down
await is_serving
login
check "PageDown goes on with it" await is_place exercise

presses=0
until is_place end; do
    presses=$((presses + 1))
    [ "$presses" -lt 40 ] || break
    key Page_Down
done
check "PageDown alone runs the session to its end" await is_place end
key Page_Down
check "a press more does not close it for good" is_open
xdotool keydown Page_Down
sleep 1.6
xdotool keyup Page_Down
check "holding PageDown does" await has_ended
sleep 0.5
shot end
check "the end is a picture" is_picture end
kill "$dent_pid"
code=0
wait "$dent_pid" || code=$?
check "a request to stop ends it well" test "$code" -eq 0

start_dent --windowed
await is_serving
window=$(xdotool search --name '^Dent$' | head -n 1)
xdotool windowsize --sync "$window" 1024 768
sleep 1
shot resized
check "a resized window still shows the code" reads_code resized
kill "$dent_pid"
wait "$dent_pid" || true

# What is heard goes into a file. The end of a vote is closed by hand.
SDL_AUDIODRIVER=disk
SDL_DISKAUDIOFILE=$work/heard
DENT_SOUNDS=$(cd "$(dirname "$0")/../assets/sounds" && pwd)
export SDL_AUDIODRIVER SDL_DISKAUDIOFILE DENT_SOUNDS
heard() { [ "$(tr -d '\000' <"$work/heard" 2>/dev/null | wc -c)" -gt 10000 ]; }
rm -rf "$work/data"
printf '%s\n' 'deck: two' 'title: Two votes' 'exercises:' \
    '  - {id: a, kind: choice, prompt: A?, options: [Y, N], phases: [vote]}' \
    '  - {id: b, kind: choice, prompt: B?, options: [Y, N], phases: [vote]}' \
    >"$work/two.yaml"
start_dent --deck "$work/two.yaml"
await is_serving
login
key m
key Page_Down
await is_place exercise
key Page_Down
sleep 0.5
check "a muted vote ends without a sound" test ! -e "$work/heard"
key m
key Page_Down
key Page_Down
check "a vote that ends is heard" await heard
kill "$dent_pid"
wait "$dent_pid" || true
dent_pid=
if [ -s "$work/err" ]; then
    sed 's/^/  /' "$work/err"
fi
[ "$failures" -eq 0 ]
