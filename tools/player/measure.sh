#!/usr/bin/env bash
# What the player costs, by itself: opens three hours of AAC and a timeline of 10,000 segments, scrolls, zooms and edits at every
# frame while they play on SDL's dummy device, and leaves the window alone; prints what was measured and whether it keeps its promises.
# Called by tools/play.sh --measure, which has everything published; PLAYER is the program, FOLDER where media are made and kept.
set -euo pipefail
player=$1 folder=$2
mkdir -p "$folder"
cd "$folder"

if [ ! -s ten-minutes.m4a ]; then
    # Speech-like enough to be seen: noise that swells and pauses over a drone.
    ffmpeg -v error -y -f lavfi -i "aevalsrc='0.25*sin(440*t)+0.5*(random(0)-0.5)*max(0,sin(2.1*t)*sin(0.37*t))':s=48000:d=600" \
        -c:a aac -b:a 96k ten-minutes.part.m4a
    mv ten-minutes.part.m4a ten-minutes.m4a
fi
if [ ! -s three-hours.m4a ]; then
    ffmpeg -v error -y -stream_loop 17 -i ten-minutes.m4a -c copy three-hours.part.m4a
    mv three-hours.part.m4a three-hours.m4a
fi

# 10,000 segments of half a second, no two neighbours from one place.
awk -v media="$PWD/ten-minutes.m4a" 'BEGIN {
    clip = "{\"OTIO_SCHEMA\":\"Clip.2\",\"name\":\"%d\",\"source_range\":{\"OTIO_SCHEMA\":\"TimeRange.1\"," \
        "\"start_time\":{\"OTIO_SCHEMA\":\"RationalTime.1\",\"rate\":48000,\"value\":%d}," \
        "\"duration\":{\"OTIO_SCHEMA\":\"RationalTime.1\",\"rate\":48000,\"value\":24000}}," \
        "\"active_media_reference_key\":\"DEFAULT_MEDIA\",\"media_references\":{\"DEFAULT_MEDIA\":{\"OTIO_SCHEMA\":\"ExternalReference.1\"," \
        "\"target_url\":\"" media "\"}}}"
    printf "{\"OTIO_SCHEMA\":\"Timeline.1\",\"name\":\"many\",\"tracks\":{\"OTIO_SCHEMA\":\"Stack.1\",\"children\":[{\"OTIO_SCHEMA\":\"Track.1\",\"kind\":\"Audio\",\"children\":["
    for (i = 0; i < 10000; i++) printf (i ? "," : "") clip "\n", i, (i * 7919 % 599) * 48000
    print "]}]}}"
}' > many.otio

cat > work.script <<'SCRIPT'
wait-open
wait-ready
wait 500
key space
wait 300
forget
work 10
quit
SCRIPT
cat > rest.script <<'SCRIPT'
wait-open
wait-loaded
wait 9000
rest 5
quit
SCRIPT

measure() {
    echo "== $1"
    shift
    SDL_VIDEO_DRIVER=dummy SDL_RENDER_DRIVER=software "$player" "$@" --driver dummy --report
}

echo "player: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || echo unknown), software renderer, 1280 x 720"
measure "three hours, edited at every frame while it plays" three-hours.m4a --script work.script
measure "10,000 segments, edited at every frame while they play" many.otio --script work.script
measure "ten minutes, left alone" ten-minutes.m4a --script rest.script
