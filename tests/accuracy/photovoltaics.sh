#!/usr/bin/env bash
# Remakes photovoltaics.md: objects of the photovoltaics lens on drawn scenes. usage:
# photovoltaics.sh [borderlens] [spectra folder]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../build/borderlens}
spectra=${2:-$here/../../../shared/data/spectra}
[ -d "$spectra" ] || { echo "skipped: $spectra is not here"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
/usr/bin/python3 "$here/photovoltaics.py" "$program" "$spectra" "$work" > "$work/table.md"
cp "$work/table.md" "$here/photovoltaics.md"
cat "$here/photovoltaics.md"
