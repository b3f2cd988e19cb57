#!/bin/sh
# tests/kill.sh DENT [COUNT]: kills a running Dent COUNT times (200) at random
# moments under load and looks whether anything that it promised is gone. The
# seed is printed; DENT_KILL_SEED runs the same choices again.
set -eu
dent=${1:?usage: tests/kill.sh DENT [COUNT]}
count=${2:-200}
exec timeout 280 "$(dirname "$dent")/tests/kill_test" "$dent" "$count"
