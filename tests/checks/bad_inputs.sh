#!/usr/bin/env bash
# slow
# The whole catalogue of bad input: exit code 2, one line that says what is wrong, nothing written or lost.
cd "$(dirname "$0")/../.." && exec tests/reliability/bad_inputs.sh
