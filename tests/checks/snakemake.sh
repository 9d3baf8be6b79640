#!/usr/bin/env bash
# slow
# The sample study through pipelines/Snakefile, cut into shards, gives the bytes of one run.
set -u
cd "$(dirname "$0")/../.."
command -v snakemake >/dev/null || { echo "snakemake is not installed: skipped"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$PWD
export PATH="$root/build:$PATH" XDG_CACHE_HOME="$folder/cache"
sums() {
  (cd "$1" && find . -type f ! -path './records/*' ! -path './submit/*' ! -name run.json ! -name run.lock |
    sort | xargs -d '\n' md5sum)
}
borderlens run pipelines/khorgos.toml --out "$folder/run" --quiet || exit 1
mkdir "$folder/work"
snakemake -s pipelines/Snakefile --directory "$folder/work" --cores 2 --quiet \
  --config "study=$root/pipelines/khorgos.toml" "out=$folder/snakemake" shards=3 >"$folder/log" 2>&1 ||
  { tail -n 30 "$folder/log"; exit 1; }
sums "$folder/run" >"$folder/run.md5"
sums "$folder/snakemake" >"$folder/snakemake.md5"
[ -s "$folder/run.md5" ] || { echo "the run wrote nothing"; exit 1; }
diff "$folder/run.md5" "$folder/snakemake.md5" || { echo "results differ between run and Snakemake"; exit 1; }
again=$(borderlens run "$root/pipelines/khorgos.toml" --out "$folder/snakemake" 2>&1)
if grep -qE ' [0-9]+ done in' <<<"$again"; then
  echo "after Snakemake a run redid work:"; echo "$again"; exit 1
fi
