#!/usr/bin/env bash
# Faults and the long run: random edits at 50 a second on an engine whose workers, files, devices and disk fail, compared with a model at every
# block. Prints what was injected and asserted; fails where an assertion did.
#   tools/soak.sh [--minutes N | --seconds N] [--seed N] [--kills]
# --kills kills workers 20 times a second instead, while a timeline of three hours plays.
# Each kind of fault comes at least 20 times in 30 minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=1800 seed=$RANDOM kills=
while [ $# -gt 0 ]; do
    case "$1" in
        --minutes) seconds=$(($2 * 60)); shift ;;
        --seconds) seconds=$2; shift ;;
        --seed) seed=$2; shift ;;
        --kills) kills=kills ;;
        *) echo "soak: unknown argument '$1'" >&2; exit 2 ;;
    esac
    shift
done
tools/publish.sh decoder
dotnet build tools/soak -c Release -v quiet --nologo -p:RunAnalyzers=false
planted=$(mktemp --suffix=.so)
clock=$(mktemp --suffix=.so)
trap 'rm -f "$planted" "$clock"' EXIT
cc -shared -fPIC -O1 -Wall -Werror -o "$planted" tests/Isolation/planted.c -ldl
cc -shared -fPIC -O1 -Wall -Werror -o "$clock" tests/Isolation/clock.c -ldl
echo "soak: $seconds s, seed $seed"
LD_PRELOAD=$clock dotnet artifacts/bin/Seamline.Soak/release/seamline-soak.dll "$seconds" "$PWD/artifacts/decoder/seamline-decoder" "$planted" "$seed" $kills
