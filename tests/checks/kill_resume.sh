#!/usr/bin/env bash
# slow
# Killed 20 times at random moments (or as often as the first word says), then run to its end, the study equals an
# undisturbed one.
set -u
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sums() { (cd "$1" && find . -type f ! -path './records/*' ! -name run.json ! -name run.lock | sort | xargs md5sum); }
build/borderlens run pipelines/khorgos.toml --out "$folder/calm" --quiet || exit 1
RANDOM=7
for _ in $(seq "${1:-20}"); do
  build/borderlens run pipelines/khorgos.toml --out "$folder/killed" --quiet &
  pid=$!
  sleep "$((RANDOM % 6)).$((RANDOM % 10))"
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
done
build/borderlens run pipelines/khorgos.toml --out "$folder/killed" --quiet || exit 1
left=$(find "$folder/killed" -name '.partial_*')
[ -z "$left" ] || { echo "half files are left: $left"; exit 1; }
diff <(sums "$folder/calm") <(sums "$folder/killed") || { echo "results differ after kills"; exit 1; }
