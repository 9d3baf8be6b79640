#!/usr/bin/env bash
# slow
# io, stages and app compile with clang, warnings as errors; the core does in the build with sanitizers (tests/run.sh).
set -u
cd "$(dirname "$0")/../.."
command -v clang++-14 >/dev/null || { echo "no clang++-14: pipelines/setup.sh --tests"; exit 77; }
[ -f build/build.ninja ] || { echo "no build folder: pipelines/build.sh"; exit 77; }
commands=$(mktemp)
trap 'rm -f "$commands"' EXIT
# As the build compiles them, but for what only GCC knows.
ninja -C build -t compdb | /usr/bin/python3 -c '
import json, re, shlex, sys
for entry in json.load(sys.stdin):
    if not re.search(r"/(unity_)?(io|stages|app)[_/][^/]*\.(cpp|cxx)$", entry["file"]):
        continue
    if "/tests/" in entry["output"] or entry["output"].startswith("tests/"):
        continue
    words, kept = iter(shlex.split(entry["command"])), []
    for word in words:
        if word in ("-isystem", "-I"):
            kept += [word, next(words)]
        elif word.startswith(("-D", "-I", "-std", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wno-missing")):
            kept.append(word)
    print(shlex.join(["clang++-14", "-fsyntax-only", "-Werror", *kept, entry["file"]]))
' >"$commands"
[ -s "$commands" ] || { echo "the build folder names no file of io, stages or app"; exit 1; }
found=$(xargs -P "$(nproc)" -d '\n' -n 1 bash -c 'eval "$1" 2>&1 | grep -m 5 -E "error|warning"' one <"$commands")
[ -z "$found" ] || { echo "$found"; exit 1; }
