#!/usr/bin/env bash
# slow
# The simulated study's true class shares and differences lie within the stated 95 % intervals at
# least 85 times in 100 (80 shares, 40 differences; they are not independent of each other).
set -u
cd "$(dirname "$0")/../.."
folder=$(tests/support/sample_run.sh) || exit 1
/usr/bin/python3 - "$folder" <<'PYTHON'
import csv, sys
truth = {}
for row in csv.DictReader(open("sample-tiles/truth/areas.csv")):
    if row["metric"].startswith("share_"):
        truth[row["side"], row["period"], row["metric"]] = float(row["value"])
inside, total = {"share": 0, "difference": 0}, {"share": 0, "difference": 0}
for row in csv.DictReader(open(sys.argv[1] + "/tables/comparison.csv")):
    if row["band"] != "all" or not row["metric"].startswith("share_"):
        continue
    a, b = (truth[side, row["period"], row["metric"]] for side in "ab")
    for kind, column, value in (("share", "a", a), ("share", "b", b), ("difference", "difference", a - b)):
        low, high = row[column + "_low"], row[column + "_high"]
        total[kind] += 1
        inside[kind] += low != "" and float(low) <= value <= float(high)
print({kind: f"{inside[kind]} of {total[kind]}" for kind in total})
sys.exit(any(inside[kind] < 0.85 * total[kind] or total[kind] < 40 for kind in total))
PYTHON
