#!/usr/bin/env bash
# slow
# Every unit test under clang's sanitizers, those of readers of files, stages and command line too (tests/run.sh does so for
# the core and addresses alone: it takes a fraction of the time).
# usage: sanitize.sh address|thread [CATCH2 FILTER]     default '~[slow]'
#   address  bad addresses, undefined behaviour, leaks
#   thread   races. clang's libomp brings Archer, which tells the sanitizer how OpenMP orders its threads: GCC's libgomp
#            does not, and every loop would be a false race.
set -u
cd "$(dirname "$0")/../.."
kind=${1:-} filter=${2:-~[slow]}
archer=/usr/lib/llvm-14/lib/libarcher.so
case $kind in
  address) debug=-g0 found='runtime error|ERROR: (Address|Leak)Sanitizer'
    export LSAN_OPTIONS=suppressions=$PWD/tests/support/leaks.txt:print_suppressions=0 ;;
  # Libraries are not compiled for it: what they do inside is not judged.
  thread) debug=-g1 found='WARNING: ThreadSanitizer'
    export OMP_TOOL_LIBRARIES=$archer TSAN_OPTIONS="ignore_noninstrumented_modules=1 exitcode=66 halt_on_error=0" ;;
  *) echo "sanitize.sh: '$kind' is no kind of check; expected address or thread"; exit 2 ;;
esac
[ -f "$archer" ] && command -v clang++-14 >/dev/null || { echo "no clang++-14 with libarcher.so: apt-get install clang-14 libomp-14-dev"; exit 77; }
folder=build-sanitize-$kind
mkdir -p $folder
cmake -B $folder -G Ninja -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS="-O1 $debug" \
  -DBORDERLENS_SANITIZE=$kind -DBORDERLENS_VIEWER=OFF >$folder/build.log 2>&1 &&
  cmake --build $folder --target unit_tests >>$folder/build.log 2>&1 ||
  { grep -m5 -i error $folder/build.log; echo "the build failed: $folder/build.log"; exit 1; }
status=0
for program in $folder/tests/test_*; do
  [ -x "$program" ] && [ -f "$program" ] || continue
  log=$program.log
  "$program" "$filter" >"$log" 2>&1
  code=$?
  echo "$(basename "$program"): exit $code, $(grep -cE "$found" "$log") findings," "$(grep -E 'assertions' "$log" | tail -n 1)"
  [ $code = 0 ] || status=1
done
exit $status
