#!/usr/bin/env bash
# imports.sh FOLDER: libseamline.dll.a, mingw's import library, for the names that FOLDER/seamline.dll exports.
set -euo pipefail
folder=${1:?the folder of seamline.dll}
objdump=x86_64-w64-mingw32-objdump
dlltool=$(command -v llvm-dlltool || command -v llvm-dlltool-19)
{
    echo 'LIBRARY seamline.dll'
    echo EXPORTS
    $objdump -p "$folder/seamline.dll" | awk '/^\[Ordinal\/Name Pointer\] Table/ { on = 1; next } on && NF == 0 { on = 0 } on { print $NF }'
} > "$folder/seamline.def"
"$dlltool" -m i386:x86-64 -d "$folder/seamline.def" -l "$folder/libseamline.dll.a"
