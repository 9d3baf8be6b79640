#!/usr/bin/python3
"""Judges change detection on real pairs whose changes are known.

usage: judge_change.py BORDERLENS SHARED_DIR [taizhou|oscd]
Needs numpy, scikit-learn, scikit-image and GDAL's Python. Reads SHARED_DIR/data/real, writes to a
temporary folder, prints the Markdown table of tests/accuracy/change.md.
"""

import glob
import os
import subprocess
import sys
import tempfile

import numpy as np
from osgeo import gdal
from skimage.filters import threshold_otsu
from sklearn.metrics import average_precision_score

gdal.UseExceptions()

ROLES = {
    "coastal": "B01", "blue": "B02", "green": "B03", "red": "B04", "red_edge1": "B05",
    "red_edge2": "B06", "red_edge3": "B07", "nir": "B08", "nir_narrow": "B8A", "swir1": "B11",
    "swir2": "B12",
}


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: {done.stderr}")


def bands(path):
    return gdal.Open(path).ReadAsArray()


def f1_score(found, truth):
    return 2.0 * (found & truth).sum() / (found.sum() + truth.sum())


def judge_taizhou(program, shared, folder):
    root = os.path.join(shared, "data/real/taizhou")
    changed = bands(os.path.join(root, "change.bmp"))
    unchanged = bands(os.path.join(root, "unchanged.bmp"))
    changed, unchanged = (x.max(0) > 0 if x.ndim == 3 else x > 0 for x in (changed, unchanged))
    labelled = changed | unchanged
    print("| Taizhou, method | F1 at Otsu of the root of chi-square | best F1 |")
    print("|---|---|---|")
    for method in ("irmad", "mad", "cva"):
        out = os.path.join(folder, method + ".tif")
        run(program, "change", "pair", os.path.join(root, "2000TM"), os.path.join(root, "2003TM"),
            "--method", method, "--out", out, "--overwrite", "--quiet")
        size = np.sqrt(bands(out)[0])
        automatic = f1_score(size[labelled] > threshold_otsu(size), changed[labelled])
        best = max(f1_score(size[labelled] > limit, changed[labelled])
                   for limit in np.quantile(size, np.linspace(0.3, 0.99, 200)))
        print(f"| {method} | {automatic:.3f} | {best:.3f} |")


def write_scene(images, city, date, folder):
    os.makedirs(folder, exist_ok=True)
    days = dict(line.strip().split(": ") for line in open(os.path.join(images, city, "dates.txt"))
                if ":" in line)
    day = days[f"date_{date}"]
    lines = [f'date = "{day[:4]}-{day[4:6]}-{day[6:]}"', 'level = "L1C"',
             'sensor = "sentinel-2"', "scale = 0.0001", "offset = 0.0", "[bands]"]
    for role, band in ROLES.items():
        source = glob.glob(os.path.join(images, city, f"imgs_{date}", f"*{band}.tif"))[0]
        link = os.path.join(folder, band + ".tif")
        if not os.path.lexists(link):
            os.symlink(source, link)
        lines.append(f'{role} = "{band}.tif"')
    with open(os.path.join(folder, "scene.toml"), "w") as file:
        file.write("\n".join(lines) + "\n")


def judge_oscd(program, shared, folder):
    root = os.path.join(shared, "data/real/oscd")
    images = os.path.join(root, "images")
    print("| OSCD city | average precision | F1 of the decision | decided share | true share |")
    print("|---|---|---|---|---|")
    precisions, scores = [], []
    for city in sorted(os.listdir(images)):
        scenes = [os.path.join(folder, city, str(date)) for date in (1, 2)]
        for date in (1, 2):
            write_scene(images, city, date, scenes[date - 1])
        out = os.path.join(folder, city + ".tif")
        run(program, "change", "built-up", *scenes, "--out", out, "--overwrite", "--quiet")
        probability, decision = bands(out)
        found = decision == 1
        mask = glob.glob(os.path.join(root, "train_labels", city, "cm", "*-cm.tif"))
        if not mask:
            print(f"| {city} | no mask | no mask | {found.mean():.4f} | |")
            continue
        truth = bands(mask[0]) == 2
        precision = average_precision_score(truth.ravel(), np.nan_to_num(probability).ravel())
        score = f1_score(found, truth)
        precisions.append(precision)
        scores.append(score)
        print(f"| {city} | {precision:.3f} | {score:.3f} | {found.mean():.4f} | "
              f"{truth.mean():.4f} |")
    print(f"| mean | {np.mean(precisions):.3f} | {np.mean(scores):.3f} | | |")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    wanted = sys.argv[3:] or ["taizhou", "oscd"]
    with tempfile.TemporaryDirectory() as temporary:
        if "taizhou" in wanted:
            judge_taizhou(sys.argv[1], sys.argv[2], temporary)
            print()
        if "oscd" in wanted:
            judge_oscd(sys.argv[1], sys.argv[2], temporary)
