#!/usr/bin/env bash
# slow
# A live study from search to tables against local servers: only the blocks of the border zone are asked
# for, a failed request is asked again, later runs need no network, hosts the study does not name are
# never asked, a dead server is one line.
set -u
cd "$(dirname "$0")/../.."
program=$PWD/build/borderlens
[ -x /usr/bin/python3 ] || { echo "no python3 for the servers"; exit 77; }
folder=$(mktemp -d)
servers=()
stop() { [ ${#servers[@]} -gt 0 ] && kill "${servers[@]}" 2>/dev/null; wait 2>/dev/null; servers=(); }
trap 'stop; rm -rf "$folder"' EXIT
fail() { echo "$1"; [ -n "${2:-}" ] && tail -n 20 "$2"; exit 1; }
# Any proxy would be a host nobody named; a dead one shows every request that is not to this machine.
export http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 no_proxy=127.0.0.1

"$program" simulate "$folder/sim" --size-px 1536 --years 2014,2020 --dates-per-year 2 --seed 5 --quiet ||
  fail "simulate failed"
serve() { # name, more arguments of the server -> port
  /usr/bin/python3 tests/support/live_server.py "$folder/sim" "$folder/$1.port" "$folder/$1.log" "${@:2}" &
  servers+=($!)
  for _ in $(seq 100); do [ -f "$folder/$1.port" ] && break; sleep 0.1; done
  address="http://127.0.0.1:$(cat "$folder/$1.port")"
}
serve foreign; foreign=$address
serve named "$foreign"; named=$address

study() { # file, cache, collections of the first catalogue
  local side
  side=$(/usr/bin/python3 - "$folder/sim/border.geojson" <<'PY'
import json, sys
p = json.load(open(sys.argv[1]))["features"][0]["properties"]
print("%r, %r" % (p["side_a_lon"], p["side_a_lat"]))
PY
)
  cat >"$1" <<TOML
[study]
crs = "EPSG:32644"
tile_px = 400
[fetch]
cache = "$2"
bands = ["blue", "green", "red", "nir", "nir_narrow", "swir1", "swir2"]
[[fetch.catalogues]]
url = "$named/v1"
collections = [$3]
periods = ["2020"]
max_cloud_share = 0.6
[[fetch.catalogues]]
url = "$named/api/stac/v1"
collections = ["landsat-c2-l2"]
platforms = ["landsat-8"]
periods = ["2014"]
[[fetch.files]]
name = "border.geojson"
url = """$named/api/interpreter?data=[out:xml];rel["boundary"="administrative"]["ISO3166-1"="KZ"];way(r)(44,80,45,81);(._;>;);out body;"""
layer = "lines"
licence = "simulated"
[[fetch.files]]
name = "labels.tif"
url = "$named/files/truth/classes_2020.tif"
licence = "simulated"
pure_px = 1
classes = [ { code = 1, class = "water" }, { code = 2, class = "cropland" }, { code = 3, class = "grass_steppe" },
  { code = 4, class = "shrub_forest" }, { code = 6, class = "bare_desert" }, { code = 8, class = "built_up" } ]
[border]
line = "$2/border.geojson"
side_a_lonlat = [$side]
zone_km = 0.5
[scenes]
paths = ["$2/scenes"]
[season]
years = [2014, 2020]
[labels]
path = "$2/labels.tif"
years = [2020]
trees = 20
[lenses]
use = ["land_use"]
TOML
}

study "$folder/live.toml" cache '"sentinel-2-c1-l2a"'
"$program" check "$folder/live.toml" >/dev/null 2>"$folder/err" && fail "a study without its cache was accepted"
grep -q 'borderlens fetch' "$folder/err" || fail "the message does not say how to fill the cache" "$folder/err"

"$program" fetch "$folder/live.toml" >"$folder/fetched.json" 2>"$folder/err" || fail "fetch failed" "$folder/err"
grep -q '"fetched": [1-9]' "$folder/fetched.json" || fail "nothing was fetched" "$folder/fetched.json"
[ "$(grep -c ' 503 ' "$folder/named.log")" -gt 20 ] || fail "no request failed on purpose"
# Bytes of the files asked for, against the whole ones: files of 10 m bands have three columns of blocks, of which the
# zone meets the middle one (coarser bands have one or two).
share() { # pattern -> "served whole"
  local served whole
  served=$(grep -E "$1" "$folder/named.log" | awk '{sum += $4} END {print sum}')
  whole=$(grep -oE "/files/[^ ]*$1" "$folder/named.log" | sort -u | sed "s#^/files#$folder/sim#" | xargs stat -c %s | awk '{sum += $1} END {print sum}')
  echo "$served $whole"
}
read -r served whole <<<"$(share '(tif|TIF)')"
echo "bytes served: $served of $whole in the files asked for"
[ "$served" -lt $((whole * 8 / 10)) ] || fail "more than the blocks of the zone was asked for"
read -r served whole <<<"$(share 'B0[2348]\.tif')"
echo "of the 10 m bands: $served of $whole"
[ "$served" -lt $((whole * 6 / 10)) ] || fail "more than the blocks of the zone was asked for"
grep -qE 'B0(1|5|6|7)\.tif|ST_B10' "$folder/named.log" && fail "bands nobody wants were asked for"

before=$(wc -l <"$folder/named.log")
"$program" fetch "$folder/live.toml" >"$folder/again.json" 2>"$folder/err" || fail "the second fetch failed" "$folder/err"
tail -n +$((before + 1)) "$folder/named.log" | grep -q '^GET' && fail "the second fetch asked for files again"

# A scene at a host the study does not name is left out, and that host hears nothing.
study "$folder/else.toml" cache2 '"elsewhere"'
"$program" fetch "$folder/else.toml" >/dev/null 2>"$folder/err"; code=$?
[ $code -eq 2 ] || fail "a scene of a host not named gave exit $code" "$folder/err"
grep -q 'a host the study does not name' "$folder/err" || fail "the message does not name the host's rule" "$folder/err"
[ -s "$folder/foreign.log" ] && fail "the foreign host was asked" "$folder/foreign.log"

stop
# Offline from here on, at another place: what the cache gives is what the scenes themselves give.
mkdir "$folder/moved" && mv "$folder/cache" "$folder/live.toml" "$folder/moved/"
"$program" run "$folder/moved/live.toml" --out "$folder/run" --quiet 2>"$folder/err" || fail "the offline run failed" "$folder/err"
sed -e "s#paths = \[.*#paths = [$(cd "$folder/sim/scenes" && find "$PWD" -name '*_L2A' -o -name 'LC08_*_T1' -type d | sort | sed 's/.*/"&"/' | paste -sd, )]#" \
  "$folder/moved/live.toml" >"$folder/moved/direct.toml"
for stage in plan_tiles map_sides list_scenes fit_scenes make_composites; do
  "$program" stage $stage "$folder/moved/direct.toml" --out "$folder/direct" --quiet 2>"$folder/err" || fail "the direct run failed at $stage" "$folder/err"
done
/usr/bin/python3 - "$folder/run" "$folder/direct" <<'PY' || fail "the cache gives other composites than the scenes"
import glob, sys
import numpy as np
from osgeo import gdal
gdal.UseExceptions()
def read(path):
    data = gdal.Open(path)
    names = [data.GetRasterBand(i + 1).GetDescription() for i in range(data.RasterCount)]
    return dict(zip(names, data.ReadAsArray()))
pixels = 0
for path in sorted(glob.glob(sys.argv[1] + "/composites/20*/r*.tif")):
    zone = ~np.isnan(read(sys.argv[1] + "/sides/" + path.split("/")[-1])["signed_distance_m"])
    fetched, direct = read(path), read(path.replace(sys.argv[1], sys.argv[2]))
    pixels += int(zone.sum())
    for name, values in fetched.items():
        if not np.array_equal(values[zone], direct[name][zone], equal_nan=True):
            sys.exit("%s: band %s differs" % (path, name))
print(pixels, "pixels of the zone are the same")
sys.exit(0 if pixels > 100000 else "too few pixels compared")
PY

# A dead server: exit 2 and one line that names it.
rm -rf "$folder/cache3"; study "$folder/dead.toml" cache3 '"sentinel-2-c1-l2a"'
GDAL_HTTP_MAX_RETRY=1 GDAL_HTTP_RETRY_DELAY=0 "$program" fetch "$folder/dead.toml" --quiet >/dev/null 2>"$folder/err"; code=$?
[ $code -eq 2 ] || fail "a dead server gave exit $code" "$folder/err"
[ "$(wc -l <"$folder/err")" -eq 1 ] && grep -q "${named#http://}" "$folder/err" || fail "a dead server is not one line" "$folder/err"
