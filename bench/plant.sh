#!/usr/bin/env bash
# Plants regressions in a copy of the sources, publishes it, and sees the gates of the test run catch each: what a gate lets pass
# ends this with 1. Three minutes. Called by tools/bench.sh --plant. With --check the plants are only put into the copy: whether each still
# finds its one place.
#   scalar   a kernel made scalar                                    -> KernelCountTests
#   length   an edit that looks at every page of its media           -> InstructionTests
#   object   an object on the collected heap at each block           -> StaticProofTests, RealTimeTests
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

check=${1:-}
tests=artifacts/bin/Seamline.Tests/debug/Seamline.Tests.dll
if [ "$check" != --check ]; then
    [ -e $tests ] || dotnet build tests -c Debug -v q --nologo
    tools/publish.sh native loops > /dev/null
fi
(git ls-files --cached --others --exclude-standard 2>/dev/null || find . -type f -not -path './artifacts/*') | tar --create --files-from=- | tar --extract --directory="$copy"
missed=0

# change FILE TEXT BY: exactly one place, or this script is out of date.
change() {
    TEXT=$2 BY=$3 python3 - "$copy/$1" << 'PYTHON'
import os, sys
path = sys.argv[1]
text = open(path).read()
if text.count(os.environ["TEXT"]) != 1:
    sys.exit(f"plant: {path} has no one place for this plant any more")
open(path, "w").write(text.replace(os.environ["TEXT"], os.environ["BY"]))
PYTHON
}

# caught NAME CLASS SAID: the tests of a class, run with what was published from the copy, must fail and say so.
caught() {
    [ "$check" != --check ] || return 0
    local log=$copy/$1.log status=0 native=$copy/artifacts/native
    [ -e "$native" ] || native=$root/artifacts/native # nothing was planted there
    SEAMLINE_NATIVE_DIR=$native SEAMLINE_LOOPS=$copy/artifacts/loops/seamline-loops \
        dotnet "$root/$tests" -noColor -noLogo -class "Seamline.Tests.AbiTests.$2" > "$log" 2>&1 || status=$?
    if [ "$status" -ne 0 ] && grep -E "$3" "$log" | head -n 3; then
        echo "plant: $1: caught by $2"
    else
        tail -n 20 "$log"
        echo "plant: $1: NOT caught by $2"
        missed=$((missed + 1))
    fi
}

publish() { [ "$check" = --check ] || (cd "$copy" && tools/publish.sh "$@") > "$copy/publish.log" 2>&1 || { tail -n 30 "$copy/publish.log"; exit 2; }; }

# restore FILE
restore() { cp "$root/$1" "$copy/$1"; }

change engine/Kernels/Gain.cs '            for (; i + 32 <= samples; i += 32)
            {
                Vector256<float> a = Vector256.Load(src + i) * gain;' '            for (; i + 32 <= samples && gain > 1e30f; i += 32)
            {
                Vector256<float> a = Vector256.Load(src + i) * gain;'
change engine/Kernels/Gain.cs '            for (; i + 8 <= samples; i += 8)
                (Vector256.Load(src + i) * gain).Store(dst + i);' '            for (; i + 8 <= samples && gain > 1e30f; i += 8)
                (Vector256.Load(src + i) * gain).Store(dst + i);'
change engine/Kernels/Gain.cs '            for (; i + 4 <= samples; i += 4)
                (Vector128.Load(src + i) * gain).Store(dst + i);' '            for (; i + 4 <= samples && gain > 1e30f; i += 4)
                (Vector128.Load(src + i) * gain).Store(dst + i);'
publish loops
caught scalar KernelCountTests 'kernel gain-set: .* more than'
restore engine/Kernels/Gain.cs

change engine/Timeline/SnapshotCompiler.cs '        block->LengthFrames = list.LengthFrames;' '        block->LengthFrames = list.LengthFrames;
        foreach (Clip each in clips.All)
        {
            for (long frame = 0; frame < each.Frames; frame += Limits.PageFrames) block->Serial ^= Seamline.Memory.PageTable.PageOf(frame);
        }

        block->Serial = serial;'
change engine/Abi/RenderEntry.cs '            long began = BlockClock.Begin(row->Clock);' '            long began = BlockClock.Begin(row->Clock);
            System.GC.KeepAlive(new object()); // fence: planted'
sed -i 's/^dotnet_diagnostic.RS0030.severity = error/dotnet_diagnostic.RS0030.severity = none/' "$copy/.editorconfig"
publish native
caught length InstructionTests 'An_edit_costs_the_same_however_long_the_media_are'
caught object StaticProofTests 'FAIL'
caught object RealTimeTests 'FAIL'

[ "$missed" -eq 0 ] || { echo "plant: $missed not caught"; exit 1; }
[ "$check" = --check ] && echo "plant: every plant finds its place" || echo "plant: all caught"
