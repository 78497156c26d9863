#!/usr/bin/env bash
# Everything that must hold, from a clean clone on a machine with the .NET SDK: sets the machine up, builds (warnings and
# format are errors), publishes the native library and the command, runs all tests in Debug and in Release, and the
# renderer's again with CPU features off. The last line is the sum: "N passed, N failed" (", N skipped" if any).
# --quick: Debug tests only, nothing published anew, no feature matrix.
set -euo pipefail
cd "$(dirname "$0")/.."

quick=false
[ "${1:-}" = --quick ] && quick=true
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en NO_COLOR=1 MSBUILDTERMINALLOGGER=off
# A CPU feature that is off in the caller's shell would be off in every run.
unset DOTNET_EnableAVX2 DOTNET_EnableHWIntrinsic DOTNET_EnableAVX512 SEAMLINE_EXPECT_WIDTH SEAMLINE_KERNEL_HASH

results=artifacts/test-results
passed=0 failed=0 skipped=0
most_seconds=700

finish() {
    local sum="$passed passed, $failed failed"
    [ "$skipped" -eq 0 ] || sum="$sum, $skipped skipped"
    echo "== all: $((SECONDS / 60)) min $((SECONDS % 60)) s"
    echo "$sum"
    [ "$failed" -eq 0 ] || exit 1
    exit 0
}

# broken TEXT: something that is no test did not work.
broken() {
    echo "== FAILED: $1"
    failed=$((failed + 1))
}

# step NAME COMMAND...: its output only when it fails, and then nothing more is worth doing.
step() {
    local name=$1 begin=$SECONDS log
    shift
    log="$results/$(printf %s "$name" | tr -c 'a-zA-Z0-9' '-').log"
    if "$@" > "$log" 2>&1; then
        echo "== $name: done in $((SECONDS - begin)) s"
    else
        tail -n 100 "$log"
        broken "$name"
        finish
    fi
}

# attribute NAME TEXT: the number in NAME="..."; empty where there is none.
attribute() { printf '%s' "$2" | sed -n "s/.* $1=\"\([0-9][0-9]*\)\".*/\1/p"; }

# run NAME CONFIGURATION OPTIONS...: the test program, its results added to the sum.
run() {
    local name=$1 configuration=$2 status=0 head total bad errors ok out
    shift 2
    local file="$results/$name.xml" log="$results/$name.log"
    rm -f "$file"
    # A test that hangs is named, and ends the run, not the patience of whoever waits for it.
    timeout -k 10 "$most_seconds" dotnet "artifacts/bin/Seamline.Tests/$configuration/Seamline.Tests.dll" -noColor -noLogo -noAutoReporters -longRunning 90 -result-xml "$file" "$@" \
        > "$log" 2>&1 < /dev/null || status=$?
    if [ ! -s "$file" ]; then
        tail -n 60 "$log"
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
    passed=$((passed + ok)) failed=$((failed + bad + errors)) skipped=$((skipped + out))
    echo "== $name: $ok passed, $((bad + errors)) failed, $out skipped, $(sed -n 's/.* time="\([0-9.]*\)".*/\1/p' <<< "$head") s"
    if [ "$status" -ne 0 ] || [ "$out" -ne 0 ]; then
        grep -vE '^ *(\[D::|Discovering: |Discovered: |Starting: |Finished: )|^=== |^ +Seamline\.Tests +Total: ' "$log" || true
    fi
    if [ "$status" -ne 0 ] && [ $((bad + errors)) -eq 0 ]; then broken "$name ended with $status"; fi
    if [ "$total" -eq 0 ]; then broken "$name ran no test"; fi
}

# feature NAME WIDTH [VARIABLE=VALUE]: kernels and renderer as a machine with less would run them.
feature() {
    local name=$1 width=$2
    shift 2
    local hash="$PWD/$results/$name.hash"
    rm -f "$hash"
    (
        [ "$(uname -m)" != x86_64 ] || ! grep -q ' avx2 ' /proc/cpuinfo || export SEAMLINE_EXPECT_WIDTH=$width
        export SEAMLINE_KERNEL_HASH=$hash
        [ $# -eq 0 ] || export "$@"
        run "$name" release -namespace Seamline.Tests.Kernels -namespace Seamline.Tests.Rendering
        echo "$passed $failed $skipped" > "$results/sum"
    )
    read -r passed failed skipped < "$results/sum"
    if [ ! -s "$hash" ]; then broken "$name wrote no hashes"; fi
}

mkdir -p "$results"
step "set up" tools/setup.sh
step "build Debug" dotnet build Seamline.slnx -c Debug -v quiet --nologo
if ! $quick; then
    step "build Release" dotnet build Seamline.slnx -c Release -v quiet --nologo
    step "publish the native library" tools/publish.sh native
    step "publish the command" tools/publish.sh command
    step "publish the player" tools/publish.sh player
    step "publish the speed targets" tools/publish.sh targets
    step "package, twice the same" tools/package.sh archive nuget again
fi
if [ -x artifacts/command/seamline-cli ] && [ -e artifacts/native/libseamline.so ]; then
    export SEAMLINE_NATIVE_DIR=$PWD/artifacts/native SEAMLINE_CLI=$PWD/artifacts/command/seamline-cli
fi
if [ -x artifacts/player/seamline-player ] && [ -e artifacts/native/libseamline.so ]; then export SEAMLINE_PLAYER=$PWD/artifacts/player/seamline-player; fi
if [ -x artifacts/targets/seamline-targets ]; then export SEAMLINE_TARGETS=$PWD/artifacts/targets/seamline-targets; fi
if compgen -G 'artifacts/package/*.tar.gz' > /dev/null && compgen -G 'artifacts/package/*.nupkg' > /dev/null; then
    export SEAMLINE_PACKAGE_DIR=$PWD/artifacts/package
fi

run debug debug
if ! $quick; then
    run release release
    feature features-all 256
    feature features-no-avx2 128 DOTNET_EnableAVX2=0
    feature features-none 0 DOTNET_EnableHWIntrinsic=0
    for other in features-no-avx2 features-none; do
        if ! cmp -s "$results/features-all.hash" "$results/$other.hash"; then broken "$other: other bits than with all features"; fi
    done
fi
finish
