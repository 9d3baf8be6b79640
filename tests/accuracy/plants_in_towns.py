"""Counts what the photovoltaics lens calls plants on the OSCD pairs of real towns, where few if any are to be expected, and prints
the table of photovoltaics.md.
usage: plants_in_towns.py PROGRAM SHARED_FOLDER"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

from osgeo import ogr

ogr.UseExceptions()
PROGRAM, SHARED = sys.argv[1:3]
ROLES = {"blue": "B02", "green": "B03", "red": "B04", "nir": "B08", "swir1": "B11", "swir2": "B12"}


def scene(source, date, folder):
    """A folder with six bands and a sidecar that says what they are."""
    os.makedirs(folder)
    lines = [f'date = "{date[:4]}-{date[4:6]}-{date[6:]}"', 'level = "toa"', "scale = 0.0001", "[bands]"]
    for role, band in ROLES.items():
        shutil.copy(glob.glob(f"{source}/*{band}.tif")[0], f"{folder}/{role}.tif")
        lines.append(f'{role} = "{role}.tif"')
    with open(f"{folder}/scene.toml", "w") as text:
        text.write("\n".join(lines) + "\n")
    return folder


def plants(city, work):
    with open(f"{city}/dates.txt") as text:
        dates = [line.split(":")[1].strip() for line in text if ":" in line]
    scenes = [scene(f"{city}/imgs_{k + 1}", date, f"{work}/{k}") for k, date in enumerate(dates)]
    subprocess.run([PROGRAM, "lens", "photovoltaics", "--scene", *scenes, "--out", f"{work}/out", "--quiet"], check=True)
    found = ogr.Open(f"{work}/out/objects.gpkg")  # its layers go when it goes
    return [one.GetField("area_ha") for one in found.GetLayer(0)]


def main():
    print("| town (OSCD) | objects called plants | of 1 ha or more | ha |\n|---|---|---|---|")
    total = []
    for city in sorted(glob.glob(f"{SHARED}/data/real/oscd/images/*/")):
        with tempfile.TemporaryDirectory() as work:
            areas = plants(city.rstrip("/"), work)
        total += areas
        print(f"| {os.path.basename(city.rstrip('/'))} | {len(areas)} | {sum(a >= 1 for a in areas)} | {sum(areas):.0f} |")
    print(f"| all | {len(total)} | {sum(a >= 1 for a in total)} | {sum(total):.0f} |")


main()
