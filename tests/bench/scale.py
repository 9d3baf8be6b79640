#!/usr/bin/env python3
"""From the unit costs a finished run recorded: hours, bytes and what saturates first for a longer border on more nodes.

usage: tests/bench/scale.py RUN_DIR [--length-km 1800] [--side-km 25] [--pixel-m 10] [--years 10] [--looks 30] [--bands 10]
Assumptions: cost grows with pixels times looks (composites), pixels times periods (lenses, change, zones) or pixels;
every task has one core of the measured kind; stages of one unit run on one core; a shared disk reads and writes
DISK_MB_S in all; scenes hold 2 bytes a pixel, band and look, tiles 4 bytes a pixel and band, compressed to STORED of it.
"""

import csv
import json
import os
import sys

DISK_MB_S = 1000.0  # chosen: a modest parallel file system
STORED = 0.6  # measured on composites and probabilities of the sample study (ZSTD)
CORES_A_NODE = 32
# Stage: (grows with, cut into units of tiles)
STAGES = {"map_sides": ("pixels", True), "make_composites": ("looks", True), "join_composites": ("periods", False),
          "apply_lenses": ("periods", True), "detect_change": ("periods", False), "measure_zones": ("periods", False),
          "compare_sides": ("nothing", False), "train_forest": ("nothing", False), "write_report": ("nothing", False)}


def option(name, otherwise):
    return float(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else otherwise


def main():
    folder = sys.argv[1]
    with open(f"{folder}/tables/tiles.csv") as file:
        pixels = sum(float(row["rows"]) * float(row["cols"]) for row in csv.DictReader(file))
    with open(f"{folder}/tables/scenes.csv") as file:
        used = [row for row in csv.DictReader(file) if float(row["used"]) > 0]
    periods = len({row["period"] for row in used})
    seconds = {}
    for stage in STAGES:
        place = f"{folder}/records/{stage}"
        for name in os.listdir(place) if os.path.isdir(place) else []:
            with open(f"{place}/{name}") as file:
                seconds[stage] = seconds.get(stage, 0.0) + json.load(file)["seconds"]
    had = {"pixels": pixels, "looks": pixels * len(used), "periods": pixels * periods, "nothing": 1.0}

    length, side, pixel = option("--length-km", 1800), option("--side-km", 25), option("--pixel-m", 10)
    years, looks, bands = option("--years", 10), option("--looks", 30), option("--bands", 10)
    wanted_px = length * 1000 / pixel * 2 * side * 1000 / pixel
    will = {"pixels": wanted_px, "looks": wanted_px * looks * years, "periods": wanted_px * years, "nothing": 1.0}
    cost = {stage: value * will[STAGES[stage][0]] / had[STAGES[stage][0]] for stage, value in seconds.items()}
    read_tb = wanted_px * years * looks * bands * 2 / 1e12
    stored_tb = wanted_px * years * (bands + 1 + 12) * 4 * STORED / 1e12
    print(f"{length:.0f} km, {side:.0f} km a side, {pixel:.0f} m: {wanted_px / 1e6:.0f} Mpx, {years:.0f} years of {looks:.0f} looks")
    print(f"reads {read_tb:.2f} TB, stores {stored_tb:.2f} TB at its peak\n")
    print("| nodes | cores | hours | of these in stages of one unit | what saturates |\n|---|---|---|---|---|")
    tiles = wanted_px / 512**2
    for nodes in (1, 10, 100, 1000):
        cores = nodes * CORES_A_NODE
        shared = sum(value / min(cores, tiles * (years if stage == "make_composites" else 1))
                     for stage, value in cost.items() if STAGES[stage][1])
        alone = sum(value for stage, value in cost.items() if not STAGES[stage][1])
        disk = (read_tb + 2 * stored_tb) * 1e6 / DISK_MB_S
        hours = (max(shared, disk) + alone) / 3600
        first = "the shared disk" if disk > max(shared, alone) else "stages of one unit" if alone > shared else "cores"
        print(f"| {nodes} | {cores} | {hours:.1f} | {alone / 3600:.1f} | {first} |")
    print("\n| stage | measured s | scaled core hours |\n|---|---|---|")
    for stage, value in cost.items():
        print(f"| {stage} | {seconds[stage]:.1f} | {value / 3600:.1f} |")


main()
