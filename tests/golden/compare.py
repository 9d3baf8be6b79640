"""Compares a finished run of the sample study with the committed golden tables, or remakes them.

usage: compare.py RUN_FOLDER GOLDEN_FOLDER [--update]
Numbers agree within 1e-6 of their size: another compiler may round the last digits otherwise.
"""
import csv
import math
import pathlib
import sys

from osgeo import gdal

gdal.UseExceptions()
TOLERANCE = 1e-6
# Not compared: a row a pixel, cell or pair (their sums are in other tables), and the largest tables.
LEFT_OUT = {"accuracy_samples.csv", "cells.csv", "landscape.csv", "landscape_comparison.csv", "border_effect_points.csv",
            "hot_spots.csv", "travel_times.csv", "intensity.csv", "town_cells.csv", "town_comparison.csv"}
FACTS = {"source", "note", "name", "product"}


def read_table(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [{key: value for key, value in row.items() if key not in FACTS} for row in rows]


def describe_rasters(run):
    """One row a band: share of valid pixels and mean, enough to tell where a stage began to differ."""
    rows = []
    for path in sorted(run.glob("composites/**/*.tif")) + sorted(run.glob("layers/**/*.tif")):
        dataset = gdal.Open(str(path))
        for number in range(1, dataset.RasterCount + 1):
            band = dataset.GetRasterBand(number)
            values = band.ReadAsArray().astype("float64")
            nodata = band.GetNoDataValue()
            valid = ~((values != values) | (values == nodata)) if nodata is not None else values == values
            mean = values[valid].mean() if valid.any() else math.nan
            rows.append({"raster": str(path.relative_to(run)), "band": str(number),
                         "valid_share": repr(float(valid.mean())), "mean": repr(float(mean))})
    return rows


def same(found, expected):
    if found == expected:
        return True
    try:
        a, b = float(found), float(expected)
    except ValueError:
        return False
    return (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=1e-9)


def differences(name, found, expected):
    if len(found) != len(expected):
        yield f"{name}: {len(found)} rows, expected {len(expected)}"
        return
    for line, (row, wanted) in enumerate(zip(found, expected), start=2):
        if row.keys() != wanted.keys():
            yield f"{name}: columns {', '.join(row)}; expected {', '.join(wanted)}"
            return
        for key in row:
            if not same(row[key], wanted[key]):
                yield f"{name}:{line}: {key} is {row[key]!r}, expected {wanted[key]!r}"


def write_table(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    run, golden = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    tables = {path.name: read_table(path) for path in sorted(run.glob("tables/*.csv"))
              if path.name not in LEFT_OUT}
    tables["rasters.csv"] = describe_rasters(run)
    tables = {name: rows for name, rows in tables.items() if rows}
    if "--update" in sys.argv:
        for old in golden.glob("*.csv"):
            old.unlink()
        for name, rows in tables.items():
            write_table(golden / name, rows)
        return 0
    expected = {path.name: read_table(path) for path in golden.glob("*.csv")}
    found = [f"{name}: only in the {'run' if name in tables else 'golden folder'}"
             for name in sorted(tables.keys() ^ expected.keys())]
    for name in sorted(tables.keys() & expected.keys()):
        found += differences(name, tables[name], expected[name])
    print("\n".join(found[:40]))
    print(f"{len(found)} differences in {len(tables)} tables")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
