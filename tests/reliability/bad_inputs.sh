#!/usr/bin/env bash
# Every bad input of tests/reliability/bad_inputs: exit code 2, one clear line (messages.txt), nothing changed on disk.
set -u
cd "$(dirname "$0")"
/usr/bin/python3 -c 'from osgeo import gdal' 2>/dev/null || { echo "no python3-gdal"; exit 77; }
exec env PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 bad_inputs/run.py "$@"
