#!/bin/sh
# House rules that a script can check: sizes of files and functions, arrows
# that go down only, one place for SDL and SQLite, words that promise work for
# later, the phone page's rules.
set -eu
cd "$(dirname "$0")/.."
status=0
fail() {
    echo "tidy: $*"
    status=1
}

# Files: at most 500 lines; headers 210, so that one is read at a glance.
at_most() { # LINES FILES...
    most=$1
    shift
    for file in "$@"; do
        lines=$(wc -l <"$file")
        [ "$lines" -le "$most" ] || fail "$file has $lines lines, more than $most"
    done
}
# Names without spaces: our own.
# shellcheck disable=SC2046
at_most 500 $(git ls-files 'src/*.c' 'tests/*.[ch]' 'assets/web/*.js' 'assets/web/*.mjs')
# shellcheck disable=SC2046
at_most 210 $(git ls-files 'src/*.h')

# Functions: at most 60 lines (80 for a switch that only dispatches). A
# function begins with its name at the line's start and ends with "}".
for file in $(git ls-files 'src/*.c'); do
    awk -v file="$file" '
        /^[a-z_][a-z0-9_]*\(/ { name = $0; sub(/\(.*/, "", name); start = NR; has_switch = 0 }
        /^    switch \(/ { has_switch = 1 }
        /^}$/ && start {
            size = NR - start
            if (size > (has_switch ? 80 : 60))
                printf "%s: %s has %d lines\n", file, name, size
            start = 0
        }' "$file"
done >/tmp/dent-tidy.$$
trap 'rm -f /tmp/dent-tidy.$$' EXIT
[ ! -s /tmp/dent-tidy.$$ ] || { cat /tmp/dent-tidy.$$; fail "functions are too long"; }

# Arrows: a folder includes only what stands below it, as DESIGN.md orders.
below() {
    case $1 in
    base) echo "base" ;;
    journal) echo "base journal" ;;
    deck) echo "base deck" ;;
    session) echo "base journal deck session" ;;
    drawing) echo "base drawing" ;;
    scene) echo "base deck session drawing scene journal" ;;
    report) echo "base journal deck session report" ;;
    room) echo "base journal deck session report room" ;;
    stage) echo "base drawing stage" ;;
    kiosk) echo "base journal deck session drawing scene report room stage kiosk" ;;
    cli) echo "base journal deck session drawing scene report kiosk cli" ;;
    esac
}
for room in base journal deck session drawing scene report room stage kiosk cli; do
    allowed=" $(below $room) "
    for file in $(git ls-files "src/$room/*.c" "src/$room/*.h"); do
        # Folder names are single words.
        # shellcheck disable=SC2013
        for to in $(sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$file" | sort -u); do
            case $allowed in
            *" $to "*) ;;
            *) fail "$file includes $to/, which $room may not know" ;;
            esac
        done
    done
done

# Foreign headers stay in the folder that owns them.
only() { # PATTERN FOLDER
    found=$(git grep -lE "#include <$1" -- src | grep -v "^src/$2/" || true)
    [ -z "$found" ] || fail "<$1> outside src/$2: $found"
}
only 'SDL' stage
only 'sqlite3' journal
only 'microhttpd' room
only 'yaml' deck
only 'cairo' drawing
only 'ft2build|hb\.h|fontconfig' drawing

# No word that promises work for later.
found=$(git grep -nIE '\b(TODO|FIXME|XXX|HACK)\b' -- src assets packaging tests README.md |
    grep -v '^tests/tidy.sh' || true)
[ -z "$found" ] || { echo "$found"; fail "promises of later work"; }

# The pages write text as text only (TRUST.md T7).
found=$(git grep -nE 'innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(' -- assets/web || true)
[ -z "$found" ] || { echo "$found"; fail "pages must use textContent"; }

# Colours and pixels live in the theme.
found=$(git grep -nE '0x[0-9a-fA-F]{6,8}\b|\(struct color\) *\{' -- src/scene || true)
[ -z "$found" ] || { echo "$found"; fail "colours belong in drawing/theme.c"; }
exit "$status"
