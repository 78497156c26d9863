#!/usr/bin/env bash
# Makes what is handed to others, in artifacts/package, where something is newer than what is there:
#   archive  seamline-VERSION-RID.tar.gz: library, headers, CMake and pkg-config files, licences, documents, example hosts
#   nuget    Seamline.VERSION.nupkg: the engine for C# hosts
#   again    makes the archive once more, from a copy of the sources in another folder: both must be the same, byte for byte
# Without arguments the first two. --rid RID asks for the archive of another system; --force makes it again.
set -euo pipefail
cd "$(dirname "$0")/.."

case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) own=linux-x64 processors='x86_64|AMD64|amd64' ;;
    Linux-aarch64) own=linux-arm64 processors='aarch64|arm64' ;;
    *) own=unknown processors='' ;;
esac

die() { printf 'package: error: %s\n' "$*" >&2; exit 1; }

rid=$own
what=()
force=()
while [ $# -gt 0 ]; do
    case "$1" in
        --force) force=(--force) ;;
        --rid) rid=${2:-}; shift ;;
        archive | nuget | again) what+=("$1") ;;
        *) echo "package: unknown argument '$1'" >&2; exit 2 ;;
    esac
    shift
done
[ ${#what[@]} -gt 0 ] || what=(archive nuget)

# NativeAOT links with the system's own linker and libraries: each archive is made on a machine of its kind.
case "$rid" in
    linux-x64 | linux-arm64)
        [ "$rid" = "$own" ] || die "$rid is made on a $rid machine with gcc and binutils; this is $own" ;;
    win-x64) die "win-x64 is made on Windows with the MSVC build tools; NativeAOT does not compile from one system for another" ;;
    osx-arm64 | osx-x64) die "$rid is made on macOS with Xcode's command line tools; NativeAOT does not compile from one system for another" ;;
    *) die "'$rid' is not known: linux-x64, linux-arm64, win-x64, osx-arm64" ;;
esac

out=artifacts/package
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
abi=$(sed -n 's/^#define SEAM_ABI_VERSION \([0-9]*\)$/\1/p' engine/include/seamline.h)
description=$(sed -n 's:.*<Description>\(.*\)</Description>.*:\1:p' engine/Seamline.csproj)
[ -n "$version" ] && [ -n "$abi" ] || die "the version was not found"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# Every file in an archive carries the commit's time.
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}

started=$(mktemp)
elsewhere=$(mktemp -d)
trap 'rm -rf "$started" "$elsewhere"' EXIT

# stale RESULT SOURCES...: the result's time is that of the beginning of its making.
stale() {
    local result=$1
    shift
    [ ${#force[@]} -gt 0 ] || [ ! -e "$result" ] ||
        [ -n "$(find "$@" Directory.Build.props Directory.Packages.props global.json tools/package.sh README.md LICENSE -type f -newer "$result" -print -quit)" ]
}

# fill TEMPLATE TARGET
fill() {
    sed -e "s/@VERSION@/$version/g; s/@VERSION_MAJOR@/${version%%.*}/g; s/@VERSION_MINOR@/$(cut -d. -f2 <<< "$version")/g" \
        -e "s/@ABI@/$abi/g; s/@RID@/$rid/g; s/@PROCESSORS@/$processors/g; s/@DESCRIPTION@/$description/g" "tools/package/$1" > "$2"
    ! grep -n '@[A-Z_]*@' "$2" || die "$1 has a field that is not filled"
}

# check LIBRARY: what must hold of a library before it is given away.
check() {
    local other name
    other=$(nm -D --defined-only "$1" | awk '$2 != "A" && $3 !~ /^seam_/ { print $3 }'
        nm -g --defined-only "${1%.so}.a" | awk 'NF == 3 && $3 !~ /^seam_/ { print $3 }')
    [ -z "$other" ] || die "the library shows more than seam_ symbols: $other"
    name=$(readelf -d "$1" | sed -n 's/.*SONAME.*\[\(.*\)\].*/\1/p')
    [ "$name" = "libseamline.so.$abi" ] || die "the library's name is '$name', the header's version $abi"
}

make_archive() {
    local name=seamline-$version-$rid
    local archive=$out/$name.tar.gz root=$out/$name native=artifacts/native
    tools/publish.sh native decoder "${force[@]}"
    if [ "$(cat "$root.time" 2>/dev/null)" = "$epoch" ] && ! stale "$archive" $native artifacts/decoder engine/include docs tools/package tools/hosts; then echo "package: $archive is up to date"; return; fi
    touch "$started"
    check $native/libseamline.so
    rm -rf "$root"
    mkdir -p "$root"/{include,lib/cmake/Seamline,lib/pkgconfig,share/licenses/seamline,share/doc/seamline}
    cp engine/include/seamline.h engine/include/seamline.hpp "$root/include/"
    cp $native/libseamline.so "$root/lib/libseamline.so.$version"
    cp $native/libseamline.a "$root/lib/"
    mkdir -p "$root/libexec/seamline"
    cp artifacts/decoder/seamline-decoder "$root/libexec/seamline/"
    ln -s "libseamline.so.$version" "$root/lib/libseamline.so.$abi"
    ln -s "libseamline.so.$abi" "$root/lib/libseamline.so"
    for file in SeamlineConfig SeamlineConfigVersion SeamlineTargets; do
        fill $file.cmake.in "$root/lib/cmake/Seamline/$file.cmake"
    done
    fill seamline.pc.in "$root/lib/pkgconfig/seamline.pc"
    cp LICENSE "$root/share/licenses/seamline/"
    fill NOTICES.txt.in "$root/share/licenses/seamline/NOTICES.txt"
    cp $native/LICENSE.TXT "$root/share/licenses/seamline/dotnet-LICENSE.TXT"
    cp $native/THIRD-PARTY-NOTICES.TXT "$root/share/licenses/seamline/dotnet-THIRD-PARTY-NOTICES.TXT"
    local dotnet
    dotnet=$(sed -n 's:.*"Microsoft.DotNet.ILCompiler/\([0-9.]*\)".*:\1:p' artifacts/native-flavour/obj/Seamline/project.assets.json | head -n 1)
    [ -n "$dotnet" ] || die "the version of the .NET runtime was not found"
    sed -e "s/@DOTNET@/$dotnet/g; s/@CREATED@/$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)/g; s/@VERSION@/$version/g; s/@RID@/$rid/g" \
        tools/package/sbom.spdx.json.in > "$root/share/doc/seamline/sbom.spdx.json"
    cp README.md "$root/share/doc/seamline/"
    cp -R docs "$root/share/doc/seamline/docs" # beside the README, whose links then hold
    cp -R tools/hosts "$root/share/doc/seamline/examples"

    # Modes by rule, order by name, times by the commit, owners by number, no name or time in the compressor's header.
    find "$root" -type d -exec chmod 755 {} +
    find "$root" -type f -exec chmod 644 {} +
    chmod 755 "$root/libexec/seamline/seamline-decoder"
    find "$root/lib" -name 'libseamline.so.*' -type f -exec chmod 755 {} +
    LC_ALL=C tar --directory="$out" --create --format=gnu --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner \
        "$name" | gzip -n -9 > "$archive.part"
    touch -r "$started" "$archive.part"
    mv "$archive.part" "$archive"
    echo "$epoch" > "$root.time"
    echo "package: $archive ($(stat -c %s "$archive") bytes, $(sha256sum "$archive" | cut -c1-16))"
}

make_nuget() {
    local package=$out/Seamline.$version.nupkg
    if ! stale "$package" engine; then echo "package: $package is up to date"; return; fi
    touch "$started"
    rm -f "$package"
    dotnet pack engine -c Release -p:PackLibrary=true -o "$out" -p:RunAnalyzers=false -v quiet --nologo
    touch -r "$started" "$package"
    echo "package: $package ($(stat -c %s "$package") bytes)"
}

make_again() {
    local archive=seamline-$version-$rid.tar.gz
    make_archive
    # Tracked or about to be; from an archive of the sources, all there is.
    (git ls-files --cached --others --exclude-standard 2>/dev/null || find . -type f -not -path './artifacts/*') |
        tar --create --files-from=- | tar --extract --directory="$elsewhere"
    (cd "$elsewhere" && SOURCE_DATE_EPOCH=$epoch tools/package.sh archive > /dev/null)
    cmp "$out/$archive" "$elsewhere/$out/$archive" || die "the same sources gave another archive in another folder"
    echo "package: $archive is the same from another folder"
}

mkdir -p $out
for one in "${what[@]}"; do "make_$one"; done
