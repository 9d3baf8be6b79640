#!/usr/bin/env bash
# slow
# A year is added to a finished study: its composites alone are made, and changes.json tells what is
# new, once, with the exit code that was asked for. Then the scenes of a year go, and that is said.
set -u
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail=0
expect() { [ "$1" = "$2" ] || { echo "$3: expected $2, found $1"; fail=1; }; }
study() {  # the sample study with the years given; plants and built-up ground small enough for it
  sed -e "s|^years = .*|years = [$1]|" -e "s|\.\./sample-tiles|$PWD/sample-tiles|" \
      -e "s|\"data/|\"$PWD/pipelines/data/|g" pipelines/khorgos.toml >"$folder/study.toml"
  printf '\n[monitoring]\nleast_object_ha = 0.3\n' >>"$folder/study.toml"
}
run() { build/borderlens run "$folder/study.toml" --out "$folder/run" --alert-exit-code 3 2>"$folder/log"; }
number() { /usr/bin/python3 -c "import json; print(json.load(open('$folder/run/changes.json'))$1)"; }

study "2013, 2017, 2020"
run
expect $? 0 "exit code of the first run"
expect "$(number "['first_run']")" True "first run"
expect "$(number "['alerts']")" 0 "alerts of the first run"

study "2013, 2017, 2020, 2024"
run
expect $? 3 "exit code with news"
tiles=$(($(wc -l <"$folder/run/tables/tiles.csv") - 1))
grep -q "^make_composites  *$tiles done.* $((3 * tiles)) done before" "$folder/log" ||
  { echo "expected $tiles new composites:"; grep make_composites "$folder/log"; fail=1; }
for stage in plan_tiles map_sides; do
  grep -q "^$stage .*nothing to do" "$folder/log" || { echo "$stage ran again"; fail=1; }
done
expect "$(number "['new_periods']")" "['2024']" "new periods"
[ "$(number "['objects'].__len__()")" -gt 0 ] || { echo "no new object was told"; fail=1; }

run
expect $? 0 "exit code when all was told"

mkdir "$folder/scenes"
cp -r sample-tiles/* "$folder/scenes"
sed -i "s|$PWD/sample-tiles|$folder/scenes|" "$folder/study.toml"
find "$folder/scenes" -name '*2013*' -prune -exec rm -r {} +
build/borderlens submit "$folder/study.toml" --out "$folder/run" --dry-run >/dev/null 2>"$folder/log"
grep -q "period 2013 .* no scene that can be used: it had when its composite was made" "$folder/log" ||
  { echo "nothing was said of the year whose scenes are gone:"; cat "$folder/log"; fail=1; }
exit $fail
