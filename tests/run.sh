#!/usr/bin/env bash
# Sets up, builds and runs all tests. The last line is "N passed, N failed, N skipped".
# usage: tests/run.sh [--quick]      --quick: without the slow tests and the build with sanitizers
set -uo pipefail
cd "$(dirname "$0")/.."
quick=${1:-}
export PATH="$PWD/build:$PATH"
passed=0 failed=0 skipped=0

# Adds up what CTest and the shell checks report.
count() { passed=$((passed + $1)); failed=$((failed + $2)); skipped=$((skipped + $3)); }

pipelines/setup.sh --tests || exit 1
# Where changes are judged, not on a user's machine with another compiler, warnings are errors. (With precompiled
# headers GCC 12 warns of what is not there. Core files with their own includes alone: the second build, below.)
strict=()
[ "${CI:-}" = true ] && strict=(-DBORDERLENS_WERROR=ON -DBORDERLENS_PCH=OFF)
pipelines/build.sh -DBORDERLENS_TESTS=ON "${strict[@]}" || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# Runs the Catch2 programs of one build folder, test case by test case.
run_catch() {
  local folder=$1 filter=$2 program name result code passes fails skips
  for program in "$folder"/tests/test_*; do
    [ -x "$program" ] && [ -f "$program" ] || continue
    name=$(basename "$program")
    result=$(mktemp)
    "$program" "$filter" -r xml -o "$result" >"$result.log" 2>&1
    code=$?
    read -r passes fails skips < <(/usr/bin/python3 tests/support/count_cases.py "$result" $code)
    count "$passes" "$fails" "$skips"
    echo "$name ($(basename "$folder")): $passes passed, $fails failed, $skips skipped"
    [ "$fails" -eq 0 ] || tail -n 20 "$result.log"
    rm -f "$result" "$result.log"
  done
}

if [ "$quick" = "--quick" ]; then
  run_catch build '~[slow]'
else
  run_catch build '*'
fi

# Every check in tests/checks is a program of its own: exit 0 = passed, 77 = skipped.
for check in tests/checks/*.sh; do
  if [ "$quick" = "--quick" ] && grep -q '^# slow' "$check"; then continue; fi
  output=$("$check" 2>&1)
  case $? in
    0) count 1 0 0; echo "$(basename "$check"): passed" ;;
    77) count 0 0 1; echo "$(basename "$check"): skipped: $(tail -n 1 <<<"$output")" ;;
    *) count 0 1 0; echo "$(basename "$check"): FAILED"; tail -n 30 <<<"$output" ;;
  esac
done

# A second, smaller build by the other compiler, warnings as errors: the core's unit tests under address and
# undefined-behaviour checks.
if [ "$quick" != "--quick" ]; then
  mkdir -p build-sanitize
  if cmake -B build-sanitize -G Ninja -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS="-O1 -g0" \
       -DBORDERLENS_SANITIZE=address -DBORDERLENS_WERROR=ON -DBORDERLENS_VIEWER=OFF >build-sanitize/build.log 2>&1 &&
     cmake --build build-sanitize --target core_tests >>build-sanitize/build.log 2>&1; then
    export LSAN_OPTIONS=suppressions=$PWD/tests/support/leaks.txt:print_suppressions=0
    run_catch build-sanitize '~[slow]'
  else
    grep -E 'error|Error' build-sanitize/build.log | head -n 20
    count 0 1 0
  fi
fi

# Where changes are judged: every parser under fuzzing, a minute each. One seed, so that a change is judged by what it changed.
if [ "${CI:-}" = true ]; then
  found=$(SEED=1 tests/reliability/fuzz.sh 60 2>&1)
  case $? in
    77) count 0 0 1; echo "fuzz.sh: skipped: $found" ;;
    *)
      echo "$found"
      fails=$(grep -c ': a finding' <<<"$found") passes=$(grep -c ', no finding' <<<"$found")
      [ $((fails + passes)) -gt 0 ] || fails=1
      count "$passes" "$fails" 0
      ;;
  esac
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
