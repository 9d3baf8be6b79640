#!/usr/bin/env bash
# Prints the folder of a finished run of the sample study, made once per build and shared by the checks that only read it.
# usage: run=$(tests/support/sample_run.sh) || exit 1
set -eu
cd "$(dirname "$0")/../.."
run=build/sample-run
# A newer program may compute otherwise, so its run starts from nothing.
[ ! -e "$run/run.json" ] || [ "$run/run.json" -nt build/borderlens ] || rm -rf "$run"
build/borderlens run pipelines/khorgos.toml --out "$run" --quiet >&2
echo "$PWD/$run"
