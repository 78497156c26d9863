#!/usr/bin/env bash
# media.sh FOLDER: cross-builds FFmpeg's four libraries, and SDL 3 where its sources can be had, as DLLs for the tests under Wine, from the
# sources of the system's own packages, into FOLDER. 12 minutes of one core; does nothing where FOLDER has them.
# They are for tests: nothing of them goes into an archive.
set -euo pipefail

folder=${1:?a folder for the DLLs}
compiler=x86_64-w64-mingw32
say() { printf 'media: %s\n' "$*" >&2; }
die() { printf 'media: error: %s\n' "$*" >&2; exit 1; }

have() { ls "$folder"/avformat-*.dll "$folder"/avcodec-*.dll "$folder"/avutil-*.dll "$folder"/swresample-*.dll > /dev/null 2>&1; }
if have; then say "$folder has them"; exit 0; fi
for tool in $compiler-gcc nasm make apt-get dpkg-source; do command -v $tool > /dev/null || die "$tool is missing: tools/setup.sh --windows --wine installs what this needs"; done
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The sources' list beside the system's own, which stays as it is.
mkdir -p "$work/parts" "$work/lists/partial"
cat /etc/apt/sources.list.d/debian.sources 2> /dev/null | sed 's/^Types: deb$/Types: deb-src/' > "$work/parts/source.sources" || true
sed -n 's/^deb \(.*\)/deb-src \1/p' /etc/apt/sources.list > "$work/parts/source.list" 2> /dev/null || true
[ -s "$work/parts/source.sources" ] || [ -s "$work/parts/source.list" ] || die "no apt source from which a list of sources could be derived"
apt=(apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/parts" -o Dir::State::Lists="$work/lists" -o APT::Sandbox::User=root)
"${apt[@]}" update > /dev/null
cd "$work"
"${apt[@]}" source ffmpeg > ffmpeg-source.log 2>&1 || { tail -5 ffmpeg-source.log >&2; die "FFmpeg's sources did not unpack"; }

cd ffmpeg-*/
say "FFmpeg $(cat RELEASE): configuring"
./configure --prefix="$work/out" --enable-cross-compile --target-os=mingw32 --arch=x86_64 --cross-prefix=$compiler- --enable-shared --disable-static \
    --disable-programs --disable-doc --disable-avdevice --disable-avfilter --disable-postproc --disable-swscale --disable-network --disable-autodetect \
    --disable-everything --disable-debug --enable-protocol=file,pipe \
    --enable-demuxer=aac,aiff,avi,flac,matroska,mov,mp3,mpegts,ogg,pcm_f32le,pcm_s16le,w64,wav,caf,concat \
    --enable-muxer=adts,flac,ipod,matroska,mov,mp3,mp4,ogg,opus,wav \
    --enable-decoder=aac,aac_latm,ac3,alac,eac3,flac,mp3,mp3float,opus,vorbis,wavpack,pcm_alaw,pcm_f32be,pcm_f32le,pcm_f64le,pcm_mulaw,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32le,pcm_u8 \
    --enable-encoder=aac,alac,flac,opus,vorbis,pcm_f32le,pcm_s16le,pcm_s24le \
    --enable-parser=aac,aac_latm,ac3,flac,mpegaudio,opus,vorbis --enable-bsf=aac_adtstoasc > "$folder/configure.log" 2>&1 ||
    { tail -5 "$folder/configure.log" >&2; die "FFmpeg's configure failed"; }
say "FFmpeg: building"
make -j "$(nproc)" > "$folder/make.log" 2>&1 || { tail -5 "$folder/make.log" >&2; die "FFmpeg did not build"; }
make install > "$folder/install.log" 2>&1
cp "$work"/out/bin/*.dll "$folder/"
$compiler-strip "$folder"/*.dll
have || die "the build gave no DLLs"
say "$folder: $(cd "$folder" && echo *.dll)"
