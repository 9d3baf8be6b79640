"""Bad scenes and products, among them those meant to lead the program elsewhere."""

import os
import zipfile

from osgeo import gdal

import material as m
from makers import (CALLS, add, append, archive, both, edit, in_folder, jpeg, remote_vrt, vrt_bomb, write, write_json)

ONE = "composite scene --method median --out new.tif"
SIDECAR = "scene/scene.toml"

# Sidecars.
for fault, make in {
    "no date": edit(SIDECAR, 'date = "2020-07-01"\n', ""),
    "a date that is none": edit(SIDECAR, "2020-07-01", "2020-02-31"),
    "a date of words": edit(SIDECAR, "2020-07-01", "last summer"),
    "a date far beyond": edit(SIDECAR, "2020-07-01", "99999-07-01"),
    "an unknown level": edit(SIDECAR, "L2A", "L9Z"),
    "an unknown sensor": edit(SIDECAR, "nodata = 0", 'nodata = 0\nsensor = "eyes"'),
    "an unknown key": edit(SIDECAR, "nodata = 0", "nodata = 0\ncolour = 3"),
    "an unknown role": edit(SIDECAR, "swir1 =", "swirl ="),
    "a scale that is a word": edit(SIDECAR, "scale = 0.0001", 'scale = "small"'),
    "a scale of zero": edit(SIDECAR, "scale = 0.0001", "scale = 0"),
    "a scale of NaN": edit(SIDECAR, "scale = 0.0001", "scale = nan"),
    "an infinite offset": edit(SIDECAR, "nodata = 0", "nodata = 0\noffset = inf"),
    "a scale for some bands": edit(SIDECAR, "scale = 0.0001", "scale = { red = 0.0001 }"),
    "no band": write(SIDECAR, 'date = "2020-07-01"\nlevel = "L2A"\n[bands]\n'),
    "no bands table": write(SIDECAR, 'date = "2020-07-01"\nlevel = "L2A"\n'),
    "a band file that is not there": edit(SIDECAR, "B04.tif", "B99.tif"),
    "a band the file lacks": edit(SIDECAR, "B04.tif", "B04.tif#7"),
    "a band number zero": edit(SIDECAR, "B04.tif", "B04.tif#0"),
    "a band number that overflows": edit(SIDECAR, "B04.tif", "B04.tif#99999999999999999999"),
    "an absolute path": edit(SIDECAR, "B04.tif", "/etc/passwd"),
    "a path with ..": edit(SIDECAR, "B04.tif", "../scene2/B04.tif"),
    "a path with .. behind a folder": edit(SIDECAR, "B04.tif", "x/../../scene2/B04.tif"),
    "a remote address": edit(SIDECAR, "B04.tif", "http://127.0.0.1:9/B04.tif"),
    "a GDAL network path": edit(SIDECAR, "B04.tif", "/vsicurl/http://127.0.0.1:9/B04.tif"),
    "a GDAL connection text": edit(SIDECAR, "B04.tif", "WMS:http://127.0.0.1:9/B04"),
    "XML in place of a file name": edit(SIDECAR, '"B04.tif"', "'<VRTDataset></VRTDataset>'"),
    "a file name that is a number": edit(SIDECAR, '"B04.tif"', "4"),
    "an empty file name": edit(SIDECAR, '"B04.tif"', '""'),
    "a mask without a kind": append(SIDECAR, '[mask]\nfile = "B02.tif"\n'),
    "a mask of an unknown kind": append(SIDECAR, '[mask]\nfile = "B02.tif"\nkind = "venetian"\n'),
    "a mask that leaves the folder": append(SIDECAR, '[mask]\nfile = "../scene2/B02.tif"\nkind = "binary"\n'),
    "a mask file that is not there": append(SIDECAR, '[mask]\nfile = "SCL.tif"\nkind = "scl"\n'),
    "no TOML": write(SIDECAR, "date == 2020\n"),
    "a key twice": append(SIDECAR, 'blue = "B02.tif"\n'),
    "TOML nested too deep": write(SIDECAR, "a = " + "[" * 5000 + "]" * 5000),
    "bytes that are no text": write(SIDECAR, b"\xff\xfe\x00\x01 = 3"),
    "a VRT that reads from a host": both(edit(SIDECAR, "B04.tif", "B04.vrt"), in_folder(remote_vrt, "scene/B04.vrt")),
    "a photograph as band": both(edit(SIDECAR, "B04.tif", "photo.jpg#4"), in_folder(jpeg, "scene/photo.jpg")),
    "bands in different systems": in_folder(m.raster, "scene/B04.tif", [400], gdal.GDT_UInt16, epsg=32643),
}.items():
    add(f"sidecar: {fault}", ONE, make)
add("composite: a photograph", "composite photo.jpg --out new.tif", in_folder(jpeg, "photo.jpg"))
add("composite: a folder without a scene", "composite bare --out new.tif", write("bare/read.me", "nothing here"))
add("composite: an unknown method", "composite scene --method magic --out new.tif")
add("composite: a percentile of 150", "composite scene --method percentile:150 --out new.tif")
add("composite: a percentile of words", "composite scene --method percentile:half --out new.tif")
add("composite: an unknown role", CALLS["composite"] + " --bands ultraviolet")
add("composite: a role the scenes lack", CALLS["composite"] + " --bands thermal")
add("composite: a grid that lies elsewhere", CALLS["composite"] + " --grid far.tif", in_folder(m.classes, "far.tif", origin=(900000, 2900000)))
add("composite: a monstrous grid", CALLS["composite"] + " --grid bomb.vrt", write("bomb.vrt", vrt_bomb(1000000, 1000000)))
add("composite: a grid without a system", CALLS["composite"] + " --grid plain.tif", in_folder(m.classes, "plain.tif", epsg=None))
add("composite: a monstrous scene", "composite bomb.vrt --out new.tif", write("bomb.vrt", vrt_bomb(1000000, 1000000, 6, True)))
add("composite: scenes far apart", "composite scene scene2 --out new.tif",
    lambda folder: m.digital_numbers(folder + "/scene2", origin=(100000.0, 100000.0)))
add("composite: a remote scene that answers nothing", "composite http://127.0.0.1:9/scene.tif --out new.tif")
add("composite: a remote catalogue that answers nothing", "composite http://127.0.0.1:9/catalog.json --out new.tif")

# Products.
for fault, make in {
    "an empty MTL": write("LC08_MTL.txt", ""),
    "an MTL of noise": write("LC08_MTL.txt", bytes(range(256)) * 8),
    "an MTL of no lines": write("LC08_MTL.txt", "hello"),
    "an MTL cut short": write("LC08_MTL.txt", m.MTL[:200]),
    "an MTL without its bands": write("LC08_MTL.txt", m.MTL),
    "an MTL that names a path": write("LC08_MTL.txt", m.MTL.replace("LC08_SR_B4.TIF", "../../../etc/passwd")),
    "an MTL with an unknown satellite": write("LC08_MTL.txt", m.MTL.replace("LANDSAT_8", "LANDSAT_99")),
    "an MTL with a wrong date": write("LC08_MTL.txt", m.MTL.replace("2020-07-01", "2020-13-45")),
    "an MTL with a word for a factor": both(
        write("LC08_MTL.txt", m.MTL.replace("2.75e-05", "tiny")),
        in_folder(m.raster, "LC08_SR_B4.TIF", [9000], gdal.GDT_UInt16), in_folder(m.raster, "LC08_SR_B5.TIF", [9000], gdal.GDT_UInt16)),
}.items():
    add(f"landsat: {fault}", "composite LC08_MTL.txt --out new.tif", make)
SAFE = "S2A.SAFE/MTD_MSIL2A.xml"
for fault, content in {
    "an empty SAFE": "",
    "a SAFE without images": m.SAFE,
    "a SAFE of an unknown level": m.SAFE.replace("Level-2A<", "Level-7Q<"),
    "a SAFE with a wrong date": m.SAFE.replace("2020-07-01T", "yesterday"),
    "a SAFE with a word for a number": m.SAFE.replace(">10000<", ">many<"),
    "a SAFE with a quantification of zero": m.SAFE.replace(">10000<", ">0<"),
    "a SAFE with an entity bomb": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + m.SAFE.replace("Level-2A<", "&b;<"),
    "a SAFE nested a million times": "<a>" * 1000000,
}.items():
    add(f"sentinel: {fault}", "composite S2A.SAFE --out new.tif", write(SAFE, content))
for fault, content in {
    "an item without assets": {"type": "Feature", "stac_version": "1.0.0", "id": "x"},
    "an item of an unknown platform": m.stac_item("B04.tif") | {"properties": {"platform": "sputnik", "datetime": "2020-07-01T05:00:00Z"}},
    "an item without a date": m.stac_item("B04.tif") | {"properties": {"platform": "sentinel-2a"}},
    "an item without bands": m.stac_item("preview.png", "thumbnail") | {"assets": {"thumbnail": {"href": "x.png"}}},
    "an item with an absolute path": m.stac_item("/etc/passwd"),
    "an item with a file address": m.stac_item("file:///etc/passwd"),
    "an item with a path that climbs": m.stac_item("../../../../etc/passwd"),
    "an item with a GDAL path": m.stac_item("/vsicurl/http://127.0.0.1:9/x.tif"),
    "an item with a remote band": m.stac_item("http://127.0.0.1:9/x.tif"),
    "an item with bands that are not there": m.stac_item("nowhere.tif"),
    "an item whose href is a number": m.stac_item(7) | {"assets": {"red": {"href": 7}}},
    "a list for an item": [1, 2, 3],
    "a catalogue that links to itself": {"type": "Catalog", "stac_version": "1.0.0", "id": "c", "links": [{"rel": "child", "href": "item.json"}]},
    "a catalogue that links to a host": {"type": "Catalog", "stac_version": "1.0.0", "id": "c", "links": [{"rel": "item", "href": "http://127.0.0.1:9/i.json"}]},
    "a catalogue that links out of its folder": {"type": "Catalog", "stac_version": "1.0.0", "id": "c", "links": [{"rel": "item", "href": "/etc/hostname"}]},
    "a collection without features": {"type": "FeatureCollection", "features": []},
}.items():
    add(f"stac: {fault}", "composite items/item.json --out new.tif",
        both(write("items/read.me", ""), write_json("items/item.json", content)))
add("stac: a JSON file cut short", "composite items/item.json --out new.tif", write("items/item.json", '{"type": "Feature", "id": '))
add("archive: names that climb out", "composite product.zip --out new.tif", archive({"../outside/evil.txt": "x", "../../evil/scene.toml": m.SIDECAR}))
add("archive: an absolute name", "composite product.zip --out new.tif", archive({"/tmp/evil/scene.toml": m.SIDECAR}))
add("archive: nothing inside", "composite product.zip --out new.tif", archive({}))
add("archive: no zip", "composite product.zip --out new.tif", write("product.zip", b"PK\3\4" + b"x" * 500))
add("archive: a scene without its bands", "composite product.zip --out new.tif", archive({"scene/scene.toml": m.SIDECAR}))


def zip_bomb(folder):
    with zipfile.ZipFile(folder + "/product.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("scene/scene.toml", b"#" * (300 << 20))


def circle(folder):
    os.makedirs(folder + "/round")
    os.symlink(".", folder + "/round/again")


add("archive: a text of hundreds of megabytes", "composite product.zip --out new.tif", zip_bomb)
add("composite: a folder that holds itself", "composite round --out new.tif", circle)
