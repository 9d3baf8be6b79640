#!/usr/bin/env bash
# slow
# A study with elevation pays slopes step by step: hours to the border rise where one must climb towards it and fall
# where one descends, by Tobler's curve within its bounds or by a given one; an unusable curve is refused by check.
set -u
cd "$(dirname "$0")/../.."
export PATH=/usr/bin:$PATH PYTHONDONTWRITEBYTECODE=1
/usr/bin/python3 -c 'import numpy; from osgeo import gdal' 2>/dev/null ||
  { echo "needs numpy and python3-gdal: pipelines/setup.sh --tests"; exit 77; }
run=$(tests/support/sample_run.sh) || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$run" "$folder/run" && cp "$folder/run/layers/ground_hours.tif" "$folder/level.tif" || exit 1
printf 'slope,speed_kmh\n-0.3,5\n0,5\n0.3,1\n' >"$folder/curve.csv"
printf 'slope,speed_kmh\n0,5\n0,4\n' >"$folder/bad.csv"
# Paths in a study are its own folder's: this one lies elsewhere.
study() { # name, lines of [access.ground]
  sed -E "s#\"((\.\./)?(data|sample-tiles)[^\"]*)\"#\"$PWD/pipelines/\1\"#g; s#^\[access.ground\]#&\n$2#" \
    pipelines/khorgos.toml >"$folder/$1.toml"
}
study tobler "elevation = \"$folder/dem.tif\""
study curve "elevation = \"$folder/dem.tif\"\nslope_curve = \"$folder/curve.csv\""
study bad "elevation = \"$folder/dem.tif\"\nslope_curve = \"$folder/bad.csv\""
/usr/bin/python3 - "$folder" <<'PYTHON' || exit 1
import sys
import numpy as np
from osgeo import gdal
folder = sys.argv[1]
level = gdal.Open(f"{folder}/level.tif")
made = gdal.GetDriverByName("GTiff").Create(f"{folder}/dem.tif", level.RasterXSize, level.RasterYSize, 1, gdal.GDT_Float32)
made.SetProjection(level.GetProjection())
made.SetGeoTransform(level.GetGeoTransform())
# A plane that rises by a fifth to the east.
made.GetRasterBand(1).WriteArray(np.tile(600 + 0.2 * 10 * np.arange(level.RasterXSize), (level.RasterYSize, 1)))
PYTHON
for kind in tobler curve; do
  build/borderlens stage spread_hours "$folder/$kind.toml" --out "$folder/run" --quiet || exit 1
  cp "$folder/run/layers/ground_hours.tif" "$folder/$kind.tif" || exit 1
done
said=$(build/borderlens check "$folder/bad.toml" 2>&1 >/dev/null)
[ $? -eq 2 ] && [[ $said == *"bad.csv: row 2: slope is 0"* ]] || { echo "a bad curve: $said"; exit 1; }
/usr/bin/python3 - "$folder" <<'PYTHON'
import sys
import numpy as np
from osgeo import gdal
hours = {k: gdal.Open(f"{sys.argv[1]}/{k}.tif").ReadAsArray()[0].astype(float) for k in ("level", "tobler", "curve")}
known = hours["level"] > 0
ratio = {k: hours[k][known] / hours["level"][known] for k in ("tobler", "curve")}
# Steps due east are the steepest: up 0.2 by exp(3.5 * 0.2), at best (down 0.05) by exp(-3.5 * 0.05).
bounds = {"tobler": (np.exp(-0.175), np.exp(0.7)), "curve": (1.0, 5 / (5 - 4 * 0.2 / 0.3))}
for kind, (low, high) in bounds.items():
    least, most = ratio[kind].min(), ratio[kind].max()
    print(f"{kind}: {least:.3f} to {most:.3f} times the hours on level ground, within {low:.3f} to {high:.3f}")
    if least < low - 1e-6 or most > high + 1e-6 or most < 1.1:
        sys.exit(1)
if ratio["tobler"].min() > 0.99:
    sys.exit("nobody gains by walking down")
PYTHON
