#!/usr/bin/env bash
# slow
# Every notebook runs from a clean kernel on a finished run, and is committed without outputs.
# BORDERLENS_RUN names a run folder to use; without it the sample study is run.
set -u
cd "$(dirname "$0")/../.."
# Debian's Python has the packages; another one may come first on the path.
export PATH=/usr/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYDEVD_DISABLE_FILE_VALIDATION=1
/usr/bin/python3 -c 'import nbconvert, ipykernel, geopandas, rasterio, matplotlib, pandas' 2>/dev/null ||
  { echo "needs Debian's jupyter, geopandas, rasterio, matplotlib: pipelines/setup.sh --tests"; exit 77; }
if grep -lE '"(output_type|execution_count)": *("|[0-9])' notebooks/*.ipynb; then
  echo "the notebooks above hold outputs; clear them: jupyter nbconvert --clear-output --inplace FILE"
  exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ -z "${BORDERLENS_RUN:-}" ]; then
  export BORDERLENS_RUN=$folder/run
  build/borderlens run pipelines/khorgos.toml --out "$BORDERLENS_RUN" --quiet || exit 1
fi
fail=0
for notebook in notebooks/*.ipynb; do
  /usr/bin/python3 -m nbconvert --to notebook --execute --ExecutePreprocessor.timeout=300 \
    --output-dir "$folder" "$notebook" >"$folder/log" 2>&1 ||
    { echo "$notebook: does not run"; tail -n 15 "$folder/log"; fail=1; }
done
exit $fail
