#!/usr/bin/env bash
# slow
# The sample study's report page, opened and used in a real browser (tests/browser/report.mjs).
set -u
cd "$(dirname "$0")/../.."
for tool in npm node; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed (pipelines/setup.sh --tests)"; exit 77; }
done
browser=${CHROMIUM:-/usr/bin/chromium}
[ -x "$browser" ] || { echo "skipped: $browser is not installed (pipelines/setup.sh --tests)"; exit 77; }
program=${BORDERLENS:-build/borderlens}
[ -x "$program" ] || { echo "skipped: $program is not built"; exit 77; }
[ -f "$(dirname "$program")/share/borderlens/viewer/index.html" ] ||
  { echo "skipped: built without the interactive page (-DBORDERLENS_VIEWER=OFF)"; exit 77; }
(cd tests/browser && { [ -d node_modules/playwright-core ] || npm install --no-audit --no-fund --loglevel=error; }) ||
  { echo "skipped: npm could not install the browser's driver (no network?)"; exit 77; }
run=$(mktemp -d)
trap 'rm -rf "$run"' EXIT
"$program" run pipelines/khorgos.toml --out "$run" --quiet || exit 1
CHROMIUM=$browser node tests/browser/report.mjs "$run/report.html" "$run/report_plain.html"
