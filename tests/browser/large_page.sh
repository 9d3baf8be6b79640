#!/usr/bin/env bash
# The page of a study of 100 million pixels: its size, and how fast Chromium shows it.
# usage: tests/browser/large_page.sh [RUN_DIR [PIXELS_A_SIDE]]     RUN_DIR: a finished run of pipelines/khorgos.toml, else it is run
# Needs 3 GB in the temporary folder, and a program built with the interactive page (BORDERLENS names it).
set -eu
cd "$(dirname "$0")/../.."
program=${BORDERLENS:-build/borderlens}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
run=${1:-$folder/run}
[ -f "$run/run.json" ] || "$program" run pipelines/khorgos.toml --out "$run" --quiet
/usr/bin/python3 tests/browser/large_run.py "$run" "$folder/large" "${2:-10000}"
"$program" report "$folder/large" --quiet
(cd tests/browser && { [ -d node_modules/playwright-core ] || npm install --no-audit --no-fund --loglevel=error; })
CHROMIUM=${CHROMIUM:-/usr/bin/chromium} node tests/browser/load_time.mjs "$folder/large/report.html"
