#!/usr/bin/env bash
# Remakes the figures of land_use.md (its sentences are written by hand): accuracy of the forest in scene (polygons or blocks held out) and of the lens
# without any label, on the real sets beside the checkout. usage: land_use.sh [borderlens] [data]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../build/borderlens}
data=${2:-$here/../../../shared/data/real}
[ -d "$data" ] || { echo "skipped: $data is not here"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
/usr/bin/python3 "$here/land_use.py" "$program" "$data" "$work" > "$work/table.md"
/usr/bin/python3 "$here/put_tables.py" "$work/table.md" "$here/land_use.md"
cat "$here/land_use.md"
