#!/usr/bin/env bash
# Publishes the native library into artifacts/native: libseamline.so, its symbols, and the object file that the proofs read.
# Does nothing when no source is newer than the library. --force publishes anyway.
set -euo pipefail
cd "$(dirname "$0")/.."

out=artifacts/native
library=$out/libseamline.so
force=false
[ "${1:-}" = --force ] && force=true

newer() {
    [ -e "$library" ] && [ -e "$out/seamline.o" ] || return 0
    [ -n "$(find engine Directory.Build.props Directory.Packages.props global.json tools/publish.sh -type f -newer "$out/stamp" -print -quit)" ]
}

if ! $force && [ -e "$out/stamp" ] && ! newer; then
    echo "publish: $library is up to date"
    exit 0
fi

touch_first=$(mktemp)
trap 'rm -f "$touch_first"' EXIT
dotnet publish engine -c Release -r linux-x64 -p:PublishNativeLibrary=true -v quiet --nologo

flavour=artifacts/native-flavour
mkdir -p "$out"
rm -f "$library" "$out/stamp"
cp "$flavour/publish/Seamline/release_linux-x64/libseamline.so" "$library"
cp "$flavour/bin/Seamline/release_linux-x64/native/libseamline.so.dbg" "$out/"
cp "$flavour/obj/Seamline/release_linux-x64/native/seamline.o" "$out/"
cp engine/include/seamline.h "$out/"
ln -sf libseamline.so "$out/libseamline.so.0"
# What changed while this was publishing is newer than the stamp.
cp -p "$touch_first" "$out/stamp"
echo "publish: $library ($(stat -c %s "$library") bytes)"
