#!/usr/bin/env bash
# media.sh FOLDER: cross-builds FFmpeg's four libraries, and SDL 3 where the release has its sources, as DLLs for the tests under Wine, from the
# sources of the system's own packages, into FOLDER. 10 minutes of one core; does nothing for what FOLDER has.
# They are for tests: nothing of them goes into an archive.
set -euo pipefail

folder=${1:?a folder for the DLLs}
compiler=x86_64-w64-mingw32
say() { printf 'media: %s\n' "$*" >&2; }
die() { printf 'media: error: %s\n' "$*" >&2; exit 1; }

have_ffmpeg() { ls "$folder"/avformat-*.dll "$folder"/avcodec-*.dll "$folder"/avutil-*.dll "$folder"/swresample-*.dll "$folder"/libwinpthread-1.dll > /dev/null 2>&1; }
if have_ffmpeg && [ -e "$folder/SDL3.dll" ]; then say "$folder has them"; exit 0; fi
for tool in $compiler-gcc-posix nasm make cmake apt-get dpkg-source; do
    command -v $tool > /dev/null || die "$tool is missing: tools/setup.sh --windows --wine installs what this needs"
done
toolchain=$(cd "$(dirname "$0")" && pwd)/toolchain.cmake
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The sources' list beside the system's own, which stays as it is.
mkdir -p "$work/parts" "$work/lists/partial"
for list in /etc/apt/sources.list.d/*.sources; do
    grep -qs '^Suites:.*\(bookworm\|trixie\|noble\|plucky\)' "$list" && sed 's/^Types: deb$/Types: deb-src/; /^#/d' "$list" > "$work/parts/$(basename "$list")" || true
done
sed -n 's/^deb \(.*\)/deb-src \1/p' /etc/apt/sources.list > "$work/parts/source.list" 2> /dev/null || true
[ -n "$(find "$work/parts" -type f -size +0)" ] || die "no apt source from which a list of sources could be derived"
apt=(apt-get -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/parts" -o Dir::State::Lists="$work/lists" -o APT::Sandbox::User=root)
"${apt[@]}" update > /dev/null
cd "$work"

build_ffmpeg() {
    # The release's own version: another suite's would be newer.
    "${apt[@]}" source "ffmpeg$(dpkg-query -f '=${source:Version}' -W ffmpeg 2> /dev/null || true)" > ffmpeg-source.log 2>&1 ||
        { tail -5 ffmpeg-source.log >&2; die "FFmpeg's sources did not unpack"; }
    cd ffmpeg-*/
    say "FFmpeg $(cat RELEASE): configuring"
    ./configure --prefix="$work/out" --enable-cross-compile --target-os=mingw32 --arch=x86_64 --cross-prefix=$compiler- --cc=$compiler-gcc-posix --disable-pthreads --enable-w32threads --enable-shared --disable-static \
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
    # avutil calls mingw's library of POSIX threads for its clock.
    cp "$work"/out/bin/*.dll "$($compiler-gcc-posix -print-file-name=libwinpthread-1.dll)" "$folder/"
    have_ffmpeg || die "the build gave no DLLs"
}

build_sdl() {
    if ! "${apt[@]}" source libsdl3 > sdl-source.log 2>&1; then say "this release has no sources of SDL 3: tests of its devices will be skipped"; return; fi
    cd libsdl3-*/
    say "SDL: building"
    # Audio is what is tested; Debian's sources lack the shaders of Direct3D.
    cmake -S . -B build -DCMAKE_TOOLCHAIN_FILE="$toolchain" -DCMAKE_BUILD_TYPE=Release -DSDL_SHARED=ON -DSDL_STATIC=OFF -DSDL_TESTS=OFF -DSDL_EXAMPLES=OFF \
        -DSDL_CAMERA=OFF -DSDL_GPU=OFF -DSDL_RENDER_GPU=OFF -DSDL_VULKAN=OFF -DSDL_OPENGL=OFF -DSDL_OPENGLES=OFF \
        -DSDL_RENDER_D3D=OFF -DSDL_RENDER_D3D11=OFF -DSDL_RENDER_D3D12=OFF -DSDL_DIALOG=OFF \
        > "$folder/sdl-configure.log" 2>&1 || { tail -5 "$folder/sdl-configure.log" >&2; die "SDL's configuration failed"; }
    cmake --build build -j "$(nproc)" > "$folder/sdl-make.log" 2>&1 || { tail -5 "$folder/sdl-make.log" >&2; die "SDL did not build"; }
    cp build/SDL3.dll "$folder/"
}

have_ffmpeg || (build_ffmpeg)
[ -e "$folder/SDL3.dll" ] || (build_sdl)
$compiler-strip "$folder"/*.dll
say "$folder: $(cd "$folder" && echo *.dll)"
