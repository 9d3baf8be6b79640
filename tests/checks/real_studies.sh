#!/usr/bin/env bash
# slow
# The main job on real input: whole studies of real scenes, with stand-in borders (no political
# ones). Prints their true numbers; usage: real_studies.sh [folder to keep the runs in]
set -u
cd "$(dirname "$0")/../.."
shared=$PWD/../shared/data
[ -d "$shared/real" ] || { echo "skipped: $shared/real is missing"; exit 77; }
/usr/bin/python3 -c 'from osgeo import ogr' 2>/dev/null || { echo "skipped: python3-gdal is missing"; exit 77; }
folder=${1:-$(mktemp -d)}
[ $# -ge 1 ] || trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder"

/usr/bin/python3 - "$shared" "$folder" <<'PYTHON'
import glob, json, os, sys
from osgeo import ogr, osr
ogr.UseExceptions()
shared, folder = sys.argv[1:]

def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, "w").write(text)

def link(source, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if not os.path.lexists(target):
        os.symlink(source, target)

# a. Landsat 5, 1986 and 2001; the visible bands of 1986 are stored x 1e5, all others x 1e4.
base = folder + "/teamlucc"
for year, visible in ((1986, 1e-5), (2001, 1e-4)):
    place = f"{base}/scenes/{year}"
    link(f"{shared}/real/teamlucc/L5TSR_{year}.tif", f"{place}/image.tif")
    write(f"{place}/scene.toml", f'''date = "{year}-02-06"
level = "surface"
sensor = "landsat-5"
scale = {{ blue = {visible}, green = {visible}, red = {visible}, nir = 1e-4 }}
[bands]
blue = "image.tif#1"
green = "image.tif#2"
red = "image.tif#3"
nir = "image.tif#4"
''')
opened = ogr.Open(f"{shared}/real/teamlucc/training_1986_2001.gpkg")  # kept: it owns the layer
source = opened.GetLayer(0)
os.path.exists(base + "/labels.gpkg") and os.remove(base + "/labels.gpkg")
target = ogr.GetDriverByName("GPKG").CreateDataSource(base + "/labels.gpkg")
layer = target.CreateLayer("labels", source.GetSpatialRef(), ogr.wkbUnknown)
for name, kind in (("class", ogr.OFTString), ("year", ogr.OFTInteger)):
    layer.CreateField(ogr.FieldDefn(name, kind))
for feature in source:
    for year in (1986, 2001):
        label = ogr.Feature(layer.GetLayerDefn())
        label["class"], label["year"] = feature[f"class_{year}"], year
        label.SetGeometry(feature.GetGeometryRef())
        layer.CreateFeature(label)
target = None
wgs, utm = osr.SpatialReference(), osr.SpatialReference()
wgs.ImportFromEPSG(4326); utm.ImportFromEPSG(32616)
for one in (wgs, utm):
    one.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
to_wgs = osr.CoordinateTransformation(utm, wgs)
line = [to_wgs.TransformPoint(829400 + 150 * (i % 3), 1107500 + 500 * i)[:2] for i in range(12)]
write(base + "/line.geojson", json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature",
      "properties": {"note": "stand-in line, no border"}, "geometry": {"type": "LineString", "coordinates": line}}]}))
a = to_wgs.TransformPoint(831500, 1110000)
write(base + "/study.toml", f'''[study]
title = "Two sides of a line in Costa Rica (stand-in border)"
note = "Real Landsat 5 scenes; the line is a stand-in, no political border."
crs = "EPSG:32616"
pixel_size_m = 30
[border]
line = "line.geojson"
side_a_lonlat = [{a[0]}, {a[1]}]
zone_km = 3
bands_km = [0, 1, 2, 3]
segment_km = 1
[scenes]
paths = ["scenes"]
[season]
years = [1986, 2001]
[labels]
path = "labels.gpkg"
class_field = "class"
year_field = "year"
[comparison]
cell_km = 0.25
''')

# b. Two cities, Sentinel-2 L1C: 13 files a date at three resolutions, geographic CRS, shifted grids.
roles = {"coastal": "B01", "blue": "B02", "green": "B03", "red": "B04", "red_edge1": "B05", "red_edge2": "B06",
         "red_edge3": "B07", "nir": "B08", "nir_narrow": "B8A", "swir1": "B11", "swir2": "B12"}
for city, zone in (("saclay_e", 31), ("beihai", 49)):
    base = f"{folder}/{city}"
    source = f"{shared}/real/oscd/images/{city}"
    years = []
    for number, row in enumerate(open(source + "/dates.txt").read().split("\n")[:2], 1):
        date = row.split(":")[1].strip()
        years.append(int(date[:4]))
        place = f"{base}/scenes/{date}"
        lines = [f'date = "{date[:4]}-{date[4:6]}-{date[6:]}"', 'level = "L1C"', 'sensor = "sentinel-2"',
                 "scale = 0.0001", "nodata = 0", "[bands]"]
        for role, band in roles.items():
            path = glob.glob(f"{source}/imgs_{number}/*_{band}.tif")[0]
            link(path, f"{place}/{band}.tif")
            lines.append(f'{role} = "{band}.tif"')
        write(place + "/scene.toml", "\n".join(lines) + "\n")
    stand_in = f"{shared}/real/oscd/stand_in_borders/{city}.geojson"
    link(stand_in, base + "/line.geojson")
    points = json.load(open(stand_in))["features"][0]["geometry"]["coordinates"]
    middle = points[len(points) // 2]
    write(base + "/study.toml", f'''[study]
title = "Two sides of a line in {city} (stand-in border)"
note = "Real Sentinel-2 L1C scenes, no local labels; the line is a stand-in, no political border."
crs = "EPSG:326{zone}"
pixel_size_m = 10
[border]
line = "line.geojson"
side_a_lonlat = [{middle[0] + 0.02}, {middle[1]}]
zone_km = 3
bands_km = [0, 1, 2, 3]
segment_km = 1
[scenes]
paths = ["scenes"]
[season]
years = [{years[0]}, {years[1]}]
[comparison]
cell_km = 0.25
''')

# c. The whole line between China and Kazakhstan, 20 km on each side.
write(folder + "/whole_line/study.toml", f'''[study]
title = "The whole line between China and Kazakhstan"
crs = "+proj=laea +lat_0=45.5 +lon_0=82.5 +datum=WGS84 +units=m"
pixel_size_m = 100
tile_px = 512
[border]
line = "../line.geojson"
side_a_lonlat = [87.6, 43.8]
zone_km = 20
bands_km = [0, 5, 10, 20]
''')
link(shared + "/border/chn_kaz_osm.geojson", folder + "/line.geojson")
PYTHON

fail=0
for study in teamlucc saclay_e beihai whole_line; do
  start=$(date +%s.%N)
  /usr/bin/env time -f "%M" -o "$folder/$study.memory" build/borderlens run "$folder/$study/study.toml" \
    --out "$folder/$study/run" 2>"$folder/$study.log" || { echo "$study: failed"; tail -n 5 "$folder/$study.log"; fail=1; continue; }
  seconds=$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN {printf "%.1f", b - a}')
  tiles=$(($(wc -l <"$folder/$study/run/tables/tiles.csv") - 1))
  echo "$study: $tiles tiles, $seconds s, $(($(tail -n 1 "$folder/$study.memory") / 1024)) MiB"
  grep -E 'skipped|left out' "$folder/$study.log"
done
/usr/bin/python3 - "$folder" <<'PYTHON' || fail=1
import csv, json, sys
folder = sys.argv[1]
ok = True
held = json.load(open(folder + "/teamlucc/run/model/accuracy.json"))["hold_out"]["overall"]
print(f"teamlucc: overall accuracy on held-out polygons {held:.3f}")
ok &= held > 0.8
for study in ("teamlucc", "saclay_e", "beihai"):
    rows = [row for row in csv.DictReader(open(f"{folder}/{study}/run/tables/comparison.csv"))
            if row["band"] == "all"]
    apart = [row for row in rows if row["difference_low"] and
             (float(row["difference_low"]) > 0 or float(row["difference_high"]) < 0)]
    print(f"{study}: {len(apart)} of {len(rows)} comparisons of the whole zone leave out zero")
    ok &= len(rows) > 0
    for page in ("report.html", "report_plain.html"):
        text = open(f"{folder}/{study}/run/{page}").read()
        whole = "stand-in" in text and "iVBORw0KGgo" in text  # how a PNG begins in base64
        if not whole:
            print(f"{study}: {page} does not say that its line is a stand-in, or has no picture")
        ok &= whole
sys.exit(not ok)
PYTHON
exit $fail
