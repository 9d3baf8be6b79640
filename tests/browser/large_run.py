#!/usr/bin/env python3
"""A run folder of 10,000 x 10,000 pixels (or others) from a small one: its ground again and again, every second time mirrored.

usage: large_run.py RUN_DIR LARGE_DIR [PIXELS_A_SIDE]
Mirrored, since a picture's compression would find ground that comes again as it was. Only what the report reads is made:
red, green and blue of the composites, maps, change, sides; tables are those of the small run.
"""

import csv
import json
import os
import shutil
import sys

from osgeo import gdal

gdal.UseExceptions()
OPTIONS = ["COMPRESS=ZSTD", "TILED=YES"]


def mirrored(source, target, columns, rows):
    """One tile turned over; bands of a composite other than the visible ones are left out."""
    raster = gdal.Open(source)
    bands = [raster.GetRasterBand(i + 1) for i in range(raster.RasterCount)]
    visible = [band for band in bands if band.GetDescription() in ("red", "green", "blue")]
    bands = visible if len(visible) == 3 else bands
    driver = gdal.GetDriverByName("GTiff")
    made = driver.Create(target, raster.RasterXSize, raster.RasterYSize, len(bands), bands[0].DataType, OPTIONS)
    made.SetProjection(raster.GetProjection())
    made.SetGeoTransform(raster.GetGeoTransform())
    for number, band in enumerate(bands, 1):
        pixels = band.ReadAsArray()[:: -1 if rows else 1, :: -1 if columns else 1]
        copy = made.GetRasterBand(number)
        copy.SetDescription(band.GetDescription())
        if band.GetNoDataValue() is not None:
            copy.SetNoDataValue(band.GetNoDataValue())
        if band.GetColorTable() is not None:
            copy.SetColorTable(band.GetColorTable())
        if band.GetCategoryNames() is not None:
            copy.SetCategoryNames(band.GetCategoryNames())
        copy.WriteArray(pixels)


def main(small, large, wanted_px="10000"):
    shutil.copytree(small, large, ignore=shutil.ignore_patterns(
        "composites", "layers", "sides", "maps", "records", "report*.html", "indicators*", "run.lock"))
    with open(f"{small}/grid.json") as file:
        grid = json.load(file)
    with open(f"{small}/tables/tiles.csv") as file:
        tiles = list(csv.DictReader(file))
    copies = -(-int(wanted_px) // grid["rows"])
    rasters = [os.path.relpath(os.path.join(where, name), small)
               for top in ("composites", "layers/land_use", "layers/built_up", "layers/photovoltaics", "layers/change", "sides")
               for where, _, names in os.walk(f"{small}/{top}") for name in names
               if name.endswith(".tif") and "probability" not in name and "/fine" not in where]
    # Joined rasters are asked for their legends only: they stay those of the small run.
    for top in ("composites", "layers"):
        shutil.copytree(f"{small}/{top}", f"{large}/{top}", ignore=shutil.ignore_patterns("*.tif"))
    for path in rasters:
        folder = f"{large}/{os.path.dirname(path)}"
        os.makedirs(folder, exist_ok=True)
        tile = os.path.basename(path)[:-4]
        for variant in range(4):
            mirrored(f"{small}/{path}", f"{folder}/{tile}_variant{variant}.tif", variant % 2, variant // 2)
        os.symlink(f"{tile}_variant0.tif", f"{folder}/{tile}.tif")
    rows = []
    for i in range(copies):
        for j in range(copies):
            for tile in tiles:
                row0, col0, high, wide = (int(tile[key]) for key in ("row0", "col0", "rows", "cols"))
                # A mirrored copy has its tiles the other way round.
                row = i * grid["rows"] + (grid["rows"] - row0 - high if i % 2 else row0)
                col = j * grid["cols"] + (grid["cols"] - col0 - wide if j % 2 else col0)
                name = f"t{i:03d}_{j:03d}_{tile['tile']}"
                rows.append([name, row, col, high, wide])
                for path in rasters:
                    if os.path.basename(path) == tile["tile"] + ".tif":
                        os.symlink(f"{tile['tile']}_variant{i % 2 * 2 + j % 2}.tif",
                                   f"{large}/{os.path.dirname(path)}/{name}.tif")
    with open(f"{large}/tables/tiles.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["tile", "row0", "col0", "rows", "cols"])
        writer.writerows(rows)
    grid["rows"], grid["cols"] = copies * grid["rows"], copies * grid["cols"]
    with open(f"{large}/grid.json", "w") as file:
        json.dump(grid, file)
    print(f"{grid['rows'] * grid['cols'] / 1e6:.1f} million pixels in {len(rows)} tiles")


if len(sys.argv) not in (3, 4):
    sys.exit(__doc__)
main(*sys.argv[1:])
