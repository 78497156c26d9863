#!/usr/bin/env bash
# Publishes by NativeAOT, where a source is newer than what is there:
#   native   artifacts/native: libseamline.so, its symbols, libseamline.a, the header, the object file that the proofs read, and the
#            licence and notices of the .NET runtime that is linked in
#   command  artifacts/command: seamline-cli
#   player   artifacts/player: seamline-player, and the library that draws its text
#   targets  artifacts/targets: seamline-targets, which measures the speed targets and runs kernels to be counted
# Without arguments the first two. --force publishes anyway. --fresh publishes nothing and succeeds where all that is named is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."

force=false
only_ask=false
what=()
for argument in "$@"; do
    case "$argument" in
        --force) force=true ;;
        --fresh) only_ask=true ;;
        native | command | player | targets) what+=("$argument") ;;
        *) echo "publish: unknown argument '$argument'" >&2; exit 2 ;;
    esac
done
[ ${#what[@]} -gt 0 ] || what=(native command)

case "$(uname -m)" in
    aarch64 | arm64) rid=linux-arm64 ;;
    *) rid=linux-x64 ;;
esac
started=$(mktemp)
trap 'rm -f "$started"' EXIT

# stale FOLDER SOURCES...
stale() {
    local stamp=$1/stamp
    shift
    $force || [ ! -e "$stamp" ] ||
        [ -n "$(find "$@" Directory.Build.props Directory.Packages.props global.json tools/publish.sh -type f -newer "$stamp" -print -quit)" ]
}

# done_with FOLDER: what changed while this was publishing stays newer than the stamp.
done_with() {
    cp -p "$started" "$1/stamp"
}

# What each is made of.
sources_of() {
    case "$1" in
        native) echo engine ;;
        command) echo engine tools/cli tools/projects ;;
        player) echo tools/player tools/projects engine/Files engine/Interop/SDL3-CS ;;
        targets) echo engine bench tools/projects ;;
    esac
}

publish_native() {
    local out=artifacts/native flavour=artifacts/native-flavour
    if ! stale $out $(sources_of native); then echo "publish: $out is up to date"; return; fi
    mkdir -p $out
    rm -f $out/stamp
    dotnet publish engine -c Release -r $rid -p:PublishNativeLibrary=true -p:RunAnalyzers=false -v quiet --nologo
    cp --remove-destination $flavour/publish/Seamline/release_$rid/libseamline.so $out/
    cp --remove-destination $flavour/bin/Seamline/release_$rid/native/libseamline.so.dbg $out/
    cp --remove-destination $flavour/obj/Seamline/release_$rid/native/{seamline.o,seamline-ticks.o,libseamline.a} $out/
    cp --remove-destination $flavour/publish/Seamline/release_$rid/{LICENSE,THIRD-PARTY-NOTICES}.TXT $out/
    cp --remove-destination engine/include/seamline.h $out/
    ln -sf libseamline.so $out/libseamline.so.0
    done_with $out
    echo "publish: $out/libseamline.so ($(stat -c %s $out/libseamline.so) bytes)"
}

publish_command() {
    local out=artifacts/command
    if ! stale $out $(sources_of command); then echo "publish: $out is up to date"; return; fi
    mkdir -p $out
    rm -f $out/stamp
    dotnet publish tools/cli -c Release -r $rid -p:ArtifactsPath="$PWD/artifacts/program-flavour" -o $out -p:RunAnalyzers=false -v quiet --nologo
    done_with $out
    echo "publish: $out/seamline-cli ($(stat -c %s $out/seamline-cli) bytes)"
}

publish_player() {
    local out=artifacts/player
    if ! stale $out $(sources_of player); then echo "publish: $out is up to date"; return; fi
    mkdir -p $out
    rm -f $out/stamp
    dotnet publish tools/player -c Release -r $rid -p:ArtifactsPath="$PWD/artifacts/program-flavour" -o $out -p:RunAnalyzers=false -v quiet --nologo
    done_with $out
    echo "publish: $out/seamline-player ($(stat -c %s $out/seamline-player) bytes)"
}

publish_targets() {
    local out=artifacts/targets
    if ! stale $out $(sources_of targets); then echo "publish: $out is up to date"; return; fi
    mkdir -p $out
    rm -f $out/stamp
    dotnet publish bench/targets -c Release -r $rid -p:ArtifactsPath="$PWD/artifacts/program-flavour" -o $out -p:RunAnalyzers=false -v quiet --nologo
    done_with $out
    echo "publish: $out/seamline-targets ($(stat -c %s $out/seamline-targets) bytes)"
}

if $only_ask; then
    for one in "${what[@]}"; do
        # shellcheck disable=SC2046
        if stale "artifacts/$one" $(sources_of "$one"); then exit 1; fi
    done
    exit 0
fi

touch "$started"
for one in "${what[@]}"; do "publish_$one"; done
