#!/usr/bin/env bash
# slow
# `lens photovoltaics` on whole scenes and `run` in tiles find the same plants, those by their shape alone among them.
set -u
cd "$(dirname "$0")/../.."
borderlens=${BORDERLENS:-$PWD/build/borderlens}
spectra=$PWD/../shared/data/spectra
[ -d "$spectra" ] || { echo "no measured spectra to draw scenes from: ../shared/data/spectra"; exit 77; }
/usr/bin/python3 -c 'from osgeo import ogr; import scipy' 2>/dev/null || { echo "needs python3-gdal and python3-scipy: pipelines/setup.sh --tests"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Scene 402: a plant of 144 ha that no pixel is sure of.
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/accuracy/photovoltaics.py "$borderlens" "$spectra" "$work" 402 402 >/dev/null || exit 1
cat > "$work/border.geojson" <<'JSON'
{"type": "LineString", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32644"}},
 "coordinates": [[503000, 4900500], [503000, 4893500]]}
JSON
cat > "$work/study.toml" <<'TOML'
[study]
title = "a drawn scene"
crs = "EPSG:32644"
pixel_size_m = 10
tile_px = 200
[border]
line = "border.geojson"
side_a_lonlat = [81.062, 44.2272]
zone_km = 3.5
bands_km = [0, 1, 3]
[scenes]
paths = ["402_later"]
[season]
years = [2023]
first = "04-01"
last = "10-31"
TOML
"$borderlens" run "$work/study.toml" --out "$work/run" --quiet || exit 1
/usr/bin/python3 - "$work/402_one/objects.gpkg" "$work/run/tables/objects.csv" <<'PYTHON'
import csv
import sys

from osgeo import ogr

ogr.UseExceptions()
source = ogr.Open(sys.argv[1])
seen = [[f.GetField(k) for k in ("area_ha", "probability", "rectangle_fill")] for f in source.GetLayer(0)]
with open(sys.argv[2]) as table:
    mapped = [[float(row[k]) for k in ("area_ha", "probability", "fill")] for row in csv.DictReader(table)
              if row["kind"] == "photovoltaics"]
assert len(seen) > 5 and len(seen) == len(mapped), (len(seen), len(mapped))
for one, other in zip(sorted(seen), sorted(mapped)):
    assert all(abs(a - b) < 1e-6 for a, b in zip(one, other)), (one, other)
largest = max(seen)
assert 130 < largest[0] < 150 and 0.5 < largest[1] < 0.9, largest
print(len(seen), f"plants alike, the largest, of {largest[0]:.0f} ha, by its shape")
PYTHON
