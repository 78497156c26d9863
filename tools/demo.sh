#!/usr/bin/env bash
# The main job on a generated recording: sets the machine up, builds once, plays and cuts, prints what it measured.
# Arguments go to `seamline demo` (--device NAME|null|dummy).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash tools/setup.sh
exec tools/seamline demo --output artifacts/demo "$@"
