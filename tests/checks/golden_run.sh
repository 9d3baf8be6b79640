#!/usr/bin/env bash
# slow
# The sample study, stage by stage, gives the committed golden tables.
# After a change that is meant to move figures: tests/checks/golden_run.sh --update, and say why in the commit.
set -u
cd "$(dirname "$0")/../.."
/usr/bin/python3 -c 'from osgeo import gdal' 2>/dev/null || { echo "needs python3-gdal: pipelines/setup.sh --tests"; exit 77; }
run=$(tests/support/sample_run.sh) || exit 1
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/golden/compare.py "$run" tests/golden "$@"
