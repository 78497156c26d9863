#!/usr/bin/env bash
# link.sh @FILE: what NativeAOT calls as Microsoft's linker: lld-link with the import libraries and the runtime of prepare.sh in SEAMLINE_WINDOWS_LIBRARIES.
set -euo pipefail
libraries=${SEAMLINE_WINDOWS_LIBRARIES:?the folder that prepare.sh filled}
arguments=${1#@}

# A byte order mark; what lld takes for files; what asks for Microsoft's libraries; a file for debuggers.
sed -e '1s/^\xEF\xBB\xBF//' -e 's/ *\/NOEXP//' -e 's/ *\/NOIMPLIB//' -e '/^\/SOURCELINK/d' -e '/^\/NATVIS/d' -e '/^\/DEFAULTLIB:ucrt.lib/d' \
    -e '/^\/NODEFAULTLIB/d' "$arguments" > "$arguments.lld"
if grep -q '^/DLL' "$arguments"; then kind=dll; else kind=exe; fi
lld=$(command -v lld-link || command -v lld-link-19) || { echo "link.sh: lld-link is missing: tools/setup.sh --windows installs it" >&2; exit 1; }

# Same sources, same bytes: /Brepro puts a hash in the place of the time. Addresses are random (64 bits), data is not executable: said, though
# both are the linker's defaults.
exec "$lld" @"$arguments.lld" "/LIBPATH:$libraries" /NODEFAULTLIB "$libraries/runtime-$kind.obj" ucrtbase.lib /INCLUDE:_tls_used \
    /Brepro /DYNAMICBASE /HIGHENTROPYVA /NXCOMPAT \
    '/ALTERNATENAME:??2@YAPEAX_KAEBUnothrow_t@std@@@Z=seamline_new_nothrow' '/ALTERNATENAME:??_U@YAPEAX_KAEBUnothrow_t@std@@@Z=seamline_new_nothrow' \
    '/ALTERNATENAME:??3@YAXPEAX_K@Z=seamline_delete_sized' '/ALTERNATENAME:??3@YAXPEAX@Z=seamline_delete' '/ALTERNATENAME:??_V@YAXPEAX@Z=seamline_delete' \
    '/ALTERNATENAME:?nothrow@std@@3Unothrow_t@1@B=seamline_nothrow'
