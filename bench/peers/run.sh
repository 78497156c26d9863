#!/usr/bin/env bash
# Seamline and its peers through the same script, on the same media and the same cores, in alternation; then the table and the chart.
#   bench/peers/run.sh [PEER...]       all that are installed, or those named: mlt ges openshot ffmpeg sox ffmpeg-decode
# Environment: REPETITIONS (5), RENDERS (3), TIMEOUT (40 s for a session or a render), WITHIN (270 s of measuring: where time runs out there are
# fewer repetitions, 3 and 1 at least). Cores: the first two that are allowed.
# Writes bench/baseline/peers.md and docs/peers.svg when all peers run, else only into artifacts/peers.
set -euo pipefail
cd "$(dirname "$0")/../.."

repetitions=${REPETITIONS:-5}
renders=${RENDERS:-3}
limit=${TIMEOUT:-40}
within=${WITHIN:-270}
work=$PWD/artifacts/peers
raw=$work/raw
media=$PWD/artifacts/bench-media
bench=artifacts/bin/Seamline.Bench/release/Seamline.Bench.dll
wanted=("$@")

say() { printf 'peers: %s\n' "$*" >&2; }

# Cores as taskset writes them: 0-3,6. The first two.
first_cores() {
    local list part from to core all=()
    list=$(taskset -pc $$ | sed 's/.*: *//')
    for part in ${list//,/ }; do
        from=${part%-*} to=${part#*-}
        for ((core = from; core <= to; core++)); do all+=("$core"); done
    done
    echo "${all[0]}${all[1]:+,${all[1]}}"
}

# Noise between 120 and 3,000 Hz, another one on the right: unlike itself everywhere, so that any 10 ms of it tell where they are,
# and smooth, so that a cut shows as a step. Not encoded with noise substitution, which would put other noise in its place.
make_media() {
    local noise=anoisesrc=color=white:amplitude=0.9:sample_rate=48000:duration=600 wave=$media/peers.wav
    mkdir -p "$media"
    if [ ! -e "$wave" ]; then
        ffmpeg -nostdin -v error -y -f lavfi -i $noise:seed=11 -f lavfi -i $noise:seed=12 -filter_complex \
            "[0][1]join=inputs=2:channel_layout=stereo,lowpass=f=3000:p=2,lowpass=f=3000:p=2,lowpass=f=3000:p=2,highpass=f=120" \
            -c:a pcm_s16le "$media/peers.half.wav"
        mv "$media/peers.half.wav" "$wave"
    fi
    encode "$wave" "$media/peers.m4a" -c:a aac -b:a 160k -aac_pns 0
    encode "$wave" "$media/peers.ogg" -c:a libopus -b:a 128k
}

# encode FROM TO OPTIONS...
encode() {
    local from=$1 to=$2 half=${2%.*}.half.${2##*.}
    shift 2
    [ -e "$to" ] && return
    ffmpeg -nostdin -v error -y -i "$from" "$@" "$half"
    mv "$half" "$to"
}

file_of() { case "$1" in aac) echo "$media/peers.m4a" ;; opus) echo "$media/peers.ogg" ;; esac; }

# one live|render CODEC PEER REPETITION: its files in RAW/CODEC/PEER/live-1, how it ended in `status`.
one() {
    local mode=$1 codec=$2 peer=$3 repetition=$4 folder status=0
    folder=$raw/$codec/$peer/$mode-$repetition
    mkdir -p "$folder"
    timeout -k 5 "$limit" taskset -c "$cores" "$work/bin/peer-$peer" "$mode" "$(file_of "$codec")" "$folder" "$repetition" \
        >"$folder/out" 2>"$folder/errors" || status=$?
    echo $status >"$folder/status"
    rm -f "$folder/sox.wav"
    [ $status = 0 ] || say "$codec $peer $mode $repetition: status $status: $(tail -n 1 "$folder/errors")"
}

judge() { dotnet $bench peers judge "$media/peers.wav" "$@"; }

facts() {
    echo "* $(date -u +%Y-%m-%d), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), cores $cores of $(nproc --all); $(. /etc/os-release && echo "$PRETTY_NAME"), Linux $(uname -r | cut -d- -f1)"
    echo "* 10 minutes of noise (120..3,000 Hz, 48 kHz, stereo), AAC 160 kb/s and Opus 128 kb/s; 20 segments, 2 of them deleted"
    echo "* repetitions: $repetitions sessions, $renders renders, in alternation; load average $load_before before, $(cut -d' ' -f1 /proc/loadavg) after, our own included"
    echo "* versions: $(versions)"
}

versions() {
    local peer version list=""
    for peer in "${peers[@]}"; do
        version=$(sed -n 's/.*"version":"\([^"]*\)".*/\1/p' "$raw"/*/"$peer"/live-*/live.jsonl 2>/dev/null | head -n 1)
        list+="${list:+, }$peer ${version:-unknown}"
    done
    for peer in mlt ges openshot sox; do
        case " ${built[*]} " in *" $peer "*) ;; *) list+=", $peer not installed" ;; esac
    done
    echo "$list"
}

load_before=$(cut -d' ' -f1 /proc/loadavg)
tools/setup.sh
bench/peers/setup.sh "${wanted[@]}"
tools/publish.sh native >&2
dotnet build bench/Seamline.Bench.csproj -c Release -v q --nologo >&2
make_media
cores=$(first_cores)
mapfile -t built < <(bench/peers/build.sh "$work/bin")
peers=("${built[@]}")
if [ ${#wanted[@]} -gt 0 ]; then
    chosen=(seamline)
    for peer in "${built[@]}"; do case " ${wanted[*]} " in *" $peer "*) [ "$peer" = seamline ] || chosen+=("$peer") ;; esac; done
    peers=("${chosen[@]}")
fi
rm -rf "$raw"
begun=$SECONDS
say "${peers[*]}; cores $cores"
# Once for nothing, so that every program, library and file is in the page cache.
for codec in aac opus; do for peer in "${peers[@]}"; do one live $codec "$peer" 0; rm -rf "$raw/$codec/$peer"; done; done
for ((repetition = 1; repetition <= repetitions; repetition++)); do
    if ((repetition > 3 && SECONDS - begun > within * 3 / 5)); then repetitions=$((repetition - 1)); break; fi
    for codec in aac opus; do for peer in "${peers[@]}"; do one live $codec "$peer" $repetition; done; done
done
say "sessions done after $SECONDS s"
for ((repetition = 1; repetition <= renders; repetition++)); do
    if ((repetition > 1 && SECONDS - begun > within * 17 / 20)); then renders=$((repetition - 1)); break; fi
    for codec in aac opus; do
        for peer in "${peers[@]}"; do
            one render $codec "$peer" $repetition
            # The sound of the first is compared with the truth; kept no longer than that.
            if [ $repetition = 1 ]; then judge "$raw/$codec/$peer/render-1"; fi
            rm -f "$raw/$codec/$peer/render-$repetition/render.f32"
        done
    done
done
say "renders done after $SECONDS s"
rest=()
for folder in "$raw"/*/*/*; do [ -e "$folder/judged.json" ] || rest+=("$folder"); done
judge "${rest[@]}"
facts >"$work/facts.md"
if [ ${#wanted[@]} -eq 0 ]; then table=bench/baseline/peers.md chart=docs/peers.svg; else table=$work/peers.md chart=$work/peers.svg; fi
dotnet $bench peers report "$raw" "$work/facts.md" "$table" "$chart"
say "$SECONDS s; $table, $chart, $raw/peers.json"
