#!/usr/bin/env bash
# Everything that must hold, from a clean clone on a machine with the .NET SDK: sets the machine up, builds (warnings and
# format are errors), publishes the native library and the command, runs all tests in Debug and in Release, and the
# renderer's again with CPU features off. The last line is the sum: "N passed, N failed" (", N skipped" if any).
#   --quick   Debug tests alone. Those of published binaries run where the binaries are newer than the sources, else they are skipped.
#   --windows Only the proofs of the win-x64 and linux-arm64 archives, which are made here, under Wine and qemu (docs/windows.md).
#             With --media after it FFmpeg and SDL for Windows are built first, once: 10 minutes of one core.
#   --fast    Debug tests of the house rules, memory, kernels, timeline and renderer: under a minute after the build.
set -euo pipefail
cd "$(dirname "$0")/.."

mode=all
case "${1:-}" in
    "") ;;
    --quick) mode=quick ;;
    --fast) mode=fast ;;
    --windows) exec tools/wine/test.sh "${@:2}" ;;
    *) echo "test: unknown argument '$1' (--quick, --fast, --windows)" >&2; exit 2 ;;
esac
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en NO_COLOR=1 MSBUILDTERMINALLOGGER=off
# Compilers and tests run for minutes at most: code that counts what it does, to be compiled again by that, costs them twice what it saves.
export DOTNET_TieredPGO=0
# Compiled code is written where it runs: to map each piece twice costs a quarter of what short programs take. Nothing that ships is compiled so.
export DOTNET_EnableWriteXorExecute=0
# Compilers and the tests that compare much sound collect a tenth of the time less so. Not where the published binaries run, which read it as well.
export DOTNET_GCgen0size=0x8000000
# One compiler for all builds of this run, under a name of its own; it ends with the run.
export UseSharedCompilation=true SharedCompilationId=seamline-test-$$
end_compiler() {
    local pid
    for pid in $(ps -e -o pid=,args= | awk -v name="-pipename:$SharedCompilationId" 'index($0, name) && !/awk/ { print $1 }'); do kill "$pid" 2>/dev/null || true; done
}
media=$(mktemp -d)
trap 'end_compiler; rm -rf "$media"' EXIT
# Recordings that several test programs need are made once.
export SEAMLINE_TEST_MEDIA=$media

# A CPU feature that is off in the caller's shell would be off in every run.
unset DOTNET_EnableAVX2 DOTNET_EnableHWIntrinsic DOTNET_EnableAVX512 SEAMLINE_EXPECT_WIDTH SEAMLINE_KERNEL_HASH

results=artifacts/test-results
sums=$results/sums
failures=$results/failures
# Tests at a time in a test program: with two more than cores nothing of the processors is idle. Tests wait for devices, clocks and other programs.
threads=$(($(nproc) + 2))
quiet_seconds=300
spinning_seconds=1200

finish() {
    local passed failed skipped sum
    read -r passed failed skipped < <(awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }' "$sums")
    sum="$passed passed, $failed failed"
    [ "$skipped" -eq 0 ] || sum="$sum, $skipped skipped"
    # Once more at the end, where they are seen without the rest.
    cat "$failures"
    echo "== all: $((SECONDS / 60)) min $((SECONDS % 60)) s"
    echo "$sum"
    [ "$failed" -eq 0 ] || exit 1
    exit 0
}

# add PASSED FAILED SKIPPED: to the sum, of which every lane writes lines of its own.
add() { echo "$1 $2 $3" >> "$sums"; }

# broken TEXT: something that is no test did not work.
broken() {
    echo "== FAILED: $1" | tee -a "$failures"
    add 0 1 0
}

# slug TEXT: a file's name.
slug() { printf %s "$1" | tr -c 'a-zA-Z0-9' '-'; }

# step NAME COMMAND...: its output only when it fails, and then its lane has nothing more to do. What compilers call often is not compiled again
# while they run, which takes them a tenth less.
step() {
    local name=$1 begin=$SECONDS log
    shift
    log="$results/$(slug "$name").log"
    DOTNET_TieredCompilation=0 "$@" > "$log" 2>&1 < /dev/null &
    if wait $!; then
        echo "== $name: done in $((SECONDS - begin)) s"
        touch "$results/$(slug "$name").done"
    else
        tail -n 100 "$log"
        broken "$name"
        touch "$results/stopped"
        exit 1
    fi
}

# await NAME: until a step of the other lane is done; where a lane has stopped, this one stops too.
await() {
    until [ -e "$results/$(slug "$1").done" ]; do
        if [ -e "$results/stopped" ]; then exit 1; fi
        sleep 1
    done
}

# apart COMMAND...: in the background, in a process of its own, which ends what it started when it is ended. Sets nothing here but $!.
apart() {
    (
        trap 'kill $(jobs -p) 2>/dev/null; exit 143' INT TERM
        "$@"
    ) &
}

# attribute NAME TEXT: the number in NAME="..."; empty where there is none.
attribute() { printf '%s' "$2" | sed -n "s/.* $1=\"\([0-9][0-9]*\)\".*/\1/p"; }

# cpu_seconds PID: processor time of a process, the children that it has waited for, and those that still run.
cpu_seconds() {
    local fields own=0
    if read -r -a fields < <(cat "/proc/$1/stat" 2>/dev/null); then own=$(((fields[13] + fields[14] + fields[15] + fields[16]) / 100)); fi
    ps -e -o pid=,ppid=,cputimes= | awk -v root="$1" -v own="$own" '
        { parent[$1] = $2; used[$1] = $3 }
        END { for (p in parent) { for (q = parent[p]; q > 1 && q != root; q = parent[q]); if (q == root) own += used[p] } print own }'
}

# watch PID LOG: waits for a test program.
watch() {
    local guard status=0
    end_hanging "$1" "$2" &
    guard=$!
    wait "$1" || status=$?
    { kill $guard && wait $guard; } 2>/dev/null || true
    return $status
}

# end_hanging PID LOG: a limit is for hangs, not for slowness: the program is ended when for quiet_seconds no test has finished while it
# hardly used the processor in the last half of them, or for spinning_seconds whatever it used. The tests under way are named. It looks
# seldom: each look starts programs, and every second that was a twentieth of all processor time.
end_hanging() {
    local pid=$1 log=$2 finished=-1 count since=$SECONDS cpu=''
    while sleep 5 && kill -0 "$pid" 2>/dev/null; do
        count=$(grep -c '\[FINISHED\]' "$log" || true)
        if [ "$count" != "$finished" ]; then
            finished=$count since=$SECONDS cpu=''
        elif [ -z "$cpu" ] && [ $((SECONDS - since)) -ge $((quiet_seconds / 2)) ]; then
            cpu=$(cpu_seconds "$pid")
        elif [ $((SECONDS - since)) -ge $quiet_seconds ] &&
            { [ $(($(cpu_seconds "$pid") - cpu)) -lt 15 ] || [ $((SECONDS - since)) -ge $spinning_seconds ]; }; then
            echo "== no test has finished for $((SECONDS - since)) s; under way:"
            awk '/ \[STARTING\]/ { sub(/ \[STARTING\].*/, ""); open[$0] = 1 } / \[FINISHED\]/ { sub(/ \[FINISHED\].*/, ""); delete open[$0] }
                END { for (name in open) print name }' "$log"
            kill -TERM "$pid" 2>/dev/null || true
            sleep 5
            kill -KILL "$pid" 2>/dev/null || true
        fi
    done
}

# run NAME CONFIGURATION OPTIONS...: the test program, its results added to the sum.
run() {
    local name=$1 configuration=$2 status=0 head total bad errors ok out
    shift 2
    local file="$results/$name.xml" log="$results/$name.log"
    rm -f "$file"
    dotnet "artifacts/bin/Seamline.Tests/$configuration/Seamline.Tests.dll" -noColor -noLogo -noAutoReporters -reporter verbose -result-xml "$file" -maxThreads "$threads" "$@" \
        > "$log" 2>&1 < /dev/null &
    watch $! "$log" || status=$?
    if [ ! -s "$file" ]; then
        grep -vE '\[(STARTING|FINISHED)\]' "$log" | tail -n 60 || true
        broken "$name ended with $status and without results"
        return
    fi
    # The tag of the assembly; no early end behind a pipe, for with pipefail its SIGPIPE would end the script.
    head=$(grep -o '<assembly [^>]*>' "$file" || true)
    total=$(attribute total "$head") ok=$(attribute passed "$head") bad=$(attribute failed "$head")
    errors=$(attribute errors "$head") out=$(attribute skipped "$head")
    if [ -z "$total" ] || [ -z "$ok" ] || [ -z "$bad" ] || [ -z "$errors" ] || [ -z "$out" ]; then
        broken "$name: its results are not understood"
        return
    fi
    add "$ok" $((bad + errors)) "$out"
    echo "== $name: $ok passed, $((bad + errors)) failed, $out skipped, $(sed -n 's/.* time="\([0-9.]*\)".*/\1/p' <<< "$head") s"
    if [ "$status" -ne 0 ] || [ "$out" -ne 0 ]; then
        sed -n "s/^ *\(.*\) \[FAIL\]$/== FAILED: \1 ($name)/p" "$log" >> "$failures"
        grep -vE '\[(STARTING|FINISHED)\]|^ *(\[D::|Discovering: |Discovered: |Starting: |Finished: )|^=== |^ +Seamline\.Tests +Total: ' "$log" || true
    fi
    if [ "$status" -ne 0 ] && [ $((bad + errors)) -eq 0 ]; then broken "$name ended with $status"; fi
    if [ "$total" -eq 0 ]; then broken "$name ran no test"; fi
}

# hashed NAME WIDTH OPTIONS...: a Release run that must find vectors of this width where the machine has AVX2, and writes the hashes of kernels.
hashed() {
    local name=$1 width=$2
    shift 2
    [ "$(uname -m)" != x86_64 ] || ! grep -q ' avx2 ' /proc/cpuinfo || export SEAMLINE_EXPECT_WIDTH=$width
    export SEAMLINE_KERNEL_HASH=$PWD/$results/$name.hash
    rm -f "$SEAMLINE_KERNEL_HASH"
    run "$name" release "$@"
    if [ ! -s "$SEAMLINE_KERNEL_HASH" ]; then broken "$name wrote no hashes"; fi
}

# feature NAME WIDTH VARIABLE=VALUE: kernels and renderer as a machine with less would run them.
feature() {
    export "$3"
    hashed "$1" "$2" "${features[@]}"
}

# of NAMESPACES...: what selects the tests of these namespaces.
of() { printf -- '-namespace\nSeamline.Tests.%s\n' "$@"; }

# Release shows what is right; Debug is run again only where it shows more, the engine's own assertions and checked arithmetic: its rooms, and
# of decoding the files that lie. Those are fuzzed in Debug alone.
mapfile -t fast < <(of House Memory Kernels Timelines Rendering)
mapfile -t rooms < <(of Memory Kernels Timelines Rendering Clips Device)
# Tests that take long by the amount of what they do, not by what they meet, and those that look for clicks in much sound: Release alone.
long=(-class- Seamline.Tests.Rendering.SwapTests -class- Seamline.Tests.Rendering.SmoothnessTests)
for method in PeakStoreTests.A_long_source_in_a_small_budget_gets_coarser_and_stays_complete \
    EditModelTests.The_history_keeps_at_least_half_of_its_limit_and_no_more_than_all \
    EvictionTests.Following_a_playhead_over_material_ten_times_the_budget_never_misses_and_never_exceeds_it \
    PeakLookupTests.A_long_source_is_looked_up_at_the_largest_levels \
    PeakStoreTests.Who_holds_most_gives_first_and_the_others_keep_theirs \
    EvictionTests.A_loop_s_start_stays_while_its_end_plays \
    EvictionTests.An_offline_render_gets_room_though_playback_has_filled_the_budget_with_something_else \
    RefusalTests.More_segments_than_the_limit \
    RefusalTests.Lists_of_ranges_beyond_the_limits; do long+=(-method- "*$method"); done
hostile=()
for class in FuzzTests BrokenFileTests TruncationTests HeaderLieTests; do hostile+=(-class "Seamline.Tests.Decode.$class"); done
# As a machine with fewer CPU features: the kernels, and that random timelines of every kind have the same bits. What the other tests of the renderer
# show follows from these bits.
features=(-class 'Seamline.Tests.Kernels.*' -class Seamline.Tests.Rendering.RenderHashTests)

# Tests of published binaries, and all others: those run while the binaries are made.
mapfile -t published < <(of AbiTests Hosts Cli Ui Bench Isolation)
mapfile -t others < <(printf '%s\n' "${published[@]}" | sed 's/^-namespace$/-namespace-/')

# published_binaries: has the tests find what is up to date.
published_binaries() {
    if tools/publish.sh --fresh native; then
        export SEAMLINE_NATIVE_DIR=$PWD/artifacts/native
        ! tools/publish.sh --fresh command || export SEAMLINE_CLI=$PWD/artifacts/command/seamline-cli
        ! tools/publish.sh --fresh player || export SEAMLINE_PLAYER=$PWD/artifacts/player/seamline-player
    fi
    ! tools/publish.sh --fresh decoder || export SEAMLINE_TEST_DECODER=$PWD/artifacts/decoder/seamline-decoder
    ! tools/publish.sh --fresh loops || export SEAMLINE_LOOPS=$PWD/artifacts/loops/seamline-loops
}

build_lane() {
    # One build is checked by the analyzers: the sources are the same. Format is checked in one pass, which costs a fifth of what the analyzer takes.
    step "build Release" dotnet build Seamline.slnx -c Release -v quiet --nologo -p:FormatIsCheckedApart=true
    await "set up"
    apart hashed release 256 "${others[@]}" -class- Seamline.Tests.Decode.FuzzTests -class- Seamline.Tests.Device.PipeWireTests -class- Seamline.Tests.Device.PulseAudioTests
    wait $!
    local other
    apart feature features-no-avx2 128 DOTNET_EnableAVX2=0
    apart feature features-none 0 DOTNET_EnableHWIntrinsic=0
    wait
    for other in features-no-avx2 features-none; do
        if ! cmp -s "$results/release.hash" "$results/$other.hash"; then broken "$other: other bits than with all features"; fi
    done
    await "build Debug"
    run debug debug "${rooms[@]}" "${long[@]}" -class- Seamline.Tests.Device.PipeWireTests -class- Seamline.Tests.Device.PulseAudioTests
    run debug-hostile-media debug "${hostile[@]}"
}

publish_lane() {
    # Compiling needs the .NET SDK alone: the build goes on beside this.
    step "set up" tools/setup.sh
    step "bring koffi" tools/koffi.sh
    step "check format" dotnet format whitespace . --folder --verify-no-changes --exclude artifacts
    # In folders of their own, beside the build.
    step "publish the native library" tools/publish.sh native
    step "publish the decoder" tools/publish.sh decoder
    step "publish the command" tools/publish.sh command
    step "publish the player" tools/publish.sh player
    step "publish the loops" tools/publish.sh loops
    await "build Release"
    step "package" tools/package.sh archive symbols nuget native-nuget # `again` takes as long as another publish: by hand
    step "build Debug" dotnet build tests -c Debug -v quiet --nologo -p:RunAnalyzers=false
    published_binaries
    export SEAMLINE_PACKAGE_DIR=$PWD/artifacts/package
    unset DOTNET_GCgen0size
    run release-published release "${published[@]}"
    run release-devices release -class Seamline.Tests.Device.PipeWireTests -class Seamline.Tests.Device.PulseAudioTests
}

mkdir -p "$results"
rm -f "$results"/*.done "$results/stopped"
: > "$sums"
: > "$failures"
case $mode in
    fast | quick)
        unset DOTNET_GCgen0size
        (step "set up" tools/setup.sh) || finish
        (step "build Debug" dotnet build tests -c Debug -v quiet --nologo) || finish
        published_binaries
        if [ $mode = fast ]; then run fast debug "${fast[@]}"; else run debug debug; fi
        ;;
    all)
        trap 'kill $(jobs -p) 2>/dev/null; exit 143' INT TERM
        apart build_lane
        lanes=($!)
        apart publish_lane
        lanes+=($!)
        for one in "${lanes[@]}"; do wait "$one" || true; done
        ;;
esac
finish
