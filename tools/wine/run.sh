#!/usr/bin/env bash
# run.sh PROGRAM.exe [ARGUMENTS...]: runs a Windows program under Wine and ends with its exit code. SEAMLINE_WINE_PREFIX is Wine's folder
# (~/.cache/seamline-wine by default; 700 MB, made at the first run in 10 s), SEAMLINE_WINE the program wine64 where it is not the system's.
# Not in this tree: its drive Z is a link to /, which tools that search the tree would follow.
# Output goes through files: Wine's server keeps a pipe open after the program has ended.
set -euo pipefail
wine=${SEAMLINE_WINE:-$(command -v wine64 || command -v wine || echo /usr/lib/wine/wine64)}
[ -x "$wine" ] || { echo "run.sh: Wine is missing: tools/setup.sh --wine installs it" >&2; exit 127; }
export WINEPREFIX=${SEAMLINE_WINE_PREFIX:-$HOME/.cache/seamline-wine} WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES=mscoree,mshtml=
export LC_ALL=C.UTF-8 # else names that are not ASCII are not found
unset DISPLAY WAYLAND_DISPLAY

if [ ! -e "$WINEPREFIX/system.reg" ]; then
    mkdir -p "$WINEPREFIX"
    # One at a time: two that make the same folder spoil it.
    (
        flock 9
        [ -e "$WINEPREFIX/made" ] && exit 0
        "$wine" wineboot --init > "$WINEPREFIX/boot.log" 2>&1 9>&- < /dev/null
        # Windows 10: Debian 12's Wine is 7 by default.
        "$wine" winecfg -v win10 >> "$WINEPREFIX/boot.log" 2>&1 9>&- < /dev/null
        touch "$WINEPREFIX/made"
    ) 9> "$WINEPREFIX/lock"
fi
[ $# -gt 0 ] || exit 0
said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
code=0
"$wine" "$@" > "$said/out" 2> "$said/err" || code=$?
cat "$said/out"
cat "$said/err" >&2
exit $code
