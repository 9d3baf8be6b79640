#!/usr/bin/env bash
# Installs what borderlens needs on Debian 12, by name, only what is missing, and says what it does.
# usage: pipelines/setup.sh [--tests]      --tests: also what the test suite needs
set -euo pipefail

packages=(g++ cmake ninja-build pkg-config ca-certificates
  libgdal-dev libopencv-core-dev libopencv-imgproc-dev libopencv-ml-dev libeigen3-dev libhwy-dev
  # igraph's CMake and pkg-config files name libraries that its package does not pull in.
  libigraph-dev libglpk-dev libplfit-dev libgmp-dev libarpack2-dev liblapack-dev
  # Map sheets for print, with letters for Chinese and Kazakh.
  libpango1.0-dev fonts-dejavu-core fonts-droid-fallback
  libcli11-dev libtomlplusplus-dev libfmt-dev libspdlog-dev nlohmann-json3-dev catch2)
if [ "${1:-}" = "--tests" ]; then
  packages+=(clang-14 clang-format-14 libclang-rt-14-dev libomp-14-dev time
    chromium python3-numpy python3-gdal
    # peers of the network commands
    python3-scipy python3-networkx python3-igraph
    # the notebooks
    python3-nbconvert python3-ipykernel python3-geopandas python3-rasterio python3-matplotlib python3-pandas
    mandoc snakemake)
fi
# A machine that has node and npm keeps them: Debian's beside another build fails.
if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
  packages+=(nodejs npm)
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
done
if [ "${#missing[@]}" -eq 0 ]; then
  echo "set-up: everything is installed"
  exit 0
fi
echo "set-up: installing ${#missing[@]} packages: ${missing[*]}"
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq >"$log" 2>&1 || { cat "$log"; exit 1; }
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
  { tail -n 30 "$log"; echo "set-up: apt failed; its last lines are above"; exit 1; }
rm -f "$log"
