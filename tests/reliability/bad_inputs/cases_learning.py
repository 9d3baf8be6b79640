"""Labels, models, lenses and samples of accuracy that teach nothing."""

import os

from osgeo import ogr

import material as m
from makers import CALLS, add, append, edit, in_folder, jpeg, vrt_bomb, write

add("train: labels outside the image", CALLS["train"],
    in_folder(m.vector, "samples.gpkg", [(m.box(500, 0, 5, 5), 1), (m.box(520, 0, 5, 5), 2)], {"class": ogr.OFTInteger}))
add("train: labels of one class", CALLS["train"],
    in_folder(m.vector, "samples.gpkg", [(m.box(1, 1, 5, 5), 1), (m.box(20, 1, 5, 5), 1)], {"class": ogr.OFTInteger}))
add("train: no label", CALLS["train"], in_folder(m.vector, "samples.gpkg", [], {"class": ogr.OFTInteger}))
add("train: labels without a shape", CALLS["train"], in_folder(m.vector, "samples.gpkg", [(None, 1)], {"class": ogr.OFTInteger}))
add("train: an unknown field", CALLS["train"].replace("--class-field class", "--class-field kind"))
add("train: a class with a fraction", CALLS["train"],
    in_folder(m.vector, "samples.gpkg", [(m.box(1, 1, 5, 5), 1.5), (m.box(22, 1, 5, 5), 2)], {"class": ogr.OFTReal}))
add("train: labels in no system", CALLS["train"],
    in_folder(m.vector, "samples.gpkg", [(m.box(1, 1, 5, 5), 1), (m.box(22, 1, 5, 5), 2)], {"class": ogr.OFTInteger}, epsg=None))
add("train: no tree", CALLS["train"].replace("--trees 5", "--trees 0"))
add("train: no depth", CALLS["train"] + " --depth 0")
add("train: everything held out", CALLS["train"] + " --hold-out 1")
add("train: a negative share held out", CALLS["train"] + " --hold-out -0.2")
add("train: a seed that is no number", CALLS["train"] + " --seed luck")
add("train: images on different grids", CALLS["train"].replace("image.tif", "image.tif,later.tif"), in_folder(m.reflectance, "later.tif", 2, cols=30))
add("train: an image of NaN only", CALLS["train"], in_folder(m.raster, "image.tif", [float("nan")] * 6, names=m.ROLES))
add("classify: an image with other bands", CALLS["classify"], in_folder(m.raster, "image.tif", [0.1, 0.2], names=["red", "nir"]))
add("classify: a monstrous image", "classify --image bomb.vrt --model model.forest --out new.tif", write("bomb.vrt", vrt_bomb(1000000, 1000000, 6, True)))


def flip(position):
    def make(folder):
        with open(folder + "/model.forest", "rb+") as file:
            file.seek(position, os.SEEK_SET if position >= 0 else os.SEEK_END)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 0x55]))
    return make


add("classify: a model with one byte changed", CALLS["classify"], flip(-40))
add("classify: a model of another version", CALLS["classify"], flip(8))
add("classify: a model with bytes behind its end", CALLS["classify"], append("model.forest", "more"))
add("classify: probability into the classes' file", CALLS["classify"] + " --probability new.tif")
add("lens: an unknown lens", "lens rose_tinted --scene image.tif --model model.forest --out new")
add("lens: a model that knows no such class", "lens photovoltaics --scene image.tif --model model.forest --out new")
add("lens: a photograph as scene", "lens land_use --scene photo.jpg --out new", in_folder(jpeg, "photo.jpg"))
add("lens: two scenes without a date", "lens land_use --scene image.tif later.tif --model model.forest --out new")
add("lens: a monstrous scene", "lens land_use --scene bomb.vrt --model model.forest --out new", write("bomb.vrt", vrt_bomb(1000000, 1000000, 6, True)))
add("lens: elevations of another place", "lens land_use --scene image.tif --out new --elevation heights.tif",
    in_folder(m.raster, "heights.tif", [900.0], origin=(900000.0, 5000000.0)))
add("lens: elevations that are no raster", "lens land_use --scene image.tif --out new --elevation nodes.csv")
add("lens: elevations for a model of the user's", "lens land_use --scene image.tif --model model.forest --out new --elevation map.tif")
add("lens: the output is a file", "lens land_use --scene image.tif --model model.forest --out map.tif")
add("accuracy: an unknown column", CALLS["accuracy"] + " --map-field kind")
add("accuracy: a class without a stratum", CALLS["accuracy"], append("accuracy.csv", "7,1\n"))
add("accuracy: a stratum that comes twice", CALLS["accuracy"], append("strata.csv", "2,50\n"))
add("accuracy: a stratum of negative size", CALLS["accuracy"], edit("strata.csv", "3000", "-3000"))
add("accuracy: a stratum of no size", CALLS["accuracy"], edit("strata.csv", "3000", "0"))
add("accuracy: a stratum of NaN pixels", CALLS["accuracy"], edit("strata.csv", "3000", "NaN"))
add("accuracy: strata without pixels", CALLS["accuracy"], write("strata.csv", "class,name\n1,a\n2,b\n"))
add("accuracy: no sample", CALLS["accuracy"], write("accuracy.csv", "map,reference\n"))
add("accuracy: an empty reference", CALLS["accuracy"], append("accuracy.csv", "1,\n"))
add("accuracy: a negative count", CALLS["accuracy"], write("accuracy.csv", "map,reference,count\n1,1,-5\n2,2,5\n"))
add("accuracy: a count that is a word", CALLS["accuracy"], write("accuracy.csv", "map,reference,count\n1,1,five\n2,2,5\n"))
