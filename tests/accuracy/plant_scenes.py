"""Draws scenes with solar plants from single library spectra. Nothing here is shared with the lens: its
model knows class means and its own panel rows, these scenes use single measured soils, roofs, burnt
ground and modelled canopies, panels of other levels, other layouts and sizes."""
import csv
import sys
from collections import namedtuple

import numpy as np
from scipy.ndimage import gaussian_filter

SPECTRA = sys.argv[2]
# Sentinel-2 band limits [nm], as in the table of band statistics.
LIMITS = [(458, 523), (543, 578), (650, 680), (785, 900), (1565, 1655), (2100, 2280)]
SIDE = 600  # px of 10 m
# What stands on the fields; the soil below it is known of plants only.
Part = namedtuple("Part", "kind mask soil", defaults=[None])
Scene = namedtuple("Scene", "image plants ground parts texture nearest kinds soils taken")


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


def covered(random, soil):
    """A soil as fields, steppe and deserts show it."""
    kind = random.random()
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
        rows, cols = np.nonzero(mask)
        reach = 4 * margin + 2  # beyond it the filter has no weight
        near = np.s_[max(0, rows.min() - reach):rows.max() + reach, max(0, cols.min() - reach):cols.max() + reach]
        grown = gaussian_filter(mask[near].astype(float), margin) > 0.02
        if not (grown & taken[near]).any():
            taken |= mask
            return u, v, mask
    return None


def cells(places):
    """Number of the nearest place: fields of any shape."""
    y, x = np.mgrid[:SIDE, :SIDE]
    return np.argmin([(y - p[0]) ** 2 + (x - p[1]) ** 2 for p in places], 0)


def rectangles(random, count):
    """Numbers of `count` fields with right angles, by cutting the largest in two again and again."""
    angle = random.uniform(0, np.pi)
    y, x = np.mgrid[:SIDE, :SIDE] - SIDE / 2
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    reach = SIDE / np.sqrt(2)
    fields = [(-reach, reach, -reach, reach)]
    while len(fields) < count:
        u0, u1, v0, v1 = fields.pop(int(np.argmax([(f[1] - f[0]) * (f[3] - f[2]) for f in fields])))
        share = random.uniform(0.3, 0.7)
        if u1 - u0 > v1 - v0:
            cut = u0 + share * (u1 - u0)
            fields += [(u0, cut, v0, v1), (cut, u1, v0, v1)]
        else:
            cut = v0 + share * (v1 - v0)
            fields += [(u0, u1, v0, cut), (u0, u1, cut, v1)]
    numbers = np.zeros((SIDE, SIDE), int)
    for number, (u0, u1, v0, v1) in enumerate(fields):
        numbers[(u >= u0) & (u < u1) & (v >= v0) & (v < v1)] = number
    return numbers


def draw_scene(seed, fields="cells"):
    """fields: "cells" of any shape, or "rectangles", as plants are."""
    random = np.random.default_rng(seed)
    ground = np.empty((SIDE, SIDE, 6))
    # Each with its own spectrum; rougher patches in a desert.
    count = int(random.integers(40, 160))
    places = random.uniform(0, SIDE, (count, 2))
    soils, kinds = [], []
    for _ in range(count):
        soils.append(one(random, SOILS))
        kinds.append(covered(random, soils[-1]))
    y, x = np.mgrid[:SIDE, :SIDE]
    nearest = cells(places) if fields == "cells" else rectangles(np.random.default_rng([seed, 3]), count)
    ground[:] = np.array(kinds)[nearest]
    texture = np.exp(0.06 * gaussian_filter(random.normal(size=(SIDE, SIDE)), 2) * 7)[..., None]
    ground *= texture
    parts = []
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
        soil = one(random, SOILS)
        here = cover * panel + (1 - cover) * soil * random.uniform(0.5, 0.9)
        parts.append(Part("plant", mask, soil))
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
            parts.append(Part("roof", made[2]))
    for area_ha in random.uniform(0.3, 8.0, 6):
        made = free_place(random, lambda: rectangle(random, area_ha * 100, (1.0, 1.8)), taken)
        if made:
            clear = random.uniform(0, 1)
            ground[made[2]] = (clear * np.array([0.03, 0.035, 0.02, 0.01, 0.005, 0.004]) +
                               (1 - clear) * np.array([0.08, 0.11, 0.10, 0.05, 0.02, 0.015]))
            parts.append(Part("pond", made[2]))
    for area_ha in random.uniform(1.0, 30.0, 6):
        made = free_place(random, lambda: rectangle(random, area_ha * 100), taken)
        if made:
            ground[made[2]] = np.clip(BURNT[0] + BURNT[1] * random.normal() * 0.7, 0.01, None)
            parts.append(Part("burnt", made[2]))
    for area_ha in random.uniform(0.5, 10.0, 6):
        made = free_place(random, lambda: rectangle(random, area_ha * 100, (2.0, 8.0)), taken)
        if made:
            ground[made[2]] *= np.array([0.40, 0.36, 0.32, 0.27, 0.2, 0.18])
            parts.append(Part("shadow", made[2]))
    u, v, town = rectangle(random, 60 * 100)
    town &= plants == 0
    blocks = (np.floor(u / 4) * 131 + np.floor(v / 4) * 17).astype(int)
    for block in np.unique(blocks[town]):
        ground[town & (blocks == block)] = one(random, URBAN)
        parts.append(Part("town", town & (blocks == block)))
    for road in range(3):
        angle, offset = random.uniform(0, np.pi), random.uniform(-200, 200)
        line = np.abs((x - SIDE / 2) * np.cos(angle) + (y - SIDE / 2) * np.sin(angle) - offset) < 0.8
        ground[line & (plants == 0)] = one(random, DARK_ROOFS)
        parts.append(Part("road", line & (plants == 0)))
    image = seen(random, ground)
    return Scene(image, plants, ground, parts, texture, nearest, kinds, soils, taken)


def seen(random, ground):
    """What a sensor shows of it."""
    image = np.stack([gaussian_filter(ground[..., b], 0.5) for b in range(6)])
    image *= np.exp(0.04 * random.normal())
    image += 0.001 * random.normal(size=image.shape) + 0.004 * image * random.normal(size=image.shape)
    return image.astype("f4")


# How likely each thing stood at the earlier date already. Fires do not last, shadows of clouds wander.
STOOD = {"plant": 0.25, "roof": 0.3, "pond": 0.3, "burnt": 0.0, "shadow": 0.0, "town": 0.8, "road": 1.0}


def drier(random, spectra):
    """The ground before it was ploughed or watered: brighter, most so in the short-wave infrared."""
    return np.clip(spectra / random.uniform(0.5, 0.9) ** np.array([1, 1, 1, 1, 1.2, 1.4]), None, 0.9)


def draw_earlier(seed, scene):
    """The same ground some years before: (image, numbers of the plants that stood). Plants and what
    looks like them have come since; fields bear other crops on the same soil or have been ploughed or
    watered since, some as rectangles of their own."""
    random = np.random.default_rng([seed, 2])
    kinds = []
    for soil, kind in zip(scene.soils, scene.kinds):
        luck = random.random()
        if luck < 0.4:
            kinds.append(kind * np.exp(0.08 * random.normal()))
        else:
            kinds.append(covered(random, soil) if luck < 0.75 else drier(random, kind))
    ground = np.array(kinds)[scene.nearest] * scene.texture
    taken = scene.taken.copy()
    for area_ha in random.uniform(1.0, 30.0, 8):
        made = free_place(random, lambda: rectangle(random, area_ha * 100), taken)
        if made:
            mask = made[2]
            ground[mask] = (drier(random, scene.ground[mask]) if random.random() < 0.5 else
                            covered(random, one(random, SOILS)) * scene.texture[mask])
    ground *= np.exp(0.03 * gaussian_filter(random.normal(size=(SIDE, SIDE)), 2) * 7)[..., None]
    stood, number = [], 0
    for part in scene.parts:
        stands = random.random() < STOOD[part.kind]
        number += part.kind == "plant"
        if stands:
            ground[part.mask] = scene.ground[part.mask]
        elif part.kind == "plant":
            ground[part.mask] = covered(random, part.soil) * scene.texture[part.mask]
        if stands and part.kind == "plant":
            stood.append(number)
    return seen(random, ground), stood


