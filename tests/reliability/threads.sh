#!/usr/bin/env bash
# slow
# Unit tests of the core under clang's thread sanitizer. Its libomp brings Archer, which tells the sanitizer how OpenMP
# orders its threads: GCC's libgomp does not, and every loop would be a false race.
# usage: threads.sh [CATCH2 FILTER]     default '~[slow]'
set -u
cd "$(dirname "$0")/../.."
archer=/usr/lib/llvm-14/lib/libarcher.so
[ -f "$archer" ] && command -v clang++-14 >/dev/null || { echo "no clang++-14 with libarcher.so: apt-get install clang-14 libomp-14-dev"; exit 77; }
folder=build-threads
mkdir -p $folder
cmake -B $folder -G Ninja -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS="-O1 -g1" \
  -DBORDERLENS_SANITIZE=thread -DBORDERLENS_VIEWER=OFF >$folder/build.log 2>&1 &&
  cmake --build $folder --target core_tests >>$folder/build.log 2>&1 ||
  { grep -m5 -i error $folder/build.log; echo "the build failed: $folder/build.log"; exit 1; }
# Libraries are not compiled for it: what they do inside is not judged.
export OMP_TOOL_LIBRARIES=$archer TSAN_OPTIONS="ignore_noninstrumented_modules=1 exitcode=66 halt_on_error=0"
status=0
for program in $folder/tests/test_*; do
  [ -x "$program" ] && [ -f "$program" ] || continue
  log=$program.log
  "$program" "${1:-~[slow]}" >"$log" 2>&1
  code=$? races=$(grep -c 'WARNING: ThreadSanitizer' "$log")
  echo "$(basename "$program"): exit $code, $races races, $(tail -n 2 "$log" | head -n 1)"
  [ $code = 0 ] || status=1
done
exit $status
