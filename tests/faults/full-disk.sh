#!/bin/sh
# tests/faults/full-disk.sh DENT: a disk that fills up while people vote. Runs
# in a mount namespace of its own (unshare -m), on a tmpfs of 6 MB.
set -eu
dent=$1
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/faults/help.sh
. "$here/help.sh"

disk=$work/disk
mkdir "$disk"
trap 'finish_disk' EXIT
finish_disk() {
    [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null || true
    umount -l "$disk" || true
    finish
}
mount -t tmpfs -o size=6m none "$disk"

check "a session begins on a small disk" begin_vote "$disk/data" first
dd if=/dev/zero of="$disk/filler" bs=4096 2>/dev/null || true

# What is already set aside may still take a few.
kept=first
refused=
turns=0
while [ -z "$refused" ] && [ "$turns" -lt 100 ]; do
    turns=$((turns + 1))
    vote "w$turns"
    case $status in
    200) kept=w$turns ;;
    429) sleep 0.3 ;;
    *) refused=w$turns ;;
    esac
done
check "a vote on a full disk is answered not_kept, 503" \
    sh -c "printf '%s' '$answer' | grep -q not_kept && [ '$status' = 503 ]"
check "the last kept vote is shown, not the refused one" has_word "$kept"
check "Dent goes on" is_alive
says_full() { fetch /state "$guest" | grep -q '"notice":"[^"]'; }
check "phones are told" says_full

rm "$disk/filler"
check "with room again, the same click is kept" await is_kept "$refused" "click-$refused"
check "and shown" has_word "$refused"
not_full() { ! says_full; }
check "phones are no longer told" await not_full
dd if=/dev/zero of="$disk/filler" bs=4096 2>/dev/null || true
stop
check "it ends cleanly with a full disk" [ "$code" = 0 ]
rm "$disk/filler"
check "it starts again with what was kept" start "$disk/data" --resume last
check "the vote is there" has_word "$refused"
stop
check "export" quietly "$dent" export last --data "$disk/data" --to "$work/results"
check "audit" quietly "$dent" audit "$work/results"

# A disk that is full from the beginning.
dd if=/dev/zero of="$disk/filler" bs=4096 2>/dev/null || true
refuses "an export to a full disk" 1 'written|full' \
    "$dent" export last --data "$disk/data" --to "$disk/results"
refuses "a disk that is full at the start" 1 'full.*make room|make room' \
    "$dent" run --display none --data "$disk/other" --port "$port" \
    --deck "$here/deck.yaml"

echo "$passes $failures" >"$2"
