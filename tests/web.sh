#!/bin/sh
# tests/web.sh BINARY [PART OF A NAME]: the phone page and the host page in a
# real Chromium, and the whole taster with the program. DENT_SHOTS names a
# folder for screenshots.
set -eu
DENT_BIN=$(realpath "$1")
export DENT_BIN
cd "$(dirname "$0")/web"
if ! cmp -s package-lock.json node_modules/.installed; then
    npm ci --no-audit --no-fund --loglevel=error
    cp package-lock.json node_modules/.installed
fi
exec node run.mjs ${2:+"$2"}
