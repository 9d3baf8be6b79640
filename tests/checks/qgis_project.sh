#!/usr/bin/env bash
# slow
# The QGIS project of a run opens in QGIS with all layers valid, grouped and styled.
# BORDERLENS_RUN names a run folder to use; without it the sample study is run.
set -u
cd "$(dirname "$0")/../.."
export PATH=/usr/bin:$PATH PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen
/usr/bin/python3 -c 'import qgis.core' 2>/dev/null ||
  { echo "needs QGIS, an optional package: apt install --no-install-recommends python3-qgis"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_RUNTIME_DIR=$folder HOME=$folder
if [ -z "${BORDERLENS_RUN:-}" ]; then
  BORDERLENS_RUN=$folder/run
  build/borderlens run pipelines/khorgos.toml --out "$BORDERLENS_RUN" --quiet || exit 1
fi
# The folder must be movable: opened from another place than it was made in.
cp -r "$BORDERLENS_RUN" "$folder/moved" || exit 1
/usr/bin/python3 tests/checks/qgis_project.py "$folder/moved" "$@" 2>"$folder/log"
code=$?
[ $code -eq 0 ] || tail -n 20 "$folder/log"
exit $code
