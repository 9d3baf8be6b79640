#!/usr/bin/env bash
# slow
# Every parser under libFuzzer with address and undefined-behaviour checks.
# usage: [SEED=N] fuzz.sh [SECONDS [TARGET...]]     for each parser; 10 unless told. Without a seed, other inputs every time
set -u
cd "$(dirname "$0")/../.."
seconds=${1:-10}
seed=${SEED:-0}  # libFuzzer takes 0 for the time of day
[ $# -eq 0 ] || shift
command -v clang++-14 >/dev/null || { echo "no clang++-14"; exit 77; }
mkdir -p build-fuzz
if [ ! -f build-fuzz/build.ninja ]; then
  cmake -B build-fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++-14 -DBORDERLENS_FUZZ=ON -DBORDERLENS_TESTS=OFF \
    -DBORDERLENS_VIEWER=OFF -DCMAKE_BUILD_TYPE=Debug >build-fuzz/configure.log 2>&1 ||
    { tail -5 build-fuzz/configure.log; echo "the fuzz build cannot be configured"; exit 1; }
fi
cmake --build build-fuzz --target fuzzers >build-fuzz/build.log 2>&1 || { grep -m5 error build-fuzz/build.log; exit 1; }
program=build-fuzz/tests/fuzz/fuzz_parsers
[ $# -gt 0 ] || set -- $(FUZZ_TARGET= $program -runs=1 2>&1 | sed -n 's/FUZZ_TARGET: expected one of//p')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# 120 s: PROJ takes 0.2 s to look for the name of an unknown CRS, and took 33 where others had the processor.
fuzz_one() {
  local name=$1 corpus=tests/fuzz/corpus/$1 log=$work/$1.log
  mkdir -p "$work/$name"
  [ -d "$corpus" ] || corpus=
  # New finds go to a folder of their own: the corpus in the tree stays small.
  if FUZZ_TARGET=$name ASAN_OPTIONS=detect_leaks=1 "$program" -seed="$seed" -max_total_time="$seconds" -timeout=120 -rss_limit_mb=2048 \
      -max_len=4096 -print_final_stats=1 -artifact_prefix="$work/" "$work/$name" $corpus >"$log" 2>&1; then
    echo "$name: $(awk '/number_of_executed_units/ {print $2}' "$log") inputs in $seconds s, no finding"
  else
    echo "$name: a finding"; tail -n 30 "$log"
    cp "$work"/crash-* "$work"/timeout-* "$work"/oom-* "$work"/leak-* build-fuzz/ 2>/dev/null
    return 1
  fi
}

# As many at once as there are cores.
pids=()
for name; do
  while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
  fuzz_one "$name" &
  pids+=($!)
done
status=0
for pid in "${pids[@]}"; do wait "$pid" || status=1; done
exit $status
