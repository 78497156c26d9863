#!/usr/bin/env bash
# Measures, and prints tables. docs/performance.md says how to read them. Wall time fails nothing: the gates count instructions
# and bytes in the test run.
#   tools/bench.sh [--quick]            the speed targets: what, target, measured, verdict (four minutes; --quick: one)
#   tools/bench.sh '*Block*'            BenchmarkDotNet suites by name, under the JIT and as NativeAOT (--jit, --aot: one of them)
#                                       Block Edit Contiguous Decode Open Import; '*' for all
#   tools/bench.sh decode [CODEC...]    whole files beside the ffmpeg command: aac44 aac48 opus vorbis mp3 flac
#   tools/bench.sh open [CODEC...]      open to the first 250 ms beside FFmpeg's own
#   tools/bench.sh peaks                waveforms
#   tools/bench.sh resample            the resampler beside libswresample's
#   tools/bench.sh stretch [--listen FOLDER] [--speed X] [FILE...]   quality at other speeds beside atempo, scaletempo2 and Rubber Band: on
#                                       generated sound or on files; with --listen, what each made, to listen to
#   tools/bench.sh --peers [PEER...]    side by side with MLT, GES, libopenshot, ffmpeg and sox: see bench/peers
#   tools/bench.sh --compare OLD NEW    ratios of two runs with intervals: folders, or files of results
#   tools/bench.sh --save               the targets and all suites, written to bench/baseline/CPU (the measuring of a release)
#   tools/bench.sh --save Edit          one suite (--jit, --aot as above); `targets` for the table alone
#   tools/bench.sh --plant              plants regressions in a copy of the sources, and sees the gates catch each
#   JOB=medium tools/bench.sh '*Edit*'  longer jobs of the suites (dry, short, medium, long)
set -euo pipefail
cd "$(dirname "$0")/.."
[ "${1:-}" != --peers ] || exec bench/peers/run.sh "${@:2}"
out=artifacts/bench-results
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

build() { dotnet build bench/Seamline.Bench.csproj -c Release -v q --nologo; }
bench() { dotnet artifacts/bin/Seamline.Bench/release/Seamline.Bench.dll "$@"; }

# What the C program beside the published library says, where there is one.
host_block() {
    [ -e tests/abi/host_block.c ] || return 0
    tools/publish.sh native > /dev/null
    cc -std=c99 -O3 -mavx2 -falign-loops=64 -falign-functions=64 -ffp-contract=off -fno-tree-loop-distribute-patterns -I engine/include tests/abi/host_block.c -o "$out/host_block" \
        -L artifacts/native "-Wl,-rpath,$PWD/artifacts/native" -lseamline -lpthread -lm && "$out/host_block" 5000 > "$out/host_block.txt" || echo "bench: host_block did not run" >&2
}

targets() {
    mkdir -p "$out/targets"
    tools/publish.sh targets
    host_block
    artifacts/targets/seamline-targets --output "$out/targets" --host-block "$out/host_block.txt" "$@"
}

# suites FOLDER FILTER OPTIONS...
suites() {
    local folder=$1 filter=$2
    shift 2
    rm -rf "$folder" # only what ran now is printed
    build
    bench suites --filter "$filter" --job "${JOB:-short}" --artifacts "$PWD/$folder" "$@"
}

# The CPU as a folder's name: "AMD EPYC", family 25, model 17 is amd-epyc-25-17.
cpu() {
    awk -F': ' '/^model name/ && !n { n = $2 } /^cpu family/ && !f { f = $2 } /^model\t/ && !m { m = $2 } END { print n "-" f "-" m }' /proc/cpuinfo |
        tr '[:upper:]' '[:lower:]' | sed 's/([a-z]*)//g; s/[^a-z0-9]\{1,\}/-/g; s/^-//; s/-$//'
}

# What a table was measured on.
circumstances() {
    echo "$(date -u '+%-d %B %Y, %H:%M UTC'), commit $(git rev-parse --short HEAD 2>/dev/null || echo none)$(git diff --quiet HEAD 2>/dev/null || echo ' and changes')."
    echo "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, $(free -g | awk '/^Mem/ { print $2 }') GiB; Linux $(uname -r | cut -d- -f1);" \
        ".NET $(dotnet --list-runtimes | awk '$1 == "Microsoft.NETCore.App" { print $2 }' | tail -n 1), $(ffmpeg -version 2>/dev/null | awk 'NR == 1 { print "FFmpeg " $3 }')."
    echo "Load average when it began: $1; when it ended: $(cut -d' ' -f1-3 /proc/loadavg)."
}

# page FILE TITLE LOAD TABLE...: a table with its circumstances.
page() {
    local file=$1 title=$2 load=$3
    shift 3
    { echo "# $title"; echo; circumstances "$load"; echo; cat "$@"; } > "$file"
    echo "bench: $file"
}

save_targets() {
    local folder load
    folder=bench/baseline/$(cpu) load=$(cut -d' ' -f1-3 /proc/loadavg)
    mkdir -p "$folder"
    targets "$@"
    page "$folder/targets.md" "Speed targets" "$load" "$out/targets/targets.md"
    cp "$out/targets/targets.json" "$folder/"
    build
    bench chart "$folder/targets.json" "$folder/targets.svg"
}

# A suite's table; of one of the two ways alone under a name that says so.
save_suite() {
    local name=$1 folder load kept
    shift
    kept=${name,,}
    case " $* " in *" --jit "*) kept+=.jit ;; *" --aot "*) kept+=.aot ;; esac
    folder=bench/baseline/$(cpu) load=$(cut -d' ' -f1-3 /proc/loadavg)
    mkdir -p "$folder"
    suites "$out/$name" "*${name}Benchmarks*" "$@"
    page "$folder/$kept.md" "$name" "$load" "$out/$name"/results/*-report-github.md
    bench keep "$out/$name" "$folder/$kept.figures.json"
}

save() {
    local name which=all
    if [ $# -gt 0 ] && [ "${1#--}" = "$1" ]; then which=$1; shift; fi
    case "$which" in all | targets) save_targets ;; esac
    for name in Block Edit Contiguous Decode Open Import; do
        # shellcheck disable=SC2254
        case "$which" in all | "$name") save_suite "$name" "$@" ;; esac
    done
}

case "${1:-}" in
    --compare)
        [ $# -eq 3 ] || { echo "bench: --compare OLD NEW" >&2; exit 2; }
        build > /dev/null
        bench compare "$2" "$3"
        exit 0
        ;;
    --plant) exec bash bench/plant.sh ;;
esac
tools/setup.sh
mkdir -p "$out"
case "${1:-}" in
    "" | --quick) targets "$@" ;;
    decode | open | peaks | resample) build && bench "$@" ;;
    stretch) bench/peers/setup.sh scaletempo2 rubberband && build && bench "$@" ;;
    --save) shift && save "$@" ;;
    *)
        suites "$out/suites" "$@"
        cat "$out"/suites/results/*-report-github.md
        ;;
esac
