#!/usr/bin/env bash
# What tools/test.sh --windows runs: the win-x64 and linux-arm64 archives, made twice, the command and the player for win-x64, and every test of
# them under Wine and qemu. The last line is the sum. Media are tested where tools/wine/media.sh has filled artifacts/wine-media (or
# SEAMLINE_WINE_MEDIA), and media-arm64.sh artifacts/arm64-media (or SEAMLINE_ARM64_MEDIA).
#   --media   fills them first: 11 minutes of one core, once
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NO_COLOR=1

media=false
case "${1:-}" in
    "") ;;
    --media) media=true ;;
    *) echo "test: unknown argument '$1' (--media)" >&2; exit 2 ;;
esac
begin=$SECONDS
tools/setup.sh --windows --wine --arm64
if $media; then
    tools/wine/media.sh artifacts/wine-media
    tools/wine/media-arm64.sh artifacts/arm64-media
fi
tools/koffi.sh
tools/publish.sh native
tools/package.sh archive nuget
tools/package.sh --rid win-x64 archive again
tools/package.sh --rid linux-arm64 archive again
tools/package.sh native-nuget
tools/publish.sh --rid win-x64 command player
echo "== archives and programs: done in $((SECONDS - begin)) s"
dotnet build tests -c Release -v quiet --nologo -p:RunAnalyzers=false
export SEAMLINE_NATIVE_DIR=$PWD/artifacts/native SEAMLINE_PACKAGE_DIR=$PWD/artifacts/package SEAMLINE_WINE_ALL=1
results=artifacts/wine-results.xml
code=0
dotnet artifacts/bin/Seamline.Tests/release/Seamline.Tests.dll -noColor -noLogo -noAutoReporters -result-xml $results \
    -class Seamline.Tests.Hosts.WineTests -class Seamline.Tests.Hosts.WineProgramTests -class Seamline.Tests.Hosts.ArmInstructionTests -class Seamline.Tests.Hosts.WindowsLibraryTests -class Seamline.Tests.Hosts.ArmTests \
    -class Seamline.Tests.Hosts.LanguageTests -class Seamline.Tests.Interop.TerraFXBindingTests < /dev/null || code=$?
head=$(grep -o '<assembly [^>]*>' $results)
number() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<< "$head"; }
echo "== all: $((SECONDS - begin)) s"
echo "$(number passed) passed, $(($(number failed) + $(number errors))) failed, $(number skipped) skipped"
exit $code
