#!/usr/bin/env bash
# From a fresh clone to a report: installs, builds, runs the Khorgos study on sample-tiles (simulated).
set -euo pipefail
cd "$(dirname "$0")/.."
pipelines/setup.sh
pipelines/build.sh -DBORDERLENS_TESTS=OFF
build/borderlens run pipelines/khorgos.toml
