#!/usr/bin/env bash
# Makes the pictures of the player, without a display: bash tools/player/scripts/pictures.sh FOLDER [PLAYER]
# FOLDER gets the pictures of every state at three sizes, to be looked at, and docs/ those of the documentation: player.png, player-keys.png,
# player.gif and docs/walkthrough. PLAYER is the program, by default the published one; SEAMLINE_NATIVE_DIR says where the library is.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
player=${2:-$root/artifacts/player/seamline-player}
export SEAMLINE_NATIVE_DIR=${SEAMLINE_NATIVE_DIR:-$root/artifacts/native} SDL_VIDEO_DRIVER=dummy SDL_RENDER_DRIVER=software
scripts=$root/tools/player/scripts

# The demo's voice and music, which the player makes itself; a minute and a half of it is what the pictures show.
media=$out/media
mkdir -p "$media"
if [ ! -s "$media/demo/demo.otio" ]; then
    printf 'wait-open\nquit\n' > "$out/make.script"
    "$player" --demo --demo-folder "$media/demo" --driver null --script "$out/make.script"
fi
[ -s "$media/interview.m4a" ] || ffmpeg -v error -y -t 90 -i "$media/demo/voice.m4a" -c copy "$media/interview.m4a"
[ -s "$media/long.m4a" ] || cp "$media/demo/voice.m4a" "$media/long.m4a"
[ -s "$media/music.opus" ] || ffmpeg -v error -y -t 60 -i "$media/demo/music.opus" -c copy "$media/music.opus"

# shots NAME WIDTHxHEIGHT SCALE THEME
shots() {
    local folder=$out/$1
    rm -rf "$folder"
    mkdir -p "$folder"
    cp "$media/interview.m4a" "$media/long.m4a" "$media/music.opus" "$folder/"
    # The last line of the script ends the process as a crash does: what it left is what the next start offers.
    (cd "$folder" && "$player" --size "$2" --scale "$3" --theme "$4" --driver null --state-folder "$folder/state" --script "$scripts/shots-main.script") || [ $? -eq 137 ]
    [ -s "$folder/save.png" ]
    (cd "$folder" && "$player" --size "$2" --scale "$3" --theme "$4" --driver null --state-folder "$folder/state" --script "$scripts/shots-recovery.script")
}
shots 1280x720 1280x720 1 dark
shots 640x400 640x400 1 dark
shots scale2 1280x800 2 dark
shots light 1280x720 1 light
shots contrast 1280x720 1 contrast

# The documentation's: the lanes and the keys, a walk through, and the moving picture.
mkdir -p "$root/docs/walkthrough"
cp "$out/1280x720/lanes.png" "$root/docs/player.png"
cp "$out/1280x720/keys.png" "$root/docs/player-keys.png"
for one in start selection range trim transition export recovery; do
    ffmpeg -v error -y -i "$out/1280x720/$one.png" -vf "scale=960:-1:flags=lanczos,split[a][b];[a]palettegen=max_colors=128:stats_mode=single[p];[b][p]paletteuse=dither=none" -frames:v 1 "$root/docs/walkthrough/$one.png"
done
rm -rf "$out/film"
mkdir -p "$out/film"
(cd "$out/film" && "$player" "$media/interview.m4a" --size 960x540 --driver null --script "$scripts/film.script")
ffmpeg -v error -y -framerate 10 -i "$out/film/film%04d.png" -vf "split[a][b];[a]palettegen=max_colors=64[p];[b][p]paletteuse=dither=none" "$root/docs/player.gif"
echo "pictures: $out"
