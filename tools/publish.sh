#!/usr/bin/env bash
# Publishes by NativeAOT, where a source is newer than what is there:
#   native   artifacts/native: libseamline.so, its symbols, libseamline.a, the header, the object file that the proofs read, and the
#            licence and notices of the .NET runtime that is linked in
#   command  artifacts/command: seamline-cli
#   decoder  artifacts/decoder: seamline-decoder, which decodes media for an engine in a process of its own
#   player   artifacts/player: seamline-player, and the library that draws its text
#   loops    artifacts/loops: seamline-loops, which runs kernels to be counted
#   targets  artifacts/targets: seamline-targets, which measures the speed targets
# --rid win-x64 or linux-arm64, on linux-x64: the same for another system, in artifacts/native-RID and so on (tools/setup.sh --windows, --arm64).
# Without arguments the first two. --force publishes anyway. --fresh publishes nothing and succeeds where all that is named is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."

case "$(uname -m)" in
    aarch64 | arm64) own=linux-arm64 ;;
    *) own=linux-x64 ;;
esac
rid=$own
force=false
only_ask=false
what=()
while [ $# -gt 0 ]; do
    case "$1" in
        --force) force=true ;;
        --fresh) only_ask=true ;;
        --rid) rid=${2:-}; shift ;;
        native | command | decoder | player | loops | targets) what+=("$1") ;;
        *) echo "publish: unknown argument '$1'" >&2; exit 2 ;;
    esac
    shift
done
[ ${#what[@]} -gt 0 ] || what=(native command)

# For another system: a folder of its own, and what the .NET SDK needs to compile for it from here. A target's own settings need global properties.
suffix='' program='' cross=()
case "$own:$rid" in
    "$own:$own") ;;
    linux-x64:win-x64)
        suffix=-$rid program=.exe
        cross=(-p:DisableUnsupportedError=true -p:IlcUseEnvironmentalTools=true -p:NativeDebugSymbols=false "-p:CppLinker=$PWD/tools/package/win-x64/link.sh")
        export SEAMLINE_WINDOWS_LIBRARIES=$PWD/artifacts/windows-libraries
        tools/setup.sh --check --windows
        tools/package/win-x64/prepare.sh "$SEAMLINE_WINDOWS_LIBRARIES"
        ;;
    linux-x64:linux-arm64)
        suffix=-$rid
        cross=("-p:CppCompilerAndLinker=$PWD/tools/package/linux-arm64/cc.sh" -p:ObjCopyName=aarch64-linux-gnu-objcopy -p:CrossPrefix=aarch64-linux-gnu-)
        tools/setup.sh --check --arm64
        ;;
    *) echo "publish: for '$rid' nothing can be published on $own" >&2; exit 1 ;;
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
        decoder) echo engine tools/decoder ;;
        player) echo tools/player tools/projects engine/Files engine/Interop/SDL3-CS ;;
        loops) echo engine bench/loops bench/Rig.cs ;;
        targets) echo engine bench tools/projects ;;
    esac
}

# into FILES... FOLDER: as new files, for a program may run the old ones.
into() { cp --remove-destination "$@"; }

publish_native() {
    local out=artifacts/native$suffix flavour=artifacts/native-flavour$suffix made
    made=$flavour/publish/Seamline/release_$rid
    if ! stale $out $(sources_of native); then echo "publish: $out is up to date"; return; fi
    mkdir -p $out
    rm -f $out/stamp
    dotnet publish engine -c Release -r $rid -p:PublishNativeLibrary=true "-p:ArtifactsPath=$PWD/$flavour" "${cross[@]}" -p:RunAnalyzers=false -v quiet --nologo
    into $made/{LICENSE,THIRD-PARTY-NOTICES}.TXT engine/include/seamline.h $out/
    if [ $rid = win-x64 ]; then
        into $made/seamline.dll $flavour/bin/Seamline/release_$rid/native/seamline.lib $out/
        tools/package/win-x64/imports.sh $out
        done_with $out
        echo "publish: $out/seamline.dll ($(stat -c %s $out/seamline.dll) bytes)"
        return
    fi
    into $made/libseamline.so $flavour/bin/Seamline/release_$rid/native/libseamline.so.dbg $out/
    into $flavour/obj/Seamline/release_$rid/native/{seamline.o,libseamline.a} $out/
    [ $rid != linux-x64 ] || into $flavour/obj/Seamline/release_$rid/native/seamline-ticks.o $out/
    ln -sf libseamline.so $out/libseamline.so.0
    done_with $out
    echo "publish: $out/libseamline.so ($(stat -c %s $out/libseamline.so) bytes)"
}

# publish_program NAME PROJECT EXECUTABLE: programs share a folder, so that the engine is compiled once for all. Names of functions stay in
# them, lines do not: that takes an eighth less.
publish_program() {
    local out=artifacts/$1$suffix
    # shellcheck disable=SC2046
    if ! stale $out $(sources_of $1); then echo "publish: $out is up to date"; return; fi
    mkdir -p $out
    rm -f $out/stamp
    dotnet publish $2 -c Release -r $rid -p:PublishProgram=true -p:DebugType=none "-p:ArtifactsPath=$PWD/artifacts/program-flavour$suffix" "${cross[@]}" -o $out -p:RunAnalyzers=false -v quiet --nologo
    done_with $out
    echo "publish: $out/$3$program ($(stat -c %s $out/$3$program) bytes)"
}

publish_command() { publish_program command tools/cli seamline-cli; }
publish_decoder() { publish_program decoder tools/decoder seamline-decoder; }
publish_player() { publish_program player tools/player seamline-player; }
publish_loops() { publish_program loops bench/loops seamline-loops; }
publish_targets() { publish_program targets bench/targets seamline-targets; }

if $only_ask; then
    for one in "${what[@]}"; do
        # shellcheck disable=SC2046
        if stale "artifacts/$one$suffix" $(sources_of "$one"); then exit 1; fi
    done
    exit 0
fi

touch "$started"
for one in "${what[@]}"; do "publish_$one"; done
