#!/bin/sh
# tests/decks.sh DENT: holds every built-in deck with the program itself, thirty
# simulated guests and no display, many times as fast as a room; then exports it
# and counts the export again. All decks run side by side; the longest takes
# about twenty seconds.
set -eu
dent=$(realpath "${1:?usage: tests/decks.sh DENT}")
decks=$(cd "$(dirname "$0")/../assets/decks" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export DENT_DECKS="$decks"

# hold DECK PORT: leaves DECK.ok behind when all of it was right.
hold() {
    deck=$1
    if ! timeout 110 "$dent" run --deck "$deck" --data "$place/$deck" \
        --display none --port "$2" --rehearse 30 --autopilot \
        --speed "${DENT_SPEED:-300}" >"$place/$deck.log" 2>&1; then
        echo "$deck: the session did not come to its end"
        tail -n 5 "$place/$deck.log"
        return
    fi
    if grep -E 'warning|error' "$place/$deck.log"; then
        echo "$deck: the program complained"
        return
    fi
    if ! "$dent" export last --data "$place/$deck" --to "$place/$deck.out" \
        >"$place/$deck.log" 2>&1 ||
        ! "$dent" audit "$place/$deck.out" >"$place/$deck.audit" 2>&1; then
        echo "$deck: its export does not hold"
        head -n 8 "$place/$deck.log" "$place/$deck.audit"
        return
    fi
    rows=$(wc -l <"$place/$deck.out/summary.csv")
    echo "$deck: held, exported and counted again, $rows rows"
    : >"$place/$deck.ok"
}

port=18310
count=0
for file in "$decks"/*.yaml; do
    deck=$(basename "$file" .yaml)
    port=$((port + 1))
    count=$((count + 1))
    hold "$deck" "$port" &
done
wait
held=0
for ok in "$place"/*.ok; do
    [ ! -e "$ok" ] || held=$((held + 1))
done
echo "$held of $count decks held"
[ "$held" -eq "$count" ]
