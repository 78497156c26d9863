#!/usr/bin/env bash
# prepare.sh FOLDER: makes what link.sh links with: import libraries of Windows, under the names that the .NET SDK asks for, and the runtime.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?a folder}
compiler=x86_64-w64-mingw32-gcc
dlltool=$(command -v llvm-dlltool || command -v llvm-dlltool-19) && command -v $compiler > /dev/null ||
    { echo "prepare.sh: llvm-dlltool or $compiler is missing: tools/setup.sh --windows installs them" >&2; exit 1; }
mkdir -p "$folder"

# SdkNativeLibrary of Microsoft.NETCore.Native.Windows.targets, each by mingw's import library.
for name in advapi32 bcrypt crypt32 iphlpapi kernel32 mswsock ncrypt normaliz ntdll ole32 oleaut32 secur32 user32 version ws2_32; do
    ln -sf "$($compiler -print-file-name=lib$name.a)" "$folder/$name.lib"
done
"$dlltool" -m i386:x86-64 -d "$here/ucrtbase.def" -l "$folder/ucrtbase.lib"
compile=("$compiler" -std=gnu99 -O2 -march=x86-64 -ffreestanding -fno-builtin -fno-ident -fno-stack-protector -fno-asynchronous-unwind-tables -Wall -Wextra -Werror)
"${compile[@]}" -DDLL -c "$here/runtime.c" -o "$folder/runtime-dll.obj"
"${compile[@]}" -c "$here/runtime.c" -o "$folder/runtime-exe.obj"
