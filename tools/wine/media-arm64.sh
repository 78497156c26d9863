#!/usr/bin/env bash
# media-arm64.sh FOLDER: unpacks Debian's FFmpeg libraries for arm64, and all that they need, into FOLDER, a root for qemu-user (200 MB; half a
# minute). The version is that of this system's own FFmpeg. Nothing is installed: apt's lists, cache and state are the folder's own. Does nothing
# for a folder that has them. They are for tests: nothing of them goes into an archive.
set -euo pipefail

folder=${1:?a folder for the libraries}
say() { printf 'media-arm64: %s\n' "$*" >&2; }
die() { printf 'media-arm64: error: %s\n' "$*" >&2; exit 1; }

if [ -e "$folder/made" ]; then say "$folder has them"; exit 0; fi
for tool in apt-get dpkg-deb dpkg-query; do command -v $tool > /dev/null || die "$tool is missing: this needs Debian or Ubuntu"; done
packages=()
for name in avformat avcodec swresample avutil; do
    # Named after the version of the interface: libavformat59.
    found=$(dpkg-query -f '${Package} ${db:Status-Status}\n' -W "lib$name[0-9]*" 2> /dev/null | sed -n 's/ installed$//p' | sed -n 1p)
    [ -n "$found" ] || die "this system has no package lib$name: tools/setup.sh installs FFmpeg"
    packages+=("$found")
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$folder"
: > "$work/status"
apt=(apt-get -q -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o Dir::State::Lists="$work/lists" -o Dir::State::status="$work/status"
    -o Dir::Cache="$work/cache" -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null -o APT::Sandbox::User=root)
"${apt[@]}" update > "$work/update.log" 2>&1 || { tail -5 "$work/update.log" >&2; die "the lists for arm64 did not come"; }
# With all suites at hand apt would take the newest libraries of each, which the cross compiler's C library may be too old for.
release=$(. /etc/os-release; echo "${VERSION_CODENAME:-}")
"${apt[@]}" install -y --no-install-recommends --download-only ${release:+-t "$release"} "${packages[@]}" > "$work/install.log" 2>&1 ||
    { tail -5 "$work/install.log" >&2; die "${packages[*]} for arm64 did not come"; }
mkdir -p "$folder/usr/lib"
[ -e "$folder/lib" ] || ln -s usr/lib "$folder/lib" # some packages have one place, some the other
for package in "$work"/cache/archives/*.deb; do dpkg-deb -x "$package" "$folder"; done
[ -e "$folder/lib/ld-linux-aarch64.so.1" ] || die "what came has no C library"
# Libraries of which a system has one of several: qemu's programs find them where the others are.
for apart in blas lapack pulseaudio; do
    [ ! -d "$folder/usr/lib/aarch64-linux-gnu/$apart" ] || cp -a "$folder/usr/lib/aarch64-linux-gnu/$apart"/*.so* "$folder/usr/lib/aarch64-linux-gnu/"
done
touch "$folder/made"
say "$folder: ${packages[*]}"
