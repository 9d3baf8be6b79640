#!/usr/bin/env bash
# slow
# Cost surfaces, current flow, city networks and clusters equal those of GRASS, scikit-image, scipy, igraph, networkx,
# statsmodels and scikit-learn on drawn input; peers that are not installed are named and left out.
# gdistance (R) is in no Debian package: install.packages("gdistance"), or name a file with its functions in
# BORDERLENS_GDISTANCE; without it scipy's shortest paths over the same steps stand in for it, also on slopes.
set -u
cd "$(dirname "$0")/../.."
export PATH=/usr/bin:$PATH PYTHONDONTWRITEBYTECODE=1
/usr/bin/python3 -c 'import numpy, scipy, osgeo.gdal' 2>/dev/null ||
  { echo "needs numpy, scipy and python3-gdal: pipelines/setup.sh --tests"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
/usr/bin/python3 tests/checks/network_peers.py "$PWD/build/borderlens" "$folder"
