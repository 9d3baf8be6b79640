#!/usr/bin/env bash
# slow
# Every unit test under clang's address and undefined-behaviour checks, those of the readers of files, the stages and the
# command line too (tests/run.sh does so for the core alone: it takes a fraction of the time). Not learning: OpenCV
# trains for hours under them.
# usage: addresses.sh [CATCH2 FILTER]     default '~[slow]'
set -u
cd "$(dirname "$0")/../.."
command -v clang++-14 >/dev/null || { echo "no clang++-14"; exit 77; }
folder=build-addresses
mkdir -p $folder
cmake -B $folder -G Ninja -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS="-O1 -g0" \
  -DBORDERLENS_SANITIZE=address -DBORDERLENS_VIEWER=OFF >$folder/build.log 2>&1 &&
  cmake --build $folder --target core_tests test_io test_stages test_app test_conformance >>$folder/build.log 2>&1 ||
  { grep -m5 -i error $folder/build.log; echo "the build failed: $folder/build.log"; exit 1; }
export LSAN_OPTIONS=suppressions=$PWD/tests/support/leaks.txt:print_suppressions=0
status=0
for program in $folder/tests/test_*; do
  [ -x "$program" ] && [ -f "$program" ] || continue
  log=$program.log
  "$program" "${1:-~[slow]}" >"$log" 2>&1
  code=$?
  echo "$(basename "$program"): exit $code, $(grep -cE 'runtime error|ERROR: (Address|Leak)Sanitizer' "$log") findings," \
    "$(grep -E 'assertions' "$log" | tail -n 1)"
  [ $code = 0 ] || status=1
done
exit $status
