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
# GDAL's own check, of every raster a study writes.
/usr/bin/python3 - "$folder/1" <<'PYTHON' || exit 1
import glob, sys
from osgeo_utils.samples.validate_cloud_optimized_geotiff import validate
paths = glob.glob(sys.argv[1] + "/**/*.tif", recursive=True)
wrong = {path: found for path in paths if any(found := validate(path, full_check=True)[:2])}
for path, (warnings, errors) in wrong.items():
    print(path, *warnings, *errors, sep="\n  ")
sys.exit(not paths or bool(wrong))
PYTHON
