#!/usr/bin/env bash
# slow
# Where Slurm is installed and this is root: a study sent to a cluster, through the cluster's faults.
cd "$(dirname "$0")/../.." && exec tests/reliability/slurm.sh
