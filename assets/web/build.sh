#!/bin/sh
# Makes the two pages, each one file without any other request but for
# kinds.js, that file, and the C file that carries all three.
# usage: build.sh SOURCE_DIR OUT_DIR
# Debian's esbuild follows the imports and makes the scripts and styles small.
set -eu

if [ $# -ne 2 ]; then
    echo "usage: build.sh SOURCE_DIR OUT_DIR" >&2
    exit 2
fi
source_dir=$(cd "$1" && pwd)
out=$2
mkdir -p "$out"

# The kinds that stand in the phone page itself, so that the simplest decks
# need one request; it fetches all others with kinds.js.
first="choice quiz scale words"

# table NAME KIND...: a table of kinds as a module. A kind is found by its file.
table() {
    table=$1
    shift
    names=
    for kind in "$@"; do
        echo "import { $kind } from '$source_dir/kinds/$kind.js';"
        names="$names${names:+, }$kind"
    done > "$out/table_$table.js"
    echo "export const kinds = { $names };" >> "$out/table_$table.js"
}

# script ENTRY OUT KINDS DOM FIELD: what the bare names in it stand for.
script() {
    esbuild "$1" --bundle --minify --target=es2019 \
        --format=esm --charset=utf8 --log-level=warning \
        --alias:kinds="$3" --alias:dom="$4" --alias:field="$5" \
        --outfile="$out/$2.js"
}

page_script() {
    script "$source_dir/$1.js" "$1" "$out/table_$2.js" \
        "$source_dir/dom.js" "$source_dir/field.js"
}

style() {
    for sheet in "$@"; do
        cat "$source_dir/$sheet"
    done | esbuild --loader=css --minify --charset=utf8 --log-level=warning
}

# limit FILE MAX: refuses what is too big.
limit() {
    size=$(wc -c < "$out/$1")
    size=$((size))
    if [ "$size" -gt "$2" ]; then
        echo "$1 has $size bytes; at most $2 are allowed" >&2
        exit 1
    fi
    echo "$1: $size of $2 bytes"
}

# page NAME MAX: puts the parts into NAME.html.
page() {
    awk -v style="$out/$1.css" -v script="$out/$1.js" '
        function put(file,   line) {
            while ((getline line < file) > 0) print line
        }
        /^<!-- style -->$/ { print "<style>"; put(style); print "</style>"; next }
        /^<!-- script -->$/ {
            print "<script type=\"module\">"; put(script); print "</script>"; next
        }
        { print }' "$source_dir/$1.html" > "$out/$1.html"
    if grep -qi '</s[a-z]*' "$out/$1.css" "$out/$1.js"; then
        echo "$1: a closing tag inside a script or style would end it" >&2
        exit 1
    fi
    limit "$1.html" "$2"
    rm "$out/$1.css" "$out/$1.js"
}

# bytes NAME FILE
bytes() {
    echo "const unsigned char web_$1[] = {"
    od -An -v -tx1 "$out/$2" | sed 's/ *\([0-9a-f][0-9a-f]\)/0x\1,/g'
    echo "};"
    echo "const size_t web_$1_size = sizeof web_$1;"
}

all=
more=
for file in "$source_dir"/kinds/*.js; do
    kind=${file##*/}
    kind=${kind%.js}
    all="$all $kind"
    case " $first " in
        *" $kind "*) ;;
        *) more="$more $kind" ;;
    esac
done
# shellcheck disable=SC2086 # each word is a kind
{
    table all $all
    table first $first
    table more $more
}

style style.css guest.css > "$out/guest.css"
page_script guest first
page guest 30720
script "$out/table_more.js" kinds "$out/table_more.js" \
    "$source_dir/shim.js" "$source_dir/shim.js"
limit kinds.js 30720
style style.css host.css > "$out/host.css"
page_script host all
page host 61440
rm "$out"/table_*.js

cat > "$out/web_pages.h" << 'END_OF_HEADER'
#pragma once

// The pages and the phone page's second file as they are sent, made by
// assets/web/build.sh.
#include <stddef.h>

extern const unsigned char web_guest_page[];
extern const size_t web_guest_page_size;
extern const unsigned char web_host_page[];
extern const size_t web_host_page_size;
extern const unsigned char web_kinds_file[];
extern const size_t web_kinds_file_size;
END_OF_HEADER
{
    echo '#include "web_pages.h"'
    bytes guest_page guest.html
    bytes host_page host.html
    bytes kinds_file kinds.js
} > "$out/web_pages.c"
