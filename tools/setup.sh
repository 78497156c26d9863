#!/usr/bin/env bash
# Makes a machine ready to build, test and run Seamline: FFmpeg 5.1 to 7.1, SDL 3, a C and C++ tool chain, CMake.
# Idempotent: looks first, installs only what is missing, takes well under a second when all is there.
# Debian 12, Debian 13 and Ubuntu are handled with apt as root; elsewhere it says what to install.
#   --check     only look; exit 0 when all is there
#   --windows   also what publishes for win-x64 from here: lld, llvm and mingw-w64
#   --wine      also what runs the result here: Wine, and nasm, with which tools/wine/media.sh builds FFmpeg for it
#   --arm64     also what publishes for linux-arm64 and runs the result here: a cross compiler and qemu
set -euo pipefail

check_only=false
more=()
for argument in "$@"; do
    case "$argument" in
        --check) check_only=true ;;
        --windows | --wine | --arm64) more+=("${argument#--}") ;;
        *) echo "setup: unknown argument '$argument' (--check, --windows, --wine, --arm64)" >&2; exit 2 ;;
    esac
done
asked() { case " ${more[*]-} " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

say() { printf 'setup: %s\n' "$*" >&2; }
die() { printf 'setup: error: %s\n' "$*" >&2; exit 1; }

# No early-exit grep behind a pipe: with pipefail its SIGPIPE makes the answer random.
loader_list=$( (ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null) || true)
has_library() { case "$loader_list" in *"$1"*) return 0 ;; *) return 1 ;; esac; }

has_ffmpeg_libraries() {
    local set name ok
    for set in "59 59 57 4" "60 60 58 4" "61 61 59 5"; do
        # shellcheck disable=SC2086
        set -- $set
        ok=true
        for name in "libavformat.so.$1" "libavcodec.so.$2" "libavutil.so.$3" "libswresample.so.$4"; do
            has_library "$name" || ok=false
        done
        $ok && return 0
    done
    return 1
}

missing() {
    command -v dotnet >/dev/null || echo dotnet
    command -v ffmpeg >/dev/null && has_ffmpeg_libraries || echo ffmpeg
    has_library libSDL3.so.0 || echo sdl3
    command -v cc >/dev/null && command -v c++ >/dev/null && command -v objdump >/dev/null || echo toolchain
    command -v valgrind >/dev/null || echo valgrind
    has_library libebur128.so.1 || echo ebur128
    command -v abidiff >/dev/null || echo abigail
    command -v cmake >/dev/null && command -v make >/dev/null && command -v pkg-config >/dev/null && command -v python3 >/dev/null || echo hosts
    if asked windows; then
        { command -v lld-link || command -v lld-link-19; } > /dev/null && { command -v llvm-dlltool || command -v llvm-dlltool-19; } > /dev/null || echo lld
        command -v x86_64-w64-mingw32-gcc-posix > /dev/null && command -v x86_64-w64-mingw32-g++-posix > /dev/null || echo mingw
    fi
    if asked wine; then { command -v wine64 || [ -x /usr/lib/wine/wine64 ]; } > /dev/null && command -v nasm > /dev/null && command -v dpkg-source > /dev/null || echo wine; fi
    if asked arm64; then command -v aarch64-linux-gnu-gcc > /dev/null && command -v aarch64-linux-gnu-g++ > /dev/null && command -v qemu-aarch64 > /dev/null || echo arm64; fi
}

describe() {
    case "$1" in
        dotnet)    echo ".NET SDK 10 (the 'dotnet' command)" ;;
        ffmpeg)    echo "FFmpeg 5.1, 6.x or 7.x: the 'ffmpeg' command with libavformat, libavcodec, libavutil, libswresample (Debian, Ubuntu: package ffmpeg; Fedora: ffmpeg-free; Arch, Homebrew: ffmpeg)" ;;
        sdl3)      echo "SDL 3.2 or later: libSDL3.so.0 (Debian 13, Ubuntu 25.04 and later: package libsdl3-0; Fedora: SDL3; Arch, Homebrew: sdl3)" ;;
        toolchain) echo "C and C++ compilers and binutils (Debian, Ubuntu: packages gcc g++ libc6-dev binutils)" ;;
        valgrind)  echo "valgrind, which counts instructions for the gate (Debian, Ubuntu: package valgrind)" ;;
        ebur128)   echo "libebur128, whose loudness the tests compare with (Debian, Ubuntu: package libebur128-1)" ;;
        abigail)   echo "abidiff, which compares the C interface with the last release's (Debian, Ubuntu: package abigail-tools; Fedora: libabigail)" ;;
        lld)       echo "lld 16 or later and llvm-dlltool, which link for Windows (Debian, Ubuntu: packages lld-19 llvm-19)" ;;
        mingw)     echo "mingw-w64 for C and C++ with POSIX threads (Debian, Ubuntu: packages gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix)" ;;
        wine)      echo "Wine for 64-bit programs, nasm, dpkg-source (Debian: packages wine64 nasm dpkg-dev)" ;;
        arm64)     echo "a cross compiler for arm64 and qemu-user (Debian, Ubuntu: packages gcc-aarch64-linux-gnu g++-aarch64-linux-gnu qemu-user)" ;;
        hosts)     echo "what the example hosts are built and run with: cmake, make, pkg-config, python3 (Debian, Ubuntu: packages cmake make pkg-config python3)" ;;
    esac
}

refuse() {
    say "$1 Please install:"
    for item in $(missing); do printf '  - %s\n' "$(describe "$item")" >&2; done
    exit 1
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" >&2
}

# Debian 12 has no SDL 3: it comes from the next suite, pinned low so that nothing else does.
# The mirror and its key are those of the machine's own configuration.
add_trixie() {
    grep -rqsE '^(Suites:.*|deb .*)\<trixie\>' /etc/apt/sources.list /etc/apt/sources.list.d/ && return 0
    local uri="" key="" file
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -e "$file" ] || continue
        uri=$(awk -v RS= '/(^|\n)Suites:[^\n]*bookworm( |\n|$)/' "$file" | sed -n 's/^URIs: *\([^ ]*\).*/\1/p' | sed -n 1p)
        key=$(awk -v RS= '/(^|\n)Suites:[^\n]*bookworm( |\n|$)/' "$file" | sed -n 's/^Signed-By: *\([^ ]*\).*/\1/p' | sed -n 1p)
        [ -n "$uri" ] && break
    done
    if [ -z "$uri" ]; then
        for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
            [ -e "$file" ] || continue
            uri=$(sed -nE 's/^deb +(\[[^]]*\] +)?([^ ]+) +bookworm +.*/\2/p' "$file" | sed -n 1p)
            [ -n "$uri" ] && break
        done
    fi
    [ -n "$uri" ] || die "no apt source for bookworm found, so none can be derived for trixie (SDL 3 lives there)"
    [ -n "$key" ] || key=/usr/share/keyrings/debian-archive-keyring.gpg
    printf 'Types: deb\nURIs: %s\nSuites: trixie\nComponents: main\nSigned-By: %s\n' "$uri" "$key" \
        > /etc/apt/sources.list.d/seamline-trixie.sources
    printf 'Package: *\nPin: release n=trixie\nPin-Priority: 100\n' > /etc/apt/preferences.d/seamline-trixie
}

todo=$(missing)
[ -n "$todo" ] || exit 0
$check_only && refuse "some requirements are missing."
case " $(echo $todo) " in *" dotnet "*) refuse "the .NET SDK is not installed by this script." ;; esac
command -v apt-get >/dev/null || refuse "this machine has no apt-get, so nothing was installed."
[ "$(id -u)" = 0 ] || refuse "not run as root, so nothing was installed."

# shellcheck disable=SC1091
. /etc/os-release
say "installing: $(echo $todo)"
apt-get update -q >&2 || say "apt-get update reported problems; trying with the lists at hand"

case " $(echo $todo) " in *" toolchain "*) apt_install gcc g++ libc6-dev binutils ;; esac
case " $(echo $todo) " in *" valgrind "*) apt_install valgrind ;; esac
case " $(echo $todo) " in *" ebur128 "*) apt_install libebur128-1 ;; esac
case " $(echo $todo) " in *" abigail "*) apt_install abigail-tools ;; esac
case " $(echo $todo) " in *" hosts "*) apt_install cmake make pkg-config python3 ;; esac
case " $(echo $todo) " in *" lld "*) apt_install lld-19 llvm-19 ;; esac
case " $(echo $todo) " in *" mingw "*) apt_install gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix ;; esac
case " $(echo $todo) " in *" wine "*) apt_install wine64 nasm dpkg-dev ;; esac
case " $(echo $todo) " in *" arm64 "*) apt_install gcc-aarch64-linux-gnu g++-aarch64-linux-gnu qemu-user ;; esac
# FFmpeg first: once Debian 12 has trixie's libc its own ffmpeg no longer installs.
case " $(echo $todo) " in
    *" ffmpeg "*)
        apt_install ffmpeg || {
            [ "${VERSION_CODENAME:-}" = bookworm ] || die "package ffmpeg did not install"
            say "the suite's own ffmpeg does not install; taking trixie's"
            add_trixie; apt-get update -q >&2
            apt_install -t trixie ffmpeg
        } ;;
esac
case " $(echo $todo) " in
    *" sdl3 "*)
        if [ "${ID:-}" = debian ] && [ "${VERSION_CODENAME:-}" = bookworm ]; then
            add_trixie; apt-get update -q >&2
            apt_install -t trixie libsdl3-0
        else
            apt_install libsdl3-0 || refuse "this release of ${PRETTY_NAME:-the system} has no package libsdl3-0."
        fi ;;
esac

loader_list=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p)
[ -z "$(missing)" ] || refuse "still missing after the installation."
say "ready"
