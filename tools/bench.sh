#!/usr/bin/env bash
# Runs the benchmarks and prints their tables. Short jobs unless told otherwise:
#   tools/bench.sh                      all suites, short jobs
#   tools/bench.sh '*Block*'            one suite
#   tools/bench.sh decode [CODEC...]    whole files beside the ffmpeg command: aac44 aac48 opus vorbis mp3 flac
#   tools/bench.sh open                 open to the first 250 ms beside FFmpeg's own
#   tools/bench.sh peaks                waveforms
#   tools/bench.sh --peers [PEER...]    side by side with MLT, GES, libopenshot, ffmpeg and sox: see bench/peers
#   JOB=medium tools/bench.sh '*Edit*'  longer jobs (dry, short, medium, long)
set -euo pipefail
cd "$(dirname "$0")/.."
[ "${1:-}" != --peers ] || exec bench/peers/run.sh "${@:2}"
out=artifacts/bench-results
rm -rf "$out" # only what ran now is printed
tools/setup.sh
dotnet build bench/Seamline.Bench.csproj -c Release -v q --nologo
case "${1:-}" in
    decode | open | peaks) exec dotnet run --project bench -c Release --no-build -- "$@" ;;
esac
dotnet run --project bench -c Release --no-build -- \
    --filter "${1:-*}" --job "${JOB:-short}" --inProcess --artifacts "$out" --exporters github
cat "$out"/results/*-report-github.md
