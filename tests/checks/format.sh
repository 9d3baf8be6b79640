#!/usr/bin/env bash
# Sources are formatted as .clang-format says.
set -u
cd "$(dirname "$0")/../.."
tool=$(command -v clang-format-14 || command -v clang-format) || { echo "clang-format is not installed"; exit 77; }
bad=$(find src tests -name '*.cpp' -o -name '*.hpp' | sort | xargs "$tool" --dry-run 2>&1 | grep -oE '^[^:]+\.[ch]pp' | sort -u)
[ -z "$bad" ] || { echo "not formatted: $bad"; exit 1; }
