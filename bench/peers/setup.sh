#!/usr/bin/env bash
# Installs the peers that Debian has and this machine lacks; as root with apt-get, else it says so and changes nothing.
# Each is optional: what does not install is left out of the comparison. Names of peers limit it to those.
set -uo pipefail

say() { printf 'peers: %s\n' "$*" >&2; }

# What libopenshot-dev's headers include is not among its dependencies.
packages() {
    case "$1" in
        mlt)      echo "libmlt-dev" ;;
        ges)      echo "libges-1.0-dev gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-libav" ;;
        openshot) echo "libopenshot-dev libopenshot-audio-dev qtbase5-dev cppzmq-dev libjsoncpp-dev libavformat-dev libavcodec-dev libavutil-dev libswresample-dev libswscale-dev" ;;
        scaletempo2) echo "mpv" ;; # the filter in the player
        rubberband)  echo "rubberband-cli" ;;
        sox)      echo "sox libsox-fmt-all" ;;
        *)        echo "" ;;
    esac
}

missing() {
    local package
    for package in $(packages "$1"); do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

command -v dpkg-query >/dev/null || { say "no Debian packages here: peers are compared where their headers are found"; exit 0; }
[ $# -gt 0 ] || set -- mlt ges openshot sox
updated=false
for peer in "$@"; do
    # shellcheck disable=SC2046
    set -- $(missing "$peer")
    [ $# -gt 0 ] || continue
    if [ "$(id -u)" != 0 ]; then say "$peer: not root, so not installed: $*"; continue; fi
    if ! $updated; then apt-get update -q >/dev/null 2>&1 || say "apt-get update reported problems"; updated=true; fi
    say "$peer: installing $*"
    log=$(DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" 2>&1) || say "$peer does not install: $(tail -n 3 <<< "$log")"
done
exit 0
