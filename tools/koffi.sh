#!/usr/bin/env bash
# Brings koffi, by which the Node.js host calls the library, into artifacts/node, once: 5 s. Where there is no npm, or its registry does not
# answer, it says so and succeeds: the host's test is then skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -d artifacts/node/node_modules/koffi ] || exit 0
command -v npm > /dev/null || { echo "koffi: there is no npm, so the Node.js host is not tested"; exit 0; }
mkdir -p artifacts/node
timeout 60 npm install --prefix artifacts/node --no-audit --no-fund --silent "koffi@$(sed -n 's/.*"koffi": "\(.*\)".*/\1/p' tools/hosts/node/package.json)" ||
    echo "koffi: npm did not bring it, so the Node.js host is not tested"
