#!/usr/bin/env bash
# cc.sh ARGUMENTS...: what NativeAOT calls as its linker for linux-arm64: the cross compiler, which needs no --target.
set -euo pipefail
arguments=()
for argument in "$@"; do
    case "$argument" in --target=*) ;; *) arguments+=("$argument") ;; esac
done
exec aarch64-linux-gnu-gcc "${arguments[@]}"
