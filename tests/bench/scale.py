#!/usr/bin/env python3
"""From the processor seconds finished runs recorded for their units: hours, bytes and what saturates first for a longer border on more nodes.

usage: tests/bench/scale.py RUN_DIR [LARGER_RUN_DIR] [--lengths-km 1800[,...]] [--side-km 25] [--pixel-m 10] [--years 10]
       [--looks 30] [--bands 10] [--disk-mb-s 1000] [--cores-a-node 32]
Each length is a study of its own; several are at work at once.
With a second run of the same study on more ground, a stage's cost is a line through both (fixed part + part that grows);
with one, all of it grows. tests/bench/stage_costs.py makes such runs.
Assumptions: a stage's cost grows with what STAGES says; every task has one core of the measured kind; stages of one unit
run on one core, one after another; a shared disk reads and writes so much in all; scenes hold 2 bytes a pixel, band and
look, tiles 4 bytes a pixel and band, compressed to STORED of it.
"""

import csv
import json
import os
import sys

STORED = 0.6  # measured on composites and probabilities of the sample study (ZSTD)
TILE_PX = 512
# Stage: (grows with, units: one, a period each, a tile each, a tile and period each)
STAGES = {
    "plan_tiles": ("pixels", "one"), "map_sides": ("pixels", "tile"), "list_scenes": ("looks", "one"),
    "fit_scenes": ("looks", "period"), "make_composites": ("looks", "tile and period"),
    "join_composites": ("periods", "period"), "count_looks": ("periods", "one"), "train_forest": ("nothing", "one"),
    "apply_lenses": ("periods", "tile"), "detect_change": ("periods", "one"), "join_layers": ("periods", "period"),
    "outline_objects": ("periods", "one"), "map_breaks": ("looks", "tile"), "measure_changes": ("periods", "one"),
    "assess_maps": ("nothing", "one"), "measure_zones": ("periods", "one"), "compare_sides": ("length", "one"),
    "measure_towns": ("periods", "one"), "estimate_border_effect": ("length", "one"),
    "measure_landscapes": ("periods", "period"), "compare_landscapes": ("length", "one"),
    "trend_zones": ("periods", "one"), "find_hot_spots": ("pixels", "one"),
    "divide_functions": ("nothing", "one"), "map_zones": ("length", "one"), "measure_access": ("nothing", "one"),
    "spread_hours": ("pixels", "one"), "evaluate_nodes": ("nothing", "one"), "link_cities": ("nothing", "one"),
    "build_corridors": ("nothing", "one"), "judge_claims": ("nothing", "one"), "note_news": ("nothing", "one"),
    "write_indicators": ("length", "one"), "write_maps": ("periods", "one"), "write_report": ("periods", "one")}


def option(name, otherwise):
    return float(word(name, otherwise))


def word(name, otherwise):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else otherwise


def read_run(folder):
    """Processor seconds by stage, and how much there was of what they grow with."""
    with open(f"{folder}/tables/tiles.csv") as file:
        pixels = sum(float(row["rows"]) * float(row["cols"]) for row in csv.DictReader(file))
    with open(f"{folder}/tables/scenes.csv") as file:
        used = [row for row in csv.DictReader(file) if float(row["used"]) > 0]
    periods = len({row["period"] for row in used})
    seconds = {}
    for stage in sorted(os.listdir(f"{folder}/records")):
        if stage == "unreadable_scenes" or not os.path.isdir(f"{folder}/records/{stage}"):
            continue
        if stage not in STAGES:
            sys.exit(f"stage {stage} is not in STAGES of {__file__}: say what it grows with")
        for where, _, names in os.walk(f"{folder}/records/{stage}"):
            for name in names:
                with open(os.path.join(where, name)) as file:
                    seconds[stage] = seconds.get(stage, 0.0) + json.load(file)["processor_seconds"]
    return seconds, {"pixels": pixels, "looks": pixels * len(used), "periods": pixels * periods,
                     "length": pixels**0.5, "nothing": 1.0}


def scaled(stage, wanted, runs):
    """Seconds for so much of what the stage grows with."""
    kind = STAGES[stage][0]
    (small, had), *more = runs
    first = small.get(stage, 0.0)
    if kind == "nothing":
        return first
    if more and stage in more[0][0] and more[0][1][kind] > had[kind]:
        slope = max(0.0, (more[0][0][stage] - first) / (more[0][1][kind] - had[kind]))
        return first + slope * (wanted[kind] - had[kind])
    return first * wanted[kind] / had[kind]


def wanted_of(length_km, side_km, pixel_m, looks, years):
    """What stages grow with, for a study of such a border, and its units by kind."""
    px = length_km * 1000 / pixel_m * 2 * side_km * 1000 / pixel_m
    tiles = px / TILE_PX**2
    # Length is told by the root of the pixels in the runs, whose ground is a square: metres over pixel size.
    return ({"pixels": px, "looks": px * looks * years, "periods": px * years, "length": length_km * 1000 / pixel_m},
            {"one": 1, "period": years, "tile": tiles, "tile and period": tiles * years})


def main():
    runs = [read_run(folder) for folder in sys.argv[1:3] if os.path.isdir(folder)]
    lengths = [float(text) for text in word("--lengths-km", "1800").split(",")]
    side, pixel = option("--side-km", 25), option("--pixel-m", 10)
    years, looks, bands = option("--years", 10), option("--looks", 30), option("--bands", 10)
    node_cores, disk_mb_s = option("--cores-a-node", 32), option("--disk-mb-s", 1000)
    stages = [stage for stage in STAGES if any(stage in run[0] for run in runs)]
    costs, units, px = [], {}, 0.0
    for length in lengths:
        wanted, mine = wanted_of(length, side, pixel, looks, years)
        costs.append({stage: scaled(stage, wanted, runs) for stage in stages})
        units = {kind: units.get(kind, 0) + count for kind, count in mine.items()}
        px += wanted["pixels"]
    total = {stage: sum(cost[stage] for cost in costs) for stage in stages}
    read_tb = px * years * looks * bands * 2 / 1e12
    stored_tb = px * years * (bands + 1 + 12) * 4 * STORED / 1e12
    disk_s = (read_tb + 2 * stored_tb) * 1e6 / disk_mb_s
    print(f"{sum(lengths):.0f} km in {len(lengths)} stud{'y' if len(lengths) == 1 else 'ies'}, {side:.0f} km a side, {pixel:.0f} m: "
          f"{px / 1e6:.0f} Mpx, {years:.0f} years of {looks:.0f} looks; {sum(total.values()) / 3600:.0f} core hours; reads "
          f"{read_tb:.1f} TB, stores {stored_tb:.1f} TB at its peak\n")
    print("| nodes | cores | hours | in stages of many units | in stages of one unit | what saturates |\n|---|---|---|---|---|---|")
    alone = [sum(value for stage, value in cost.items() if STAGES[stage][1] == "one") for cost in costs]
    for nodes in (1, 10, 100, 1000):
        cores = nodes * node_cores
        shared = sum(value / min(cores, units[STAGES[stage][1]]) for stage, value in total.items() if STAGES[stage][1] != "one")
        single = max(max(alone), sum(alone) / cores)
        first = ("the shared disk" if disk_s > max(shared, single) else "stages of one unit" if single > shared else
                 "cores" if cores < units["tile"] else "units of fit_scenes and join_layers, one a period")
        many = max(shared, disk_s)
        print(f"| {nodes} | {cores:.0f} | {(many + single) / 3600:.1f} | {many / 3600:.1f} | {single / 3600:.1f} | {first} |")
    print("\n| stage | units | measured CPU s | scaled core hours |\n|---|---|---|---|")
    for stage, value in sorted(total.items(), key=lambda pair: -pair[1]):
        measured = " and ".join(f"{run[0].get(stage, 0.0):.1f}" for run in runs)
        print(f"| {stage} | {STAGES[stage][1]} | {measured} | {value / 3600:.2f} |")


main()
