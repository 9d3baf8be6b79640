#!/usr/bin/env bash
# slow
# The sample study gives the same bytes with 1, 2 and 4 threads, and a second run redoes nothing.
set -u
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sums() { (cd "$1" && find . -type f ! -path './records/*' ! -name run.json ! -name run.lock | sort | xargs md5sum); }
for threads in 1 2 4; do
  build/borderlens run pipelines/khorgos.toml --out "$folder/$threads" --threads $threads --quiet || exit 1
  sums "$folder/$threads" >"$folder/$threads.md5"
done
for threads in 2 4; do
  diff "$folder/1.md5" "$folder/$threads.md5" || { echo "results differ between 1 and $threads threads"; exit 1; }
done
again=$(build/borderlens run pipelines/khorgos.toml --out "$folder/1" 2>&1)
if grep -qE ' [0-9]+ done in' <<<"$again"; then
  echo "a second run redid work:"; echo "$again"; exit 1
fi
