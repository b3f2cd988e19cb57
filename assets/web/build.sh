#!/bin/sh
# Makes the two pages, each one file without any other request, and the C file
# that carries them. usage: build.sh SOURCE_DIR OUT_DIR
# Debian's esbuild follows the imports and makes the scripts and styles small.
set -eu

if [ $# -ne 2 ]; then
    echo "usage: build.sh SOURCE_DIR OUT_DIR" >&2
    exit 2
fi
source_dir=$(cd "$1" && pwd)
out=$2
mkdir -p "$out"

# The table of kinds, as the module "kinds": a kind is found by its file.
for file in "$source_dir"/kinds/*.js; do
    name=${file##*/}
    name=${name%.js}
    echo "import { $name } from '$file';"
    names="${names:-}${names:+, }$name"
done > "$out/kinds.js"
echo "export const kinds = { $names };" >> "$out/kinds.js"

script() {
    esbuild "$source_dir/$1.js" --bundle --minify --target=es2019 \
        --format=esm --charset=utf8 --log-level=warning \
        --alias:kinds="$out/kinds.js" --outfile="$out/$1.js"
}

style() {
    for sheet in "$@"; do
        cat "$source_dir/$sheet"
    done | esbuild --loader=css --minify --charset=utf8 --log-level=warning
}

# page NAME MAX: puts the parts into NAME.html, and refuses what is too big.
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
    size=$(wc -c < "$out/$1.html")
    size=$((size))
    if [ "$size" -gt "$2" ]; then
        echo "$1.html has $size bytes; at most $2 are allowed" >&2
        exit 1
    fi
    echo "$1.html: $size of $2 bytes"
    rm "$out/$1.css" "$out/$1.js"
}

bytes() {
    echo "const unsigned char web_$1_page[] = {"
    od -An -v -tx1 "$out/$1.html" | sed 's/ *\([0-9a-f][0-9a-f]\)/0x\1,/g'
    echo "};"
    echo "const size_t web_$1_page_size = sizeof web_$1_page;"
}

style style.css guest.css > "$out/guest.css"
script guest
page guest 30720
style style.css host.css > "$out/host.css"
script host
page host 61440

cat > "$out/web_pages.h" << 'END'
#pragma once

// The two pages as they are sent, made by assets/web/build.sh.
#include <stddef.h>

extern const unsigned char web_guest_page[];
extern const size_t web_guest_page_size;
extern const unsigned char web_host_page[];
extern const size_t web_host_page_size;
END
{
    echo '#include "web_pages.h"'
    bytes guest
    bytes host
} > "$out/web_pages.c"
