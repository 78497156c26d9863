#!/usr/bin/env bash
# Brings PipeWire and WirePlumber into artifacts/pipewire, for the tests that play on a sound server of their own (tests/Device/PipeWireTests).
# Installs nothing: the packages are downloaded with apt, and unpacked. Debian 12 and 13 with their own sources, Ubuntu; elsewhere, and where the
# server is installed already, it does nothing and says so.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'pipewire: %s\n' "$*" >&2; }
target=$PWD/artifacts/pipewire
[ ! -x "$target/usr/bin/pipewire" ] || exit 0
for tool in pipewire wireplumber pw-cli pw-link pw-metadata pw-cat; do
    command -v "$tool" >/dev/null || { missing=$tool; break; }
done
[ -n "${missing:-}" ] || { say "installed"; exit 0; }
command -v apt-get >/dev/null && command -v dpkg >/dev/null || { say "this machine has no apt-get: install pipewire and wireplumber"; exit 0; }

# The client library is SDL's, of the suite that it came from: the server has to be of the same.
library=$(dpkg -S libpipewire-0.3.so.0 2>/dev/null | sed -n '1s/:.*//p')
version=$(dpkg-query -W -f '${Version}' "${library:-libpipewire-0.3-0}" 2>/dev/null || true)
[ -n "$version" ] || { say "libpipewire is not installed; tools/setup.sh brings it with SDL"; exit 0; }
origin=$(apt-cache madison pipewire | awk -F'|' -v v="$version" '{ gsub(/ /, "", $2); if ($2 == v) print $3 }' | sed -n '1s/.* \([a-z-]*\)\/main.*/\1/p')
[ -n "$origin" ] || { say "no package pipewire of version $version"; exit 0; }
suite=/$origin

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
packages="pipewire pipewire-bin wireplumber libpipewire-0.3-modules libspa-0.2-modules"
wire=$(apt-cache depends "wireplumber$suite" 2>/dev/null | awk '/Depends: libwireplumber/ { print $2; exit }')
for package in $packages $wire libglib2.0-0t64 liblua5.4-0 libsystemd0 libreadline8t64 libmount1 libblkid1 libselinux1 libpcre2-8-0 libffi8; do
    (cd "$work" && apt-get download -q "$package$suite" >/dev/null 2>&1) || say "no package $package$suite"
done
mkdir -p "$target"
for package in "$work"/*.deb; do dpkg -x "$package" "$target"; done
[ -x "$target/usr/bin/pipewire" ] && say "ready" || say "the packages have no pipewire"
