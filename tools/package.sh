#!/usr/bin/env bash
# Makes what is handed to others, in artifacts/package, where something is newer than what is there:
#   archive  seamline-VERSION-RID.tar.gz (win-x64: .zip): library, headers, CMake and pkg-config files, Python module, licences, documents,
#            example hosts
#   symbols  seamline-VERSION-RID-dbg.tar.gz: the library's debug symbols, to be unpacked over the archive; a debugger finds them there
#   nuget    Seamline.VERSION.nupkg: the engine for C# hosts, and for linux-x64 the decoder
#   native-nuget  Seamline.Native.VERSION.nupkg: the native libraries of all systems that were published here, in runtimes/RID/native, with the decoder;
#            headers, import library and MSBuild targets for C and C++ projects of Visual Studio, in build/native
#   again    makes the archive once more, from a copy of the sources in another folder: both must be the same, byte for byte
# Without arguments the first two. --rid RID asks for the archive of another system: linux-x64 makes win-x64 and linux-arm64 too
# (tools/setup.sh --windows, --arm64). --force makes it again.
set -euo pipefail
cd "$(dirname "$0")/.."

case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) own=linux-x64 ;;
    Linux-aarch64) own=linux-arm64 ;;
    *) own=unknown ;;
esac

die() { printf 'package: error: %s\n' "$*" >&2; exit 1; }

rid=$own
what=()
force=()
while [ $# -gt 0 ]; do
    case "$1" in
        --force) force=(--force) ;;
        --rid) rid=${2:-}; shift ;;
        archive | symbols | nuget | native-nuget | again) what+=("$1") ;;
        *) echo "package: unknown argument '$1'" >&2; exit 2 ;;
    esac
    shift
done
[ ${#what[@]} -gt 0 ] || what=(archive nuget)

# NativeAOT links with a system's own linker and libraries: from linux-x64 by cross tools, else on a machine of the kind.
system=Linux processors='x86_64|AMD64|amd64' tools='' suffix=''
[ "$rid" = "$own" ] || suffix=-$rid
case "$own:$rid" in
    linux-x64:linux-x64) ;;
    linux-arm64:linux-arm64) processors='aarch64|arm64' ;;
    linux-x64:linux-arm64) processors='aarch64|arm64' tools=aarch64-linux-gnu- ;;
    linux-x64:win-x64) system=Windows ;;
    *:linux-x64) die "$rid is made on a $rid machine with gcc and binutils; this is $own" ;;
    *:linux-arm64 | *:win-x64) die "$rid is made on a linux-x64 machine; this is $own" ;;
    *:osx-arm64 | *:osx-x64) die "$rid is made on macOS with Xcode's command line tools; NativeAOT does not compile for it from another system" ;;
    *) die "'$rid' is not known: linux-x64, linux-arm64, win-x64, osx-arm64" ;;
esac
cross=()
[ -z "$suffix" ] || cross=(--rid "$rid")
case $rid in win-*) ending=zip ;; *) ending=tar.gz ;; esac

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
        -e "s/@ABI@/$abi/g; s/@RID@/$rid/g; s/@PROCESSORS@/$processors/g; s/@SYSTEM@/$system/g; s/@DESCRIPTION@/$description/g" "tools/package/$1" > "$2"
    ! grep -n '@[A-Z_]*@' "$2" || die "$1 has a field that is not filled"
}

# sbom RIDS TARGET: what the libraries are made of, as SPDX.
sbom() {
    local dotnet
    dotnet=$(sed -n 's:.*"Microsoft.DotNet.ILCompiler/\([0-9.]*\)".*:\1:p' artifacts/native-flavour*/obj/Seamline/project.assets.json | head -n 1)
    [ -n "$dotnet" ] || die "the version of the .NET runtime was not found"
    sed -e "s/@DOTNET@/$dotnet/g; s/@CREATED@/$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)/g; s/@VERSION@/$version/g; s/@RID@/$1/g" \
        tools/package/sbom.spdx.json.in > "$2"
}

# check LIBRARY: what must hold of a library before it is given away.
check() {
    local other name
    if [ $system = Windows ]; then
        other=$(awk 'on && !/^seam_/ { print } /^EXPORTS/ { on = 1 }' "${1%/*}/seamline.def")
        [ -z "$other" ] || die "the library shows more than seam_ symbols: $other"
        other=$(x86_64-w64-mingw32-objdump -p "$1" | sed -n 's/^\tDLL Name: //p' | grep -viE '^(kernel32|advapi32|bcrypt|ole32|ucrtbase)\.dll$' || true)
        [ -z "$other" ] || die "the library needs more than Windows has since version 10: $other"
        return
    fi
    other=$("${tools}nm" -D --defined-only "$1" | awk '$2 != "A" && $3 !~ /^seam_/ { print $3 }'
        "${tools}nm" -g --defined-only "${1%.so}.a" | awk 'NF == 3 && $3 !~ /^seam_/ { print $3 }')
    [ -z "$other" ] || die "the library shows more than seam_ symbols: $other"
    name=$(readelf -d "$1" | sed -n 's/.*SONAME.*\[\(.*\)\].*/\1/p')
    [ "$name" = "libseamline.so.$abi" ] || die "the library's name is '$name', the header's version $abi"
}

# libraries ROOT: the library itself, and what links with it.
libraries() {
    local native=artifacts/native$suffix
    if [ $system = Windows ]; then
        mkdir "$1/bin"
        cp $native/seamline.dll "$1/bin/"
        cp $native/seamline.lib $native/libseamline.dll.a "$1/lib/"
        fill SeamlineTargets.windows.cmake.in "$1/lib/cmake/Seamline/SeamlineTargets.cmake"
        return
    fi
    cp $native/libseamline.so "$1/lib/libseamline.so.$version"
    cp $native/libseamline.a "$1/lib/"
    ln -s "libseamline.so.$version" "$1/lib/libseamline.so.$abi"
    ln -s "libseamline.so.$abi" "$1/lib/libseamline.so"
    fill SeamlineTargets.cmake.in "$1/lib/cmake/Seamline/SeamlineTargets.cmake"
}

# pack NAME ARCHIVE: order by name, times by the commit, owners by number, no name or time in the compressor's header.
pack() {
    if [ $system = Windows ]; then
        python3 tools/package/zip.py "$epoch" "$out" "$1" "$2"
        return
    fi
    LC_ALL=C tar --directory="$out" --create --format=gnu --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner \
        "$1" | gzip -n -9 > "$2"
}

make_archive() {
    local name=seamline-$version-$rid
    local archive=$out/$name.$ending root=$out/$name native=artifacts/native$suffix library=libseamline.so
    [ $system != Windows ] || library=seamline.dll
    local made=($native) parts=(native)
    [ $rid != linux-x64 ] || made+=(artifacts/decoder) parts+=(decoder)
    tools/publish.sh "${cross[@]}" "${parts[@]}" "${force[@]}"
    if [ "$(cat "$root.time" 2>/dev/null)" = "$epoch" ] && ! stale "$archive" "${made[@]}" engine/include docs tools/package tools/hosts; then echo "package: $archive is up to date"; return; fi
    touch "$started"
    check $native/$library
    rm -rf "$root"
    mkdir -p "$root"/{include,python,lib/cmake/Seamline,lib/pkgconfig,share/licenses/seamline,share/doc/seamline}
    cp engine/include/seamline.h engine/include/seamline.hpp "$root/include/"
    libraries "$root"
    if [ ${#made[@]} -gt 1 ]; then
        mkdir -p "$root/libexec/seamline"
        cp artifacts/decoder/seamline-decoder "$root/libexec/seamline/"
    fi
    for file in SeamlineConfig SeamlineConfigVersion; do
        fill $file.cmake.in "$root/lib/cmake/Seamline/$file.cmake"
    done
    fill seamline.pc.in "$root/lib/pkgconfig/seamline.pc"
    cp tools/hosts/python/seamline.py "$root/python/"
    if [ $system != Windows ]; then
        mkdir "$root/share/seamline"
        cp tools/package/lsan.supp tests/abi/memcheck.supp "$root/share/seamline/"
    fi
    cp LICENSE "$root/share/licenses/seamline/"
    fill NOTICES.txt.in "$root/share/licenses/seamline/NOTICES.txt"
    cp $native/LICENSE.TXT "$root/share/licenses/seamline/dotnet-LICENSE.TXT"
    cp $native/THIRD-PARTY-NOTICES.TXT "$root/share/licenses/seamline/dotnet-THIRD-PARTY-NOTICES.TXT"
    sbom "$rid" "$root/share/doc/seamline/sbom.spdx.json"
    cp README.md CHANGELOG.md "$root/share/doc/seamline/"
    cp -R docs "$root/share/doc/seamline/docs" # beside the README, whose links then hold
    cp -R tools/hosts "$root/share/doc/seamline/examples"
    python3 tools/bindings.py csharp > "$root/share/doc/seamline/examples/csharp/Seam.cs"
    # What a build inside tools/hosts leaves.
    rm -rf "$root"/share/doc/seamline/examples/{rust/target,node/node_modules,csharp/bin,csharp/obj,python/__pycache__}

    # Modes by rule.
    find "$root" -type d -exec chmod 755 {} +
    find "$root" -type f -exec chmod 644 {} +
    [ ${#made[@]} -eq 1 ] || chmod 755 "$root/libexec/seamline/seamline-decoder"
    find "$root/lib" -name 'libseamline.so.*' -type f -exec chmod 755 {} +
    pack "$name" "$archive.part"
    touch -r "$started" "$archive.part"
    mv "$archive.part" "$archive"
    echo "$epoch" > "$root.time"
    echo "package: $archive ($(stat -c %s "$archive") bytes, $(sha256sum "$archive" | cut -c1-16))"
}

# The library in the archive is stripped and names its symbols by a link and a build id: debuggers look beside it and in lib/debug/.build-id.
make_symbols() {
    local name=seamline-$version-$rid root=$out/symbols native=artifacts/native$suffix id
    local archive=$out/$name-dbg.tar.gz
    [ $system != Windows ] || die "there are no symbols of $rid"
    tools/publish.sh "${cross[@]}" native "${force[@]}"
    if [ "$(cat "$root.time" 2>/dev/null)" = "$epoch" ] && ! stale "$archive" $native; then echo "package: $archive is up to date"; return; fi
    touch "$started"
    id=$("${tools}readelf" -n $native/libseamline.so | sed -n 's/.*Build ID: *//p')
    [ -n "$id" ] && [ "$id" = "$("${tools}readelf" -n $native/libseamline.so.dbg | sed -n 's/.*Build ID: *//p')" ] || die "the symbols are of another library"
    rm -rf "$root"
    mkdir -p "$root/$name/lib/debug/.build-id/${id:0:2}"
    cp $native/libseamline.so.dbg "$root/$name/lib/"
    ln -s ../../../libseamline.so.dbg "$root/$name/lib/debug/.build-id/${id:0:2}/${id:2}.debug"
    find "$root" -type d -exec chmod 755 {} +
    chmod 644 "$root/$name/lib/libseamline.so.dbg"
    out=$root pack "$name" "$archive.part"
    rm -rf "$root"
    touch -r "$started" "$archive.part"
    mv "$archive.part" "$archive"
    echo "$epoch" > "$root.time"
    echo "package: $archive ($(stat -c %s "$archive") bytes)"
}

make_nuget() {
    local package=$out/Seamline.$version.nupkg
    local made=(engine)
    if [ "$own" = linux-x64 ]; then
        tools/publish.sh decoder "${force[@]}"
        made+=(artifacts/decoder)
    fi
    if ! stale "$package" "${made[@]}"; then echo "package: $package is up to date"; return; fi
    touch "$started"
    rm -f "$package"
    dotnet pack engine -c Release -p:PackLibrary=true -o "$out" -p:RunAnalyzers=false -v quiet --nologo
    touch -r "$started" "$package"
    echo "package: $package ($(stat -c %s "$package") bytes)"
}

# Put together by hand: what `dotnet pack` writes differs from one time to the next.
make_native-nuget() {
    local package=$out/Seamline.Native.$version.nupkg root=$out/native-nuget one from names=()
    rm -rf "$root"
    mkdir -p "$root"
    for one in linux-x64 linux-arm64 win-x64; do
        from=artifacts/native
        [ $one = "$own" ] || from=$from-$one
        [ -e $from/stamp ] || continue
        mkdir -p "$root/runtimes/$one/native"
        case $one in win-*)
            cp $from/seamline.dll "$root/runtimes/$one/native/"
            mkdir -p "$root/build/native/lib/$one"
            cp $from/seamline.lib "$root/build/native/lib/$one/"
            ;; *) cp $from/libseamline.so "$root/runtimes/$one/native/" ;; esac
        if [ $one = linux-x64 ]; then
            tools/publish.sh decoder "${force[@]}"
            cp artifacts/decoder/seamline-decoder "$root/runtimes/$one/native/"
        fi
        cp $from/LICENSE.TXT "$root/dotnet-LICENSE.TXT"
        cp $from/THIRD-PARTY-NOTICES.TXT "$root/dotnet-THIRD-PARTY-NOTICES.TXT"
        names+=($one)
    done
    [ ${#names[@]} -gt 0 ] || die "no native library was published here: tools/publish.sh native"
    mkdir -p "$root"/{_rels,build/native/include}
    cp engine/include/seamline.h engine/include/seamline.hpp "$root/build/native/include/"
    cp tools/package/Seamline.Native.targets "$root/build/native/"
    cp LICENSE README.md "$root/"
    local joined="${names[*]}"
    sbom "${joined// /-}" "$root/sbom.spdx.json"
    fill NOTICES.txt.in "$root/NOTICES.txt"
    fill Seamline.Native.nuspec.in "$root/Seamline.Native.nuspec"
    cp tools/package/content-types.xml "$root/[Content_Types].xml"
    cp tools/package/relations.xml "$root/_rels/.rels"
    (cd "$root" && python3 ../../../tools/package/zip.py "$epoch" . . "../${package##*/}")
    rm -rf "$root"
    echo "package: $package (${names[*]}; $(stat -c %s "$package") bytes)"
}

make_again() {
    local archive=seamline-$version-$rid.$ending
    make_archive
    # Tracked or about to be; from an archive of the sources, all there is.
    (git ls-files --cached --others --exclude-standard 2>/dev/null || find . -type f -not -path './artifacts/*') |
        tar --create --files-from=- | tar --extract --directory="$elsewhere"
    (cd "$elsewhere" && SOURCE_DATE_EPOCH=$epoch tools/package.sh "${cross[@]}" archive > /dev/null)
    cmp "$out/$archive" "$elsewhere/$out/$archive" || die "the same sources gave another archive in another folder"
    echo "package: $archive is the same from another folder"
}

mkdir -p $out
for one in "${what[@]}"; do "make_$one"; done
