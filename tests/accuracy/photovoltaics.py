"""Draws scenes with solar plants from single library spectra, runs `borderlens lens photovoltaics` on
them and prints precision and recall of objects by size. Nothing here is shared with the lens: its
model knows class means and its own panel rows, these scenes use single measured soils, roofs, burnt
ground and modelled canopies, panels of other levels, other layouts and sizes.
usage: photovoltaics.py PROGRAM SPECTRA_FOLDER WORK_FOLDER [scenes]"""
import csv
import os
import subprocess
import sys

import numpy as np
from osgeo import gdal, ogr
from scipy.ndimage import gaussian_filter

gdal.UseExceptions()
PROGRAM, SPECTRA, WORK = sys.argv[1:4]
SCENES = int(sys.argv[4]) if len(sys.argv) > 4 else 12
ROLES = ["blue", "green", "red", "nir", "swir1", "swir2"]
# Sentinel-2 band limits [nm], as in the table of band statistics.
LIMITS = [(458, 523), (543, 578), (650, 680), (785, 900), (1565, 1655), (2100, 2280)]
SIDE = 600  # px of 10 m


def library(name):
    """All spectra of a 10 nm library as band means."""
    values = np.fromfile(f"{SPECTRA}/{name}", dtype="<f4").reshape(-1, 216)
    nm = 350 + 10 * np.arange(216)
    bands = [values[:, (nm >= a) & (nm <= b)].mean(1) for a, b in LIMITS]
    spectra = np.stack(bands, 1).astype(float)
    return spectra[np.isfinite(spectra).all(1) & (spectra > 0).all(1) & (spectra < 0.9).all(1)]


def burnt_statistics():
    wanted = dict(zip(["B02", "B03", "B04", "B08", "B11", "B12"], range(6)))
    mean, sd = np.zeros(6), np.zeros(6)
    with open(f"{SPECTRA}/s2_band_stats_from_earthlib.csv") as table:
        for row in csv.DictReader(table):
            if row["library"] == "burn-jfsp-10nm.sli" and row["band"] in wanted:
                mean[wanted[row["band"]]] = float(row["mean"])
                sd[wanted[row["band"]]] = float(row["sd"])
    return mean, sd


SOILS = np.concatenate([library("bare-santa-barbara-10nm.sli"),
                        library("bare-icraf-isric-10nm.sli")[::40]])
SOILS = SOILS[SOILS[:, 2] > 0.12]  # dry lands
CANOPIES = library("veg-prosail-10nm.sli")
STRAW = library("npv-santa-barbara-10nm.sli")
URBAN = library("urban-santa-barbara-10nm.sli")
DARK_ROOFS = URBAN[(URBAN.mean(1) > 0.04) & (URBAN.mean(1) < 0.14)]
BURNT = burnt_statistics()


def one(random, spectra):
    return spectra[random.integers(len(spectra))]


def field_spectrum(random):
    soil, kind = one(random, SOILS), random.random()
    if kind < 0.35:  # desert and bare fields
        green, straw = random.uniform(0, 0.1), random.uniform(0, 0.3)
    elif kind < 0.65:  # steppe, stubble
        green, straw = random.uniform(0.05, 0.4), random.uniform(0.2, 0.7)
    else:  # crops
        green, straw = random.uniform(0.3, 0.95), random.uniform(0, 0.4)
    ground = (1 - straw) * soil + straw * one(random, STRAW)
    return (1 - green) * ground + green * one(random, CANOPIES)


def panel_spectrum(random):
    blue = random.uniform(0.05, 0.10)
    red = blue * random.uniform(0.65, 0.90)
    swir1 = random.uniform(0.09, 0.20)
    return np.array([blue, blue * random.uniform(0.75, 0.95), red, red * random.uniform(1.0, 1.5),
                     swir1, swir1 * random.uniform(0.55, 0.85)])


def rectangle(random, area_px, elongation=(1.0, 3.0)):
    """Mask of a turned rectangle about a random place."""
    ratio, angle = random.uniform(*elongation), random.uniform(0, np.pi)
    a, b = np.sqrt(area_px * ratio) / 2, np.sqrt(area_px / ratio) / 2
    reach = np.hypot(a, b) + 3
    y0, x0 = random.uniform(reach, SIDE - reach, 2)
    y, x = np.mgrid[:SIDE, :SIDE]
    u = (x - x0) * np.cos(angle) + (y - y0) * np.sin(angle)
    v = -(x - x0) * np.sin(angle) + (y - y0) * np.cos(angle)
    return u, v, (np.abs(u) <= a) & (np.abs(v) <= b)


def free_place(random, make, taken, margin=4, tries=60):
    for _ in range(tries):
        u, v, mask = make()
        grown = gaussian_filter(mask.astype(float), margin) > 0.02
        if not (grown & taken).any():
            taken |= mask
            return u, v, mask
    return None


def draw_scene(seed):
    random = np.random.default_rng(seed)
    ground = np.empty((SIDE, SIDE, 6))
    # Fields: nearest of random places, each with its own spectrum; rougher patches in a desert.
    count = int(random.integers(40, 160))
    places, kinds = random.uniform(0, SIDE, (count, 2)), [field_spectrum(random) for _ in range(count)]
    y, x = np.mgrid[:SIDE, :SIDE]
    nearest = np.argmin([(y - p[0]) ** 2 + (x - p[1]) ** 2 for p in places], 0)
    ground[:] = np.array(kinds)[nearest]
    ground *= np.exp(0.06 * gaussian_filter(random.normal(size=(SIDE, SIDE)), 2) * 7)[..., None]
    taken = np.zeros((SIDE, SIDE), bool)
    plants = np.zeros((SIDE, SIDE), int)
    sizes = list(random.uniform(1.0, 5.0, 6)) + list(np.exp(random.uniform(np.log(5), np.log(150), 6)))
    number = 0
    for area_ha in sorted(sizes, reverse=True):
        made = free_place(random, lambda: rectangle(random, area_ha * 100, (1.0, 2.5)), taken)
        if made is None:
            continue
        u, v, mask = made
        if area_ha > 20 and random.random() < 0.5:  # an L: one corner is missing
            mask &= ~((u > 0) & (v > 0))
        number += 1
        plants[mask] = number
        panel, cover = panel_spectrum(random), random.uniform(0.45, 0.75)
        soil = one(random, SOILS) * random.uniform(0.5, 0.9)
        here = cover * panel + (1 - cover) * soil
        if area_ha > 3:  # tracks between blocks
            pitch = random.uniform(12, 25)
            track = mask & ((np.abs(u) % pitch < 0.7) | (np.abs(v) % pitch < 0.7))
            ground[mask], ground[track] = here, one(random, SOILS)
        else:
            ground[mask] = here
    # What looks like plants: dark roofs, ponds, burnt fields, shadows; and a town with roads.
    for area_ha in random.uniform(0.3, 6.0, 10):
        made = free_place(random, lambda: rectangle(random, area_ha * 100), taken)
        if made:
            ground[made[2]] = one(random, DARK_ROOFS)
    for area_ha in random.uniform(0.3, 8.0, 6):
        made = free_place(random, lambda: rectangle(random, area_ha * 100, (1.0, 1.8)), taken)
        if made:
            clear = random.uniform(0, 1)
            ground[made[2]] = (clear * np.array([0.03, 0.035, 0.02, 0.01, 0.005, 0.004]) +
                               (1 - clear) * np.array([0.08, 0.11, 0.10, 0.05, 0.02, 0.015]))
    for area_ha in random.uniform(1.0, 30.0, 6):
        made = free_place(random, lambda: rectangle(random, area_ha * 100), taken)
        if made:
            ground[made[2]] = np.clip(BURNT[0] + BURNT[1] * random.normal() * 0.7, 0.01, None)
    for area_ha in random.uniform(0.5, 10.0, 6):
        made = free_place(random, lambda: rectangle(random, area_ha * 100, (2.0, 8.0)), taken)
        if made:
            ground[made[2]] *= np.array([0.40, 0.36, 0.32, 0.27, 0.2, 0.18])
    u, v, town = rectangle(random, 60 * 100)
    town &= plants == 0
    blocks = (np.floor(u / 4) * 131 + np.floor(v / 4) * 17).astype(int)
    for block in np.unique(blocks[town]):
        ground[town & (blocks == block)] = one(random, URBAN)
    for road in range(3):
        angle, offset = random.uniform(0, np.pi), random.uniform(-200, 200)
        line = np.abs((x - SIDE / 2) * np.cos(angle) + (y - SIDE / 2) * np.sin(angle) - offset) < 0.8
        ground[line & (plants == 0)] = one(random, DARK_ROOFS)
    image = np.stack([gaussian_filter(ground[..., b], 0.5) for b in range(6)])
    image *= np.exp(0.04 * random.normal())
    image += 0.001 * random.normal(size=image.shape) + 0.004 * image * random.normal(size=image.shape)
    return image.astype("f4"), plants


def write(path, image):
    out = gdal.GetDriverByName("GTiff").Create(path, SIDE, SIDE, 6, gdal.GDT_Float32)
    out.SetGeoTransform((500000, 10, 0, 4900000, 0, -10))
    from osgeo import osr
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32644)
    out.SetProjection(crs.ExportToWkt())
    for b in range(6):
        out.GetRasterBand(b + 1).WriteArray(image[b])
        out.GetRasterBand(b + 1).SetDescription(ROLES[b])


def found_objects(folder):
    out = gdal.GetDriverByName("MEM").Create("", SIDE, SIDE, 1, gdal.GDT_Int32)
    out.SetGeoTransform((500000, 10, 0, 4900000, 0, -10))
    source = ogr.Open(f"{folder}/objects.gpkg")
    layer = source.GetLayer(0)
    if layer.GetFeatureCount() == 0:
        return np.zeros((SIDE, SIDE), int)
    gdal.RasterizeLayer(out, [1], layer, options=["ATTRIBUTE=id"])
    return out.ReadAsArray()


def main():
    os.makedirs(WORK, exist_ok=True)
    classes = [("1-5 ha", 1.0, 5.0), ("over 5 ha", 5.0, 1e9)]
    true_found, true_all = np.zeros(2, int), np.zeros(2, int)
    right, called = np.zeros(2, int), np.zeros(2, int)
    wrong_on = 0
    for seed in range(1, SCENES + 1):
        image, plants = draw_scene(seed)
        path, out = f"{WORK}/scene_{seed}.tif", f"{WORK}/seen_{seed}"
        write(path, image)
        subprocess.run([PROGRAM, "lens", "photovoltaics", "--scene", path, "--out", out, "--quiet",
                        "--overwrite"], check=True)
        found = found_objects(out)
        numbers = np.unique(found[found > 0])
        overlap = np.zeros((plants.max() + 1, found.max() + 1), int)
        np.add.at(overlap, (plants, found), 1)
        of_plant, of_object = overlap.sum(1), overlap.sum(0)
        union = of_plant[:, None] + of_object[None, :] - overlap
        matched = overlap / np.maximum(1, union) >= 0.5  # at most one partner each
        for number in range(1, plants.max() + 1):
            for k, (_, low, high) in enumerate(classes):
                if low <= of_plant[number] / 100 < high:
                    true_all[k] += 1
                    true_found[k] += matched[number, 1:].any()
        for number in numbers:
            for k, (_, low, high) in enumerate(classes):
                if low <= of_object[number] / 100 < high:
                    called[k] += 1
                    right[k] += matched[1:, number].any()
                    wrong_on += overlap[1:, number].sum() == 0
    print("# Solar plants as objects, on drawn scenes\n")
    print("Made by `tests/accuracy/photovoltaics.sh`. **Simulated**: no real masks of plants at 10 m could be had, so "
          "nothing here is\nproof for real ones. " + f"{SCENES} scenes of 36 km2 from seeds 1 to {SCENES}, six bands; "
          "spectra, sizes, layouts and backgrounds are not\nthose the lens was made with (see `photovoltaics.py`). A plant "
          "and an object match if their intersection is\nat least half of their union. Each scene holds some 10 dark roofs, "
          "6 ponds, 6 burnt fields, 6 shadows, a town and 3 roads.\n")
    print("| size | plants | found (recall) | objects | right (precision) | F1 |\n|---|---|---|---|---|---|")
    for k, (name, _, _) in enumerate(classes):
        recall, precision = true_found[k] / max(1, true_all[k]), right[k] / max(1, called[k])
        f1 = 2 * recall * precision / max(1e-9, recall + precision)
        print(f"| {name} | {true_all[k]} | {true_found[k]} ({recall:.2f}) | {called[k]} | "
              f"{right[k]} ({precision:.2f}) | {f1:.2f} |")
    print(f"\nObjects of 1 ha or more that touch no plant at all: {wrong_on}.")


main()
