#!/usr/bin/env bash
# Runs the benchmarks and prints their tables. Short jobs unless told otherwise:
#   tools/bench.sh                      all suites, short jobs
#   tools/bench.sh '*Block*'            one suite
#   JOB=medium tools/bench.sh '*Edit*'  longer jobs (dry, short, medium, long)
set -euo pipefail
cd "$(dirname "$0")/.."
out=artifacts/bench-results
rm -rf "$out" # only what ran now is printed
dotnet build bench/Seamline.Bench.csproj -c Release -v q --nologo
dotnet run --project bench -c Release --no-build -- \
    --filter "${1:-*}" --job "${JOB:-short}" --inProcess --artifacts "$out" --exporters github
cat "$out"/results/*-report-github.md
