#!/usr/bin/env bash
# The player: a window in which the engine is seen and heard. Sets the machine up, publishes the engine's native library and the
# player where sources are newer than them, and starts it. FILE... are media files in a row, or one timeline; without any the start
# page is shown, and --demo opens a demo recording. `tools/play.sh --help` lists the options; Ctrl-C ends it, and keeps what is not saved.
#
# Without a display it says so. Pictures can be had all the same:
#   SDL_VIDEO_DRIVER=dummy tools/play.sh [FILE...] --driver dummy --screenshot picture.png
#   SDL_VIDEO_DRIVER=dummy tools/play.sh [FILE...] --driver dummy --script tools/player/scripts/tour.script
# `tools/play.sh --measure` needs no display either: it prints how long opening and frames take, and what a window left alone does.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

if [ -z "${SDL_VIDEO_DRIVER:-}" ] && [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    case " $* " in
        *" --help "* | *" -h "* | " --measure ") ;;
        *)
            echo "play: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set). Pictures can be had without one:" >&2
            echo "  SDL_VIDEO_DRIVER=dummy bash tools/play.sh --driver dummy --screenshot picture.png" >&2
            echo "  SDL_VIDEO_DRIVER=dummy bash tools/play.sh --driver dummy --script tools/player/scripts/tour.script" >&2
            exit 3 ;;
    esac
fi

bash "$root/tools/setup.sh"
log=$(mktemp)
[ -x "$root/artifacts/player/seamline-player" ] || echo "play: building (once) ..." >&2
if ! bash "$root/tools/publish.sh" native player > "$log" 2>&1; then
    tail -n 60 "$log" >&2
    rm -f "$log"
    echo "play: the player does not build" >&2
    exit 1
fi
rm -f "$log"
export SEAMLINE_NATIVE_DIR=${SEAMLINE_NATIVE_DIR:-$root/artifacts/native}
if [ "${1:-}" = --measure ]; then exec bash "$root/tools/player/measure.sh" "$root/artifacts/player/seamline-player" "$root/artifacts/measure"; fi
exec "$root/artifacts/player/seamline-player" --demo-folder "$root/artifacts/demo" "$@"
