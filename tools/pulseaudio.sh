#!/usr/bin/env bash
# Brings PulseAudio into artifacts/pulseaudio, for the test that plays on a server of its own (tests/Device/PulseAudioTests). Installs nothing: the packages
# are downloaded with apt, and unpacked. Where pulseaudio is installed, and where there is no apt, it does nothing and says so.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'pulseaudio: %s\n' "$*" >&2; }
target=$PWD/artifacts/pulseaudio
[ ! -x "$target/usr/bin/pulseaudio" ] || exit 0
! command -v pulseaudio >/dev/null || { say "installed"; exit 0; }
command -v apt-get >/dev/null && command -v dpkg >/dev/null || { say "this machine has no apt-get: install pulseaudio"; exit 0; }

# The server has libraries of its own version: what else it needs is unpacked where it is not installed.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
names="pulseaudio libpulse0 libasound2 libasound2t64 libcap2 libdbus-1-3 libfftw3-single3 libltdl7 liborc-0.4-0 liborc-0.4-0t64 libsoxr0 libsndfile1 libspeexdsp1
    libtdb1 libwrap0 libnsl2 libtirpc3 libtirpc3t64 libwebrtc-audio-processing1 libwebrtc-audio-processing-1-3"
# Of the names those that this release has.
# shellcheck disable=SC2086
mapfile -t packages < <(apt-cache show --no-all-versions $names 2>/dev/null | sed -n 's/^Package: //p' | sort -u)
(cd "$work" && apt-get download -q "${packages[@]}" >/dev/null 2>&1) || { say "apt does not bring: ${packages[*]}"; exit 0; }
mkdir -p "$target"
for package in "$work"/*.deb; do dpkg -x "$package" "$target"; done
[ -x "$target/usr/bin/pulseaudio" ] && say "ready" || say "the packages have no pulseaudio"
