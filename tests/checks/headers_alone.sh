#!/usr/bin/env bash
# slow
# Every header compiles by itself.
set -u
cd "$(dirname "$0")/../.."
headers=$(mktemp)
# The bridge to OpenCV and the doors inside io need their library's folder.
find src -name '*.hpp' | sort >"$headers"
check() {
  g++ -std=c++20 -fsyntax-only -Isrc -isystem /usr/include/opencv4 -isystem /usr/include/gdal -x c++ "$1" 2>&1 |
    grep -v 'pragma once in main file' | grep -E 'error' | head -n 3
}
export -f check
errors=$(xargs -P "$(nproc)" -I{} bash -c 'check {}' <"$headers")
rm -f "$headers"
[ -z "$errors" ] || { echo "$errors"; exit 1; }
