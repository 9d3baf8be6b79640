#!/usr/bin/env bash
# Remakes the figures of photovoltaics.md (its sentences are written by hand): objects of the photovoltaics lens on drawn scenes. usage:
# photovoltaics.sh [borderlens] [spectra folder]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../build/borderlens}
spectra=${2:-$here/../../../shared/data/spectra}
[ -d "$spectra" ] || { echo "skipped: $spectra is not here"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for seeds in "1 12" "201 212" "301 312" "501 512" "501 512 rectangles" "601 612" "601 612 rectangles"; do
    # shellcheck disable=SC2086  # the first, the last, and the shape of fields
    /usr/bin/python3 "$here/photovoltaics.py" "$program" "$spectra" "$work" $seeds > "$work/table.md"
    /usr/bin/python3 "$here/put_tables.py" "$work/table.md" "$here/photovoltaics.md"
done
cat "$here/photovoltaics.md"
