"""Runs `borderlens lens photovoltaics` on the scenes of plant_scenes.py, on the later date alone and on
both dates, and prints precision and recall of objects by size.
usage: photovoltaics.py PROGRAM SPECTRA_FOLDER WORK_FOLDER FIRST_SEED LAST_SEED [cells|rectangles]"""
import os
import subprocess
import sys

import numpy as np
from osgeo import gdal, ogr, osr
from plant_scenes import SIDE, draw_earlier, draw_scene

gdal.UseExceptions()
PROGRAM, _, WORK = sys.argv[1:4]
FIRST, LAST = int(sys.argv[4]), int(sys.argv[5])
FIELDS = sys.argv[6] if len(sys.argv) > 6 else "cells"
SEEDS = f"{FIRST}-{LAST}" + (", fields with right angles" if FIELDS == "rectangles" else "")
ROLES = ["blue", "green", "red", "nir", "swir1", "swir2"]
PLACE = (500000, 10, 0, 4900000, 0, -10)
CLASSES = [("1-5 ha", 1.0, 5.0), ("over 5 ha", 5.0, 1e9)]
EARLIER, LATER = "2018-07-15", "2023-07-15"


def write(folder, image, date):
    os.makedirs(folder, exist_ok=True)
    out = gdal.GetDriverByName("GTiff").Create(f"{folder}/image.tif", SIDE, SIDE, 6, gdal.GDT_Float32)
    out.SetGeoTransform(PLACE)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32644)
    out.SetProjection(crs.ExportToWkt())
    for b in range(6):
        out.GetRasterBand(b + 1).WriteArray(image[b])
    bands = "".join(f'{role} = "image.tif#{b + 1}"\n' for b, role in enumerate(ROLES))
    with open(f"{folder}/scene.toml", "w") as text:
        text.write(f'date = "{date}"\nlevel = "surface"\nscale = 1.0\n[bands]\n{bands}')
    return folder


def found_objects(scenes, folder):
    """Numbers of the lens's objects on the grid, and the year each is from."""
    subprocess.run([PROGRAM, "lens", "photovoltaics", "--scene", *scenes, "--out", folder, "--quiet",
                    "--overwrite"], check=True)
    out = gdal.GetDriverByName("MEM").Create("", SIDE, SIDE, 1, gdal.GDT_Int32)
    out.SetGeoTransform(PLACE)
    source = ogr.Open(f"{folder}/objects.gpkg")
    layer = source.GetLayer(0)
    if layer.GetFeatureCount() == 0:
        return np.zeros((SIDE, SIDE), int), {}
    years = {feature.GetField("id"): feature.GetField("first_year") for feature in layer}
    gdal.RasterizeLayer(out, [1], layer, options=["ATTRIBUTE=id"])
    return out.ReadAsArray(), years


class Score:
    def __init__(self):
        self.plants, self.found = np.zeros(2, int), np.zeros(2, int)
        self.objects, self.right = np.zeros(2, int), np.zeros(2, int)
        self.wrong = np.zeros(2, int)  # on no plant at all
        # Of plants over 1 ha, rows: stood at the earlier date, came since; columns: all, found, year right.
        self.by_year = np.zeros((2, 3), int)

    def add(self, plants, stood, found, years):
        overlap = np.zeros((plants.max() + 1, found.max() + 1), int)
        np.add.at(overlap, (plants, found), 1)
        of_plant, of_object = overlap.sum(1), overlap.sum(0)
        union = of_plant[:, None] + of_object[None, :] - overlap
        matched = overlap / np.maximum(1, union) >= 0.5  # at most one partner each
        for number in range(1, len(of_plant)):
            partner = np.flatnonzero(matched[number, 1:]) + 1
            for k, (_, low, high) in enumerate(CLASSES):
                if low <= of_plant[number] / 100 < high:
                    self.plants[k] += 1
                    self.found[k] += len(partner)
                    came = number not in stood
                    right_year = int((LATER if came else EARLIER)[:4])
                    self.by_year[int(came)] += [1, len(partner), sum(years[p] == right_year for p in partner)]
        for number in np.unique(found[found > 0]):
            for k, (_, low, high) in enumerate(CLASSES):
                if low <= of_object[number] / 100 < high:
                    self.objects[k] += 1
                    self.right[k] += matched[1:, number].any()
                    self.wrong[k] += overlap[1:, number].sum() == 0

    def print_sizes(self, images):
        for k, (name, _, _) in enumerate(CLASSES):
            recall, precision = self.found[k] / max(1, self.plants[k]), self.right[k] / max(1, self.objects[k])
            f1 = 2 * recall * precision / max(1e-9, recall + precision)
            print(f"| {SEEDS} | {images} | {name} | {self.plants[k]} | {self.found[k]} ({recall:.2f}) | "
                  f"{self.objects[k]} | {self.right[k]} ({precision:.2f}) | {f1:.2f} | {self.wrong[k]} |")

    def print_years(self):
        for kind, (plants, found, right) in zip(("stood at both dates", "came between them"), self.by_year):
            print(f"| {SEEDS} | {kind} | {plants} | {found} ({found / max(1, plants):.2f}) | {right} |")


def main():
    one, two = Score(), Score()
    for seed in range(FIRST, LAST + 1):
        scene = draw_scene(seed, FIELDS)
        earlier, stood = draw_earlier(seed, scene)
        paths = [write(f"{WORK}/{seed}_earlier", earlier, EARLIER), write(f"{WORK}/{seed}_later", scene.image, LATER)]
        one.add(scene.plants, [], *found_objects(paths[1:], f"{WORK}/{seed}_one"))
        two.add(scene.plants, stood, *found_objects(paths, f"{WORK}/{seed}_two"))
    print("| seeds | images | size | plants | found (recall) | objects | right (precision) | F1 | on no plant |\n"
          "|---|---|---|---|---|---|---|---|---|")
    one.print_sizes("one date")
    two.print_sizes("two dates")
    print("\n| seeds | plants over 1 ha that | plants | found, two dates (recall) | of them with the right first year |\n"
          "|---|---|---|---|---|")
    two.print_years()


main()
