#!/usr/bin/env bash
# Compiles the peers whose headers are there into OUT_FOLDER, and prints their names in the order of the table.
#   build.sh OUT_FOLDER
set -euo pipefail
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
flags=(-O2 -Wall -Wextra)
# Headers of others are not ours to be warned about.
system() { pkg-config --cflags "$@" | sed 's/-I/-isystem /g'; }

cc -std=gnu11 "${flags[@]}" -c harness.c -o "$out/harness.o"
native=$(cd ../../artifacts/native && pwd)
cc -std=gnu11 "${flags[@]}" -I../../engine/include seamline.c "$out/harness.o" -L"$native" -lseamline -Wl,-rpath,"$native" -o "$out/peer-seamline"
echo seamline

if pkg-config --exists mlt-framework-7; then
    # shellcheck disable=SC2046
    cc -std=gnu11 "${flags[@]}" $(system mlt-framework-7) mlt.c "$out/harness.o" $(pkg-config --libs mlt-framework-7) -o "$out/peer-mlt" && echo mlt
fi
if pkg-config --exists gst-editing-services-1.0 gstreamer-app-1.0; then
    # shellcheck disable=SC2046
    cc -std=gnu11 "${flags[@]}" $(system gst-editing-services-1.0 gstreamer-app-1.0) ges.c "$out/harness.o" \
        $(pkg-config --libs gst-editing-services-1.0 gstreamer-app-1.0) -o "$out/peer-ges" && echo ges
fi
# libopenshot has no pkg-config file, and its headers name others' without depending on their packages.
if [ -e /usr/include/libopenshot/OpenShot.h ] && [ -e /usr/include/libopenshot-audio/OpenShotAudio.h ] && pkg-config --exists Qt5Widgets jsoncpp; then
    # shellcheck disable=SC2046
    c++ -std=c++17 "${flags[@]}" -fPIC -isystem /usr/include/libopenshot -isystem /usr/include/libopenshot-audio \
        $(system Qt5Widgets jsoncpp) openshot.cpp "$out/harness.o" -lopenshot -lopenshot-audio -lQt5Core -o "$out/peer-openshot" && echo openshot
fi
cc -std=gnu11 "${flags[@]}" command.c "$out/harness.o" -o "$out/peer-ffmpeg"
for name in ffmpeg-decode sox; do ln -sf peer-ffmpeg "$out/peer-$name"; done
if command -v ffmpeg >/dev/null; then echo ffmpeg; fi
if command -v sox >/dev/null; then echo sox; fi
if command -v ffmpeg >/dev/null; then echo ffmpeg-decode; fi
