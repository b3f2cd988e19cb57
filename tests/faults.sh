#!/bin/sh
# tests/faults.sh DENT: what can be wrong with files, words, folders, ports,
# fonts, screens and disks. Each gives one sentence that says what to do, an
# exit code where Dent cannot go on, and nothing that was kept is lost.
set -eu
dent=$(realpath "${1:?usage: tests/faults.sh DENT}")
here=$(cd "$(dirname "$0")/faults" && pwd)
# shellcheck source=tests/faults/help.sh
. "$here/help.sh"
deck=$here/deck.yaml

# A start without a stage that is refused.
quick() { # SENTENCE CODE PATTERN OPTIONS...
    title=$1 wanted_code=$2 wanted_text=$3
    shift 3
    refuses "$title" "$wanted_code" "$wanted_text" "$dent" run \
        --display none --port "$port" --pin 123456 "$@"
}

# -- Words -------------------------------------------------------------------

refuses "an unknown verb" 2 'dent help' "$dent" sing
refuses "an unknown option" 2 'dent help' "$dent" run --colour
refuses "an option of another verb" 2 'dent help' "$dent" sessions --port 8080
refuses "a value that does not fit" 2 '65535' "$dent" run --port many
refuses "a value out of range" 2 '65535' "$dent" run --port 70000
refuses "a display that is none" 2 'wayland' "$dent" run --display paper
refuses "a PIN of five digits" 2 'six digits' "$dent" run --pin 12345
refuses "a missing value" 2 'needs a value' "$dent" run --deck
refuses "one word too many" 2 'too many' "$dent" audit one two three
refuses "an export without a folder" 2 'to DIR' "$dent" export last
check "help is no fault" quietly "$dent" help

# -- Decks -------------------------------------------------------------------

code=0
"$dent" check "$here/faulty.yaml" >"$work/out" 2>"$work/err" || code=$?
places=$(grep -cE "^$here/faulty.yaml:[0-9]+:[0-9]+: ." "$work/err") || true
lines=$(cut -d: -f2 "$work/err" | grep -E '^[0-9]+$' | sort -un | tr '\n' ' ')
check "dent check lists all faults with line and column" \
    [ "$code $places $lines" = "1 4 2 6 13 14 " ]
quick "a deck with faults" 1 'line 2:.*dent check' \
    --data "$work/decks" --deck "$here/faulty.yaml"
quick "an unknown deck" 1 'dent decks' --data "$work/decks" --deck nothing
quick "a deck that is no file" 1 'dent decks|cannot be read|folder' \
    --data "$work/decks" --deck "$work"
refuses "checking a file that is not there" 1 'fault|read' \
    sh -c "\"\$0\" check '$work/none.yaml' 2>&1 | tail -n 1 >&2; exit 1" "$dent"

shot() { # SENTENCE PATTERN OPTIONS...
    title=$1 wanted_text=$2
    shift 2
    refuses "$title" 1 "$wanted_text" "$dent" shot --deck "$deck" "$@"
}
shot "a shot of an unknown exercise" 'no exercise' --exercise no --out a.png
shot "a shot of an unknown phase" 'no phase' \
    --exercise word --phase fours --out a.png
shot "a shot that cannot be written" 'written|folder' --out "$work/no/a.png"
refuses "a shot of no known form" 2 '.png, .svg or .txt' \
    "$dent" shot --out a.gif

# -- Folders -----------------------------------------------------------------

: >"$work/file"
quick "a file in place of the data folder" 1 '[-]-data' \
    --data "$work/file" --deck "$deck"
quick "a data folder below a file" 1 '[-]-data' \
    --data "$work/file/data" --deck "$deck"
quick "a data folder that nobody can make" 1 '[-]-data' \
    --data /proc/dent --deck "$deck"
refuses "no HOME" 1 '[-]-data' env -u HOME -u XDG_DATA_HOME "$dent" run \
    --display none --port "$port" --deck "$deck"
refuses "an export from nothing" 1 '.' \
    "$dent" export last --data "$work/empty" --to "$work/results"
check "and it makes no folder" [ ! -e "$work/empty" ]
refuses "an audit of nothing" 1 '.' sh -c \
    "\"\$0\" audit '$work/none' 2>&1 | head -n 1 | sed 's/^dent: //;s/^/dent: /' >&2; exit 1" "$dent"

# -- Two at once -------------------------------------------------------------

check "a session with a vote" begin_vote "$work/one" alpha
quick "a port in use" 1 '[-]-port' --data "$work/two" --deck "$deck"
refuses "another Dent on the same folder" 1 'Another Dent.*--data' "$dent" run \
    --display none --port $((port + 1)) --data "$work/one" --deck "$deck"
check "the first goes on" is_kept beta
check "export beside a running Dent" \
    quietly "$dent" export last --data "$work/one" --to "$work/beside"
check "its audit" quietly "$dent" audit "$work/beside"
check "the vote is in it" grep -q 'beta' "$work/beside/ballots.csv"

# -- Stopping, going on ------------------------------------------------------

vote_on() { # a guest in a hurry, until the signal has come
    for i in 1 2 3 4 5 6 7 8; do
        vote "quick$i"
        [ "$status" != 200 ] || echo "quick$i" >"$work/last"
        [ "$status" = 200 ] || [ "$status" = 429 ] || return 0
    done
}
vote_on &
voter=$!
sleep 0.05
stop
wait "$voter" || true
check "SIGTERM while voting ends with 0" [ "$code" = 0 ]
last=$(cat "$work/last" 2>/dev/null || echo beta)
id=$("$dent" sessions --data "$work/one" | awk 'NR == 1 { print $1 }')
check "it can be gone on with by its id" start "$work/one" --resume "$id"
check "the last kept vote is there" has_word "$last"
stop
quick "going on with an unknown session" 1 'no session|sessions' \
    --data "$work/one" --deck "$deck" --resume 20200101-0000-abcd
start "$work/one" --resume last || true
host_in
end_session() {
    version=$(fetch /host/state "$host" | member version)
    post /host/command "$host" \
        "{\"id\":\"end-it-$1\",\"version\":$version,\"do\":\"$2\"}" >/dev/null
}
end_session 1 next
end_session 2 next
end_session 3 end
is_ended() { "$dent" sessions --data "$work/one" | grep -q "^$id .*closed"; }
check "the host closes the session" await is_ended
stop
quick "going on with a closed session" 1 'dent export' \
    --data "$work/one" --deck "$deck" --resume "$id"
check "its results are still had" \
    quietly "$dent" export "$id" --data "$work/one" --to "$work/closed"
secrets() {
    sqlite3 "$work/one/dent.db" "SELECT count(*) FROM secret JOIN session
        ON session = number WHERE session.id = '$id'"
}
sqlite3 "$work/one/dent.db" "UPDATE session SET is_closed = 0 WHERE id = '$id';
    INSERT INTO secret SELECT number, randomblob(32) FROM session
    WHERE id = '$id'"
check "a secret left behind by a crash" [ "$(secrets)" = 1 ]
start "$work/one" || true
stop
check "is forgotten at the next start" [ "$(secrets)" = 0 ]
check "and the session is closed" is_ended
refuses "an export into a file" 1 'export|folder|--to' \
    "$dent" export "$id" --data "$work/one" --to "$work/file"
refuses "an export of an unknown session" 1 'dent sessions' \
    "$dent" export none --data "$work/one" --to "$work/closed"

# -- Databases ---------------------------------------------------------------

check "another session with a vote" begin_vote "$work/base" gamma
stop
check "a start without going on begins a new one" start "$work/base"
stop
check "which hides nothing while it is empty" start "$work/base" --resume last
check "with the vote in place" has_word gamma
stop
cp -r "$work/base" "$work/newer"
sqlite3 "$work/newer/dent.db" 'PRAGMA user_version = 99'
before=$(sha256sum <"$work/newer/dent.db")
quick "a database from a newer version" 1 'newer Dent.*--data' \
    --data "$work/newer" --deck "$deck"
check "it is left as it was" \
    [ "$before" = "$(sha256sum <"$work/newer/dent.db")" ]
mkdir "$work/other"
sqlite3 "$work/other/dent.db" 'CREATE TABLE recipes(name TEXT)'
quick "a database of another program" 1 '[-]-data' \
    --data "$work/other" --deck "$deck"

damaged_goes_on() { # NAME: Dent starts, and the damaged file is kept as it was
    before=$(sha256sum <"$work/$1/dent.db")
    start "$work/$1" --resume last || return 1
    aside=$(find "$work/$1" -name 'dent.db.corrupt-*' ! -name '*-wal')
    [ -n "$aside" ] && [ "$before" = "$(sha256sum <"$aside")" ] &&
        grep -q 'damaged and is kept as' "$work/err"
}
cp -r "$work/base" "$work/head"
printf 'This is no database at all.' |
    dd of="$work/head/dent.db" conv=notrunc 2>/dev/null
check "a database that is none is set aside" damaged_goes_on head
check "a new one begins" open_vote
stop
cp -r "$work/base" "$work/page"
page=$(sqlite3 "$work/page/dent.db" \
    "SELECT rootpage FROM sqlite_schema WHERE name = 'record_id'")
dd if=/dev/zero of="$work/page/dent.db" bs=4096 seek=$((page - 1)) count=1 \
    conv=notrunc 2>/dev/null
check "a damaged page: set aside, and it serves" damaged_goes_on page
check "with the vote that was kept" has_word gamma
check "and votes are kept again" is_kept epsilon
stop

# -- Fonts and screens -------------------------------------------------------

cat >"$work/fonts.conf" <<END
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>$work/cache</cachedir></fontconfig>
END
refuses "no font" 1 '[Ff]ont.*[Ii]nstall|[Ii]nstall.*font' \
    env FONTCONFIG_FILE="$work/fonts.conf" "$dent" run --display offscreen \
    --port "$port" --data "$work/fonts" --deck "$deck"
refuses "no X display" 1 '[-]-display none' env -u DISPLAY "$dent" run \
    --display x11 --port "$port" --data "$work/screen" --deck "$deck"
refuses "no Wayland display" 1 '[-]-display none' \
    env -u WAYLAND_DISPLAY XDG_RUNTIME_DIR="$work" "$dent" run \
    --display wayland --port "$port" --data "$work/screen" --deck "$deck"
if [ -e /dev/dri ]; then
    echo "skip no display at all: this machine has a graphics card"
else
    env -u DISPLAY -u WAYLAND_DISPLAY "$dent" run --port "$port" --pin 123456 \
        --data "$work/screen" --deck "$deck" >"$work/out" 2>"$work/err" &
    pid=$!
    check "without a display the room is served all the same" await is_serving
    check "and says so" grep -q 'without a stage\|no display' "$work/err"
    stop
    check "and ends with 0" [ "$code" = 0 ]
fi

# -- Standard streams --------------------------------------------------------

"$dent" run --display none --data "$work/streams" --port "$port" \
    --pin 123456 --deck "$deck" <&- >&- 2>&- &
pid=$!
check "no stdin, stdout nor stderr: it serves" await is_serving
votes_well() { open_vote && guest_in && is_kept delta && has_word delta; }
check "and votes are kept" votes_well
stop
check "and it ends with 0" [ "$code" = 0 ]
check "and it can be gone on with" start "$work/streams" --resume last
check "with the vote in place" has_word delta
stop

# A reader of what Dent says that goes away, as in: dent 2>&1 | head -n 1
mkfifo "$work/pipe"
head -c 1 "$work/pipe" >/dev/null &
reader=$!
"$dent" run --display none --data "$work/pipes" --port "$port" --pin 123456 \
    --deck "$deck" >"$work/pipe" 2>&1 &
pid=$!
wait "$reader"
check "nobody reads what it says: it serves" await is_serving
check "and votes are kept" votes_well
stop
check "and it ends with 0" [ "$code" = 0 ]

# -- A full disk -------------------------------------------------------------

full_disk() { # COMMAND... that makes a namespace
    "$@" true 2>/dev/null || return 1
    "$@" sh "$here/full-disk.sh" "$dent" "$work/full" || true
    if [ -s "$work/full" ]; then
        read -r full_passes full_failures <"$work/full"
        passes=$((passes + full_passes))
        failures=$((failures + full_failures))
    else
        fail "the full disk's own script came to no end"
    fi
}
full_disk unshare -m || full_disk unshare -rm ||
    echo "skip a full disk: this user may not mount"

echo "$passes passed, $failures failed"
[ "$failures" -eq 0 ]
