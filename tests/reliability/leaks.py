#!/usr/bin/env python3
"""Memory of one process over 1,000 units and more: what it holds between units must not grow with those it has done.

usage: tests/reliability/leaks.py [GROUND_PX] [TILE_PX]     default 640 and 20: more than 1,000 tiles
Simulates a ground of one period, cuts it into small tiles and lets heaptrack (apt-get install heaptrack) follow the heap
while a stage does its tiles on one thread. Printed is the least the heap held in each tenth of the time [KiB]: what is
left when a unit's own memory is back. (Resident memory also counts what malloc keeps for later.) Files that stay open and
blocks of scenes, both up to a limit, make steps; a leak makes every tenth larger: fails where the median tenth grows by more
than 1 KiB for each file the stage writes. Half of that is meant: a run keeps the name and the checksum of its files.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../bench"))
from stage_costs import PROGRAM, run, write_study  # noqa: E402

MOST_KIB_A_FILE = 1.0  # chosen: twice what is meant

# Up to the last with a unit for every tile: whether it is one.
STAGES = {"plan_tiles": False, "map_sides": True, "list_scenes": False, "fit_scenes": False, "make_composites": True,
          "join_composites": False, "count_looks": False, "apply_lenses": True}


def least_by_tenth(stage, study, out, folder):
    """Least heap in each tenth of the time, the start and the end left out [KiB]."""
    trace = f"{folder}/{stage}"
    words = [PROGRAM, "stage", stage, study, "--out", out, "--threads", "1", "--quiet"]
    environment = {**os.environ, "GDAL_CACHEMAX": "32"}
    subprocess.run(["heaptrack", "-o", trace, *words], env=environment, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    subprocess.run(["heaptrack_print", "-f", trace + ".zst", "-M", trace + ".massif"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(trace + ".massif") as file:
        held = [int(bytes_) / 1024 for bytes_ in re.findall(r"mem_heap_B=(\d+)", file.read())]
    held = held[len(held) // 20:-len(held) // 20]
    tenth = len(held) // 10
    return [min(held[i * tenth:(i + 1) * tenth]) for i in range(10)]


def units_and_files(folder):
    """Records of a stage, and the outputs they name."""
    texts = [open(f"{folder}/{name}").read() for name in os.listdir(folder)]
    return len(texts), sum(text.count('"path"') for text in texts)


def without_labels(study):
    """The shipped model makes the maps: training reads all tiles many times over."""
    with open(study) as file:
        text = file.read()
    with open(study, "w") as file:
        file.write(re.sub(r"(?s)\[labels\].*?(?=\[lenses\])", "", text))


def main():
    if not shutil.which("heaptrack"):
        print("no heaptrack")
        sys.exit(77)
    ground_px, tile_px = (int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (640, 20)
    grew = False
    with tempfile.TemporaryDirectory() as folder:
        run(["simulate", folder + "/ground", "--size-px", str(ground_px), "--years", "2020", "--seed", "5"])
        study, out = folder + "/study.toml", folder + "/run"
        write_study(study, folder + "/ground", ground_px, tile_px, years=[2020])
        without_labels(study)
        print("| stage | units | files | least heap in each tenth of the time [KiB] | median growth, KiB a file |\n"
              "|---|---|---|---|---|")
        for stage, has_tiles in STAGES.items():
            if not has_tiles:
                run(["stage", stage, study, "--out", out])
                continue
            least = least_by_tenth(stage, study, out, folder)
            units, files = units_and_files(f"{out}/records/{stage}")
            slope = statistics.median(b - a for a, b in zip(least, least[1:])) / (files / 10)
            grew |= slope > MOST_KIB_A_FILE
            print(f"| {stage} | {units} | {files} | {' '.join(f'{value:.0f}' for value in least)} | {slope:.2f} |", flush=True)
    sys.exit(1 if grew else 0)


main()
