#!/usr/bin/env bash
# Configures and builds borderlens in build/ (Release). usage: pipelines/build.sh [cmake options]
set -euo pipefail
cd "$(dirname "$0")/.."
viewer=ON
command -v npm >/dev/null || viewer=OFF
log=build/build.log
mkdir -p build
echo "build: configuring and compiling (log: $log)"
if ! { cmake -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DBORDERLENS_PCH=ON -DBORDERLENS_UNITY=ON -DBORDERLENS_VIEWER=$viewer "$@" &&
       cmake --build build; } >"$log" 2>&1; then
  grep -E 'error|Error' "$log" | head -n 20
  echo "build: failed; the whole log is in $log"
  exit 1
fi
