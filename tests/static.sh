#!/bin/sh
# The static checks: format, house rules, clang-tidy, cppcheck, shellcheck. (That
# clang has no warning either is seen by the sanitizers' builds.)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
jobs=$(nproc)
status=0
say() {
    echo "static: $*"
    status=1
}

git ls-files 'src/*.c' 'src/*.h' 'tests/*.c' 'tests/*.h' >/tmp/dent-c.$$
trap 'rm -f /tmp/dent-c.$$' EXIT
xargs -n 40 -P "$jobs" clang-format --dry-run -Werror </tmp/dent-c.$$ ||
    say "clang-format would change files above"

sh tests/tidy.sh || say "house rules are broken above"

git ls-files | while read -r file; do
    [ -f "$file" ] || continue
    case $file in
    *.sh) echo "$file" ;;
    *) head -n 1 "$file" 2>/dev/null | grep -aqE '^#!/bin/(ba)?sh' &&
        echo "$file" || true ;;
    esac
done | xargs shellcheck -x || say "shellcheck found something"

cmake --preset check >/dev/null
cppcheck -q --project=build-check/compile_commands.json -j "$jobs" \
    --enable=warning,performance,portability --inline-suppr \
    --error-exitcode=1 --suppress='*:/usr/*' --suppress=normalCheckLevelMaxBranches \
    --suppress=missingIncludeSystem --suppress=unmatchedSuppression \
    -i"$top/build-check" || say "cppcheck found something"

# One file a run: in a second one, this version takes every va_list for unset.
git ls-files 'src/*.c' | sed "s|^|$top/|" |
    xargs -n 1 -P "$jobs" clang-tidy --quiet -p build-check 2>/dev/null ||
    say "clang-tidy found something"
exit "$status"
