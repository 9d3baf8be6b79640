#!/usr/bin/env python3
"""What each stage costs on simulated grounds of several sizes: every stage in a process of its own, on 1 and on 2 threads.

usage: tests/bench/stage_costs.py FOLDER SIZE_PX [SIZE_PX ...]
Writes FOLDER/<size>px_<threads>t, run folders for tests/bench/scale.py, and prints a table for each size. Processor time is
user + system; threads that wait sleep (OMP_WAIT_POLICY=passive), so that waiting is not counted as work.
"""

import csv
import os
import re
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PROGRAM = os.environ.get("BORDERLENS", ROOT + "/build/borderlens")


def write_study(path, ground, size_px, tile_px=512, years=(2013, 2017, 2020, 2024)):
    """The sample study on other ground: the whole of it is the zone."""
    with open(ROOT + "/pipelines/khorgos.toml") as file:
        text = file.read()
    zone_km = size_px / 200
    bands_km = [0, zone_km / 4, zone_km / 2, zone_km]
    for key, value in {"tile_px": tile_px, "zone_km": zone_km, "bands_km": bands_km, "years": list(years)}.items():
        text, found = re.subn(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
        assert found == 1, key
    # What stages promise to stay under, whatever this machine has.
    text = text.replace("seed = 1\n", "seed = 1\nmemory_gib = 2\n", 1)
    text = text.replace("../sample-tiles", ground).replace('"data/', f'"{ROOT}/pipelines/data/')
    with open(path, "w") as file:
        file.write(text)


def run(words, **options):
    """Exit code 0, or the end; the most memory the process held [MiB]."""
    process = subprocess.Popen([PROGRAM, *words, "--quiet"], stderr=subprocess.PIPE, text=True, **options)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{words}: {errors[-500:]}")
    return usage.ru_maxrss / 1024


def status_of(study, out):
    text = subprocess.run([PROGRAM, "status", study, "--out", out], stdout=subprocess.PIPE, text=True, check=True).stdout
    return {row["stage"]: row for row in csv.DictReader(text.splitlines())}


def main():
    folder, sizes = os.path.abspath(sys.argv[1]), [int(word) for word in sys.argv[2:]]
    environment = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    for size in sizes:
        ground, study = f"{folder}/ground_{size}px", f"{folder}/study_{size}px.toml"
        if not os.path.isdir(ground):
            run(["simulate", ground, "--size-px", str(size), "--seed", "5"])
        write_study(study, ground, size)
        spent, peak = {}, {}
        for threads in (1, 2):
            out = f"{folder}/{size}px_{threads}t"
            run(["stage", "plan_tiles", study, "--out", out])
            for stage in status_of(study, out):
                peak[stage, threads] = run(["stage", stage, study, "--out", out, "--threads", str(threads)], env=environment)
            spent[threads] = status_of(study, out)
        print(f"\n{size} x {size} px\n\n| stage | units | CPU s, 1 thread | CPU s, 2 threads | clock s, 1 | clock s, 2 | "
              "peak MiB, 1 | peak MiB, 2 |\n|---|---|---|---|---|---|---|---|")
        for stage, one in spent[1].items():
            if float(one["units"]) == 0:
                continue
            two = spent[2][stage]
            cells = [one["units"]] + [f"{float(row[key]):.2f}" for key in ("processor_seconds", "seconds") for row in (one, two)]
            print(f"| {stage} | {' | '.join(cells)} | {peak[stage, 1]:.0f} | {peak[stage, 2]:.0f} |")


if __name__ == "__main__":
    main()
