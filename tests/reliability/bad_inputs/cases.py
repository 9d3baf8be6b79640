"""Bad inputs that need a thought each: (name, command, what to do to the sound files in the folder)."""

import os
import zipfile

from osgeo import gdal, ogr

import material as m
import sound

CALLS = sound.CALLS


def write(name, content):
    def make(folder):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        m.text(path, content)
    return make


def write_json(name, content):
    return lambda folder: m.write_json(os.path.join(folder, name), content)


def edit(name, old, new):
    """Replaces text of a sound file; the old text must be there."""
    def make(folder):
        path = os.path.join(folder, name)
        with open(path, newline="") as file:
            content = file.read()
        assert old in content, (name, old)
        m.text(path, content.replace(old, new).encode())
    return make


def append(name, content):
    def make(folder):
        with open(os.path.join(folder, name), "a") as file:
            file.write(content)
    return make


def in_folder(function, name, *arguments, **options):
    """A maker of material.py run on a path in the folder, over what is there."""
    def make(folder):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            os.remove(path)
        function(path, *arguments, **options)
    return make


def both(*makers):
    def make(folder):
        for maker in makers:
            maker(folder)
    return make


def vrt_bomb(cols, rows, bands=1, described=False, kind="Float32"):
    """A raster of any size in a few bytes: no source, so every pixel is zero."""
    text = f'<VRTDataset rasterXSize="{cols}" rasterYSize="{rows}"><SRS>EPSG:32644</SRS>'
    text += "<GeoTransform>600000,10,0,4900000,0,-10</GeoTransform>"
    for band in range(1, bands + 1):
        text += f'<VRTRasterBand dataType="{kind}" band="{band}">'
        if described:
            text += f"<Description>{m.ROLES[band - 1]}</Description>"
        text += "</VRTRasterBand>"
    return text + "</VRTDataset>"


def jpeg(path):
    m.raster(path, [90, 120, 40], gdal.GDT_Byte, driver="JPEG")


def archive(members):
    def make(folder):
        with zipfile.ZipFile(os.path.join(folder, "product.zip"), "w") as file:
            for name, content in members.items():
                file.writestr(name, content)
    return make


def remote_vrt(path):
    m.text(path, '<VRTDataset rasterXSize="40" rasterYSize="40"><VRTRasterBand dataType="Byte" band="1">'
           "<SimpleSource><SourceFilename>/vsicurl/http://127.0.0.1:9/secret.tif</SourceFilename>"
           "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>")


def point_border(path, *points):
    m.vector(path, [(wkt, "line") for wkt in points], {"name": ogr.OFTString}, epsg=4326)


CASES = []


def add(name, command, make=None):
    CASES.append((name, command, make))


# Rasters in the wrong place, of the wrong kind, of monstrous size.
for call, name in (("pair", "later.tif"),):
    add("pair: images in different systems", CALLS[call], in_folder(m.reflectance, name, 2, epsg=32643))
    add("pair: images that do not overlap", CALLS[call], in_folder(m.reflectance, name, 2, origin=(700000.0, 4900000.0)))
    add("pair: an image of NaN only", CALLS[call], in_folder(m.raster, name, [float("nan")] * 6, names=m.ROLES))
    add("pair: a constant image", CALLS[call], in_folder(m.raster, name, [0.1] * 6, names=m.ROLES))
    add("pair: fewer bands in one image", CALLS[call], in_folder(m.raster, name, [0.1, 0.2]))
    add("pair: one pixel", "change pair image.tif later.tif --out new.tif",
        both(in_folder(m.reflectance, "image.tif", 1, cols=1, rows=1), in_folder(m.reflectance, name, 2, cols=1, rows=1)))
add("pair: no iteration", CALLS["pair"] + " --iterations 0")
add("pair: iterations that are no number", CALLS["pair"] + " --iterations many")
add("pair: an unknown method", CALLS["pair"] + " --method magic")
add("pair: a negative tolerance", CALLS["pair"] + " --tolerance -1")
add("pair: a rotated raster", CALLS["pair"],
    in_folder(m.reflectance, "later.tif", 2, transform=(600000, 10, 2, 4900000, 2, -10)))
add("pair: a raster with south up", CALLS["pair"],
    in_folder(m.reflectance, "later.tif", 2, transform=(600000, 10, 0, 4890000, 0, 10)))
add("pair: a NaN geotransform", CALLS["pair"],
    in_folder(m.reflectance, "later.tif", 2, transform=(float("nan"), 10, 0, 4890000, 0, -10)))
add("pair: a raster without bands", CALLS["pair"],
    write("later.tif", '<VRTDataset rasterXSize="40" rasterYSize="40"></VRTDataset>'))
add("pair: a raster of no size", CALLS["pair"],
    write("later.tif", '<VRTDataset rasterXSize="0" rasterYSize="0"><VRTRasterBand dataType="Byte" band="1"/></VRTDataset>'))
add("pair: a raster of negative size", CALLS["pair"],
    write("later.tif", '<VRTDataset rasterXSize="-5" rasterYSize="5"><VRTRasterBand dataType="Byte" band="1"/></VRTDataset>'))
add("pair: complex numbers", CALLS["pair"], lambda folder: gdal.Translate(
    folder + "/later.tif", folder + "/image.tif", outputType=gdal.GDT_CFloat32) and None)
add("pair: monstrous images", "change pair bomb.vrt bomb.vrt --out new.tif", write("bomb.vrt", vrt_bomb(1000000, 1000000, 6, True)))
add("built-up: a scene without near infrared", CALLS["built-up"], edit("scene/scene.toml", 'nir = "B08.tif"\n', ""))
add("built-up: scenes in different places", CALLS["built-up"],
    lambda folder: m.digital_numbers(folder + "/scene2", origin=(700000.0, 4900000.0)))
add("built-up: the significance is no probability", CALLS["built-up"] + " --significance 2")
add("built-up: a negative shift", CALLS["built-up"] + " --max-shift -3")
add("built-up: monstrous scenes", "change built-up bomb.vrt bomb2.vrt --out new.tif",
    both(write("bomb.vrt", vrt_bomb(1000000, 1000000, 6, True)), write("bomb2.vrt", vrt_bomb(1000000, 1000000, 6, True))))
add("patches: degrees", CALLS["patches"], in_folder(m.classes, "map.tif", epsg=4326, transform=(82, 0.001, 0, 44, 0, -0.001)))
add("patches: oblong cells", CALLS["patches"], in_folder(m.classes, "map.tif", transform=(0, 10, 0, 0, 0, -20)))
add("patches: fractions for classes", CALLS["patches"], in_folder(m.raster, "map.tif", [0.5]))
add("patches: nothing but no data", CALLS["patches"], in_folder(m.raster, "map.tif", [0], gdal.GDT_Byte, nodata=0))
add("patches: an unknown metric", CALLS["patches"] + " --metrics ta,beauty")
add("patches: a metric of another level", CALLS["patches"] + " --metrics shdi")
add("patches: a band that is not there", CALLS["patches"] + " --band 7")
add("patches: band 0", CALLS["patches"] + " --band 0")
add("patches: an edge depth below zero", CALLS["patches"] + " --edge-depth -1")
add("patches: a monstrous map", "patches bomb.vrt --level class --out new.csv", write("bomb.vrt", vrt_bomb(1000000, 1000000, 1, kind="Byte")))
add("transitions: one map", "change transitions map.tif --out new.json")
add("transitions: more years than maps", CALLS["transitions"].replace("2013,2017", "2013,2017,2020"))
add("transitions: years that fall", "change transitions map.tif map2.tif --years 2017,2013 --out new.json")
add("transitions: the same year twice", "change transitions map.tif map2.tif --years 2017,2017 --out new.json")
add("transitions: years that are no numbers", "change transitions map.tif map2.tif --years a,b --out new.json")
add("transitions: no year in the names", "change transitions map.tif map2.tif --out new.json")
add("transitions: maps on different grids", CALLS["transitions"], in_folder(m.classes, "map2.tif", cols=30))
add("transitions: nothing in common", CALLS["transitions"], in_folder(m.raster, "map2.tif", [0], gdal.GDT_Byte, nodata=0))
add("transitions: fractions for classes", CALLS["transitions"], in_folder(m.raster, "map2.tif", [0.5]))
add("transitions: zones on another grid", CALLS["transitions"] + " --zones zones.tif", in_folder(m.classes, "zones.tif", cols=7))
add("expansion: maps on different grids", CALLS["expansion"], in_folder(m.classes, "map2.tif", cols=30))
add("expansion: a class that is no number", "expansion map.tif map2.tif --built town --out new.gpkg")
add("expansion: one population", CALLS["expansion"] + " --population 1000 --years 5")
add("expansion: population without years", CALLS["expansion"] + " --population 1000,2000")
add("expansion: a negative population", CALLS["expansion"] + " --population -5,2000 --years 5")
add("expansion: no year between", CALLS["expansion"] + " --population 1000,2000 --years 0")
add("expansion: a negative ring", CALLS["expansion"] + " --buffer -30")
add("index: an unknown index", "index NDVX --image image.tif --out new.tif")
add("index: a picture without roles", "index NDVI --image photo.jpg --out new.tif", in_folder(jpeg, "photo.jpg"))
add("index: a band that is missing", "index NDRE1 --image image.tif --out new.tif")
add("index: an unknown constant", "index NDVI --image image.tif --out new.tif --set Q=1")
add("index: a constant that is no number", "index SAVI --image image.tif --out new.tif --set L=high")
add("index: two bands of one role", CALLS["index"], in_folder(m.raster, "image.tif", [0.1] * 6, names=["red", "red"] + m.ROLES[2:]))
add("index: a folder as the output", "index NDVI --image image.tif --out scene --overwrite")
add("zonal: zones in degrees without a system", CALLS["zonal"],
    in_folder(m.vector, "zones.gpkg", [(m.box(0, 0, 20, 40), "west")], {"name": ogr.OFTString}, epsg=None))
add("zonal: points as zones", CALLS["zonal"], in_folder(m.vector, "zones.gpkg", [("POINT(600100 4899900)", "west")], {"name": ogr.OFTString}))
add("zonal: no zone", CALLS["zonal"], in_folder(m.vector, "zones.gpkg", [], {"name": ogr.OFTString}))
add("zonal: an unknown field", "zonal image.tif zones.gpkg --id county --out new.csv")
add("zonal: an unknown statistic", CALLS["zonal"] + " --stats mean,happiness")
add("zonal: a quantile above one", CALLS["zonal"] + " --stats quantile(1.5)")
add("sample: a class map of fractions", CALLS["sample"], in_folder(m.raster, "map.tif", [0.5]))
add("sample: a map of nothing", CALLS["sample"], in_folder(m.raster, "map.tif", [0], gdal.GDT_Byte, nodata=0))
add("sample: an interval of zero", CALLS["sample"] + " --interval 0")
add("sample: an interval above one", CALLS["sample"] + " --interval 1.5")
add("sample: an expected accuracy of two", CALLS["sample"] + " --expected 2")
add("sample: an expected accuracy of an unknown stratum", CALLS["sample"] + " --expected 9:0.8")
add("sample: strata on another grid", CALLS["sample"] + " --strata s.tif", in_folder(m.classes, "s.tif", cols=7))
add("sample: a negative number of samples", CALLS["sample"] + " --least -5")

# Cost and current.
add("cost-distance: degrees", CALLS["cost-distance"], in_folder(m.raster, "cost.tif", [1], epsg=4326, transform=(82, 0.001, 0, 44, 0, -0.001)))
add("cost-distance: a negative cost", CALLS["cost-distance"], in_folder(m.raster, "cost.tif", [-1]))
add("cost-distance: barriers everywhere", CALLS["cost-distance"], in_folder(m.raster, "cost.tif", [float("nan")]))
add("cost-distance: infinite cost", CALLS["cost-distance"], in_folder(m.raster, "cost.tif", [float("inf")]))
add("cost-distance: no source", CALLS["cost-distance"], in_folder(m.raster, "sources.tif", [0], gdal.GDT_Byte))
add("cost-distance: sources on another grid", CALLS["cost-distance"], in_folder(m.raster, "sources.tif", [1], gdal.GDT_Byte, cols=7))
add("cost-distance: sources that lie elsewhere", "cost-distance cost.tif far.gpkg --out new.tif",
    in_folder(m.vector, "far.gpkg", [("POINT(0 0)", 1)], {"id": ogr.OFTInteger}))
add("cost-distance: a negative limit", CALLS["cost-distance"] + " --max -1")
add("cost-distance: five neighbours", CALLS["cost-distance"] + " --neighbours 5")
add("cost-distance: walking without heights", "cost-distance cost.tif sources.tif --walk tobler --out new.tif")
add("cost-distance: heights on another grid", CALLS["cost-distance-dem"], in_folder(m.raster, "dem.tif", [1], cols=7))
add("cost-distance: three walking coefficients", CALLS["cost-distance-dem"].replace("tobler", "langmuir") + " --walk-coefficients 1,2,3")
add("cost-distance: a monstrous surface", "cost-distance bomb.vrt sources.tif --out new.tif", write("bomb.vrt", vrt_bomb(1000000, 1000000)))
add("current-flow: one focal point", CALLS["current-flow"], edit("focal.asc", "2", "-9999"))
add("current-flow: no focal point", CALLS["current-flow"], both(edit("focal.asc", "2", "-9999"), edit("focal.asc", "\n1 ", "\n-9999 ")))
add("current-flow: a negative resistance", CALLS["current-flow"], edit("habitat.asc", "5 5", "5 -5"))
add("current-flow: words for numbers", CALLS["current-flow"], edit("habitat.asc", "5 5", "high low"))
add("current-flow: too few values", CALLS["current-flow"], edit("habitat.asc", "nrows 8", "nrows 80"))
add("current-flow: no columns", CALLS["current-flow"], edit("habitat.asc", "ncols 8", "ncols 0"))
add("current-flow: a monstrous header", CALLS["current-flow"], edit("habitat.asc", "ncols 8\nnrows 8", "ncols 99999999\nnrows 99999999"))
add("current-flow: a cell of no size", CALLS["current-flow"], edit("habitat.asc", "cellsize 10", "cellsize 0"))
add("current-flow: focal points on another grid", CALLS["current-flow"], edit("focal.asc", "cellsize 10", "cellsize 20"))
add("current-flow: nothing conducts", CALLS["current-flow"], edit("habitat.asc", "5 ", "-9999 "))
add("current-flow: an unknown mode", CALLS["current-flow"] + " --mode sideways")
add("current-flow: advanced without grounds", CALLS["current-flow"] + " --mode advanced")
add("current-flow: pairs that are no table", CALLS["current-flow"] + " --pairs habitat.asc")
add("current-flow: a mask on another grid", CALLS["current-flow"] + " --mask map.tif")

# Learning.
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
add("train: too deep", CALLS["train"] + " --depth 99")
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

# Tables.
TABLE_FAULTS = [
    ("only a header", "name,cost,gain\n"),
    ("a row too short", "name,cost,gain\nA,1,5\nB,2\n"),
    ("a row too long", "name,cost,gain\nA,1,5\nB,2,9,7\n"),
    ("two columns of one name", "name,cost,cost,gain\nA,1,2,5\nB,2,3,9\n"),
    ("a column without a name", "name,cost,,gain\nA,1,2,5\nB,2,3,9\n"),
    ("an open quote", 'name,cost,gain\n"A,1,5\nB,2,9\n'),
    ("a NUL byte", b"name,cost,gain\nA,1,5\nB,\0,9\n"),
    ("decimal commas", "name;cost;gain\nA;1,5;5,5\nB;2,5;9,5\n"),
    ("UTF-16", "name,cost,gain\nA,1,5\nB,2,9\n".encode("utf-16")),
    ("a BOM and CRLF and a gap", b"\xef\xbb\xbfname,cost,gain\r\nA,1,5\r\nB,,9\r\n"),
    ("a word for a number", "name,cost,gain\nA,1,5\nB,cheap,9\n"),
    ("an infinite value", "name,cost,gain\nA,1,5\nB,inf,9\nC,3,4\n"),
    ("two rows of one name", "name,cost,gain\nA,1,5\nA,2,9\n"),
    ("a row without a name", "name,cost,gain\nA,1,5\n,2,9\nC,2,2\n"),
    ("a single row", "name,cost,gain\nA,1,5\n"),
    ("a missing column", "name,cost\nA,1\nB,2\n"),
    ("bytes that are no text", b"name,cost,gain\nA,1,5\n\xff\xfe\x80,x,9\n"),
]
for fault, content in TABLE_FAULTS:
    add(f"score: {fault}", CALLS["score"], write("table.csv", content))
    if fault not in ("a missing column", "two rows of one name", "a word for a number", "a row without a name",
                     "bytes that are no text"):
        add(f"cluster: {fault}", CALLS["cluster"], write("table.csv", content))
add("score: a JSON table of no rows", CALLS["score"].replace("table.csv", "table.json"), write("table.json", "[]"))
add("score: a JSON table that is an object", CALLS["score"].replace("table.csv", "table.json"), write("table.json", '{"a": 1}'))
add("score: JSON nested too deep", CALLS["score"].replace("table.csv", "table.json"), write("table.json", "[" * 100000))
add("score: an unknown direction", CALLS["score"], edit("criteria.csv", "benefit", "sideways"))
add("score: a criterion that comes twice", CALLS["score"], append("criteria.csv", "gain,benefit,0.1\n"))
add("score: no criterion", CALLS["score"], write("criteria.csv", "criterion,direction\n"))
add("score: given weights that are missing", CALLS["score"].replace("entropy", "given"), write("criteria.csv", "criterion,direction\ncost,cost\ngain,benefit\n"))
add("score: a negative weight", CALLS["score"].replace("entropy", "given"), edit("criteria.csv", "0.4", "-0.4"))
add("score: an unknown weighting", CALLS["score"].replace("entropy", "gut"))
add("score: an unknown ranking", CALLS["score"].replace("topsis", "tarot"))
add("score: an unknown normalisation", CALLS["score"] + " --normalise softly")
add("score: zero for a logarithm", CALLS["score"].replace("entropy", "merec"), edit("table.csv", "A,1,5", "A,0,0"))
add("score: a v above one", CALLS["score"].replace("topsis", "vikor") + " --v 3")
add("score: AHP without comparisons", CALLS["score"].replace("entropy", "ahp"))
add("score: AHP comparisons that are not square", CALLS["score"].replace("entropy", "ahp") + " --comparisons p.csv", write("p.csv", "criterion,cost\ncost,1\ngain,2\n"))
add("score: AHP comparisons that contradict themselves", CALLS["score"].replace("entropy", "ahp") + " --comparisons p.csv",
    write("p.csv", "criterion,cost,gain\ncost,1,3\ngain,3,1\n"))
add("score: an unknown preference function", CALLS["score"].replace("topsis", "promethee2"),
    write("criteria.csv", "criterion,direction,preference\ncost,cost,wavy\ngain,benefit,usual\n"))
add("cluster: more clusters than rows", CALLS["cluster"].replace("--k 2", "--k 9"))
add("cluster: no cluster", CALLS["cluster"].replace("--k 2", "--k 0"))
add("cluster: an unknown column", CALLS["cluster"] + " --columns beauty")
add("cluster: a constant column standardised", CALLS["cluster"] + " --standardise", write("table.csv", "name,cost\nA,1\nB,1\nC,1\n"))
add("cluster: distances that are not square", CALLS["cluster-distances"], write("distances.csv", "name,A,B\nA,0,1\nB,1,0\nC,4,3\n"))
add("cluster: distances that differ by direction", CALLS["cluster-distances"], edit("distances.csv", "A,0,1,4", "A,0,2,4"))
add("cluster: a negative distance", CALLS["cluster-distances"], write("distances.csv", "name,A,B\nA,0,-1\nB,-1,0\n"))
add("cluster: a distance to itself", CALLS["cluster-distances"], edit("distances.csv", "A,0,", "A,5,"))
add("cluster: k-means on distances", CALLS["cluster-distances"] + " --method kmeans")
add("compare: a missing column", CALLS["compare"], write("measures.csv", "zone,side,value\nz,a,1\n"))
add("compare: one side only", CALLS["compare"], edit("measures.csv", ",b,", ",a,"))
add("compare: names of one side", CALLS["compare"] + " --sides a")
add("compare: a value that is a word", CALLS["compare"], edit("measures.csv", "0.5,1", "half,1"))
add("compare: the same row twice", CALLS["compare"], append("measures.csv", "z1,b,0-1,2020,share,0.3,1,0.2,0.4,100\n"))
add("compare: two units", CALLS["compare"], edit("measures.csv", "0.3,1", "0.3,ha"))
add("compare: a lower bound above the value", CALLS["compare"], edit("measures.csv", "0.4,0.6", "0.9,0.6"))
add("discontinuity: an unknown column", CALLS["discontinuity"].replace("--outcome y", "--outcome z"))
add("discontinuity: a column of words", CALLS["discontinuity"], edit("points.csv", "\n-2.0,", "\nfar,"))
add("discontinuity: all points on one side", CALLS["discontinuity"], edit("points.csv", "\n-", "\n"))
add("discontinuity: a cutoff beyond the points", CALLS["discontinuity"] + " --cutoff 99")
add("discontinuity: a bandwidth of zero", CALLS["discontinuity"] + " --bandwidth 0")
add("discontinuity: a negative bandwidth", CALLS["discontinuity"] + " --bandwidth -1")
add("discontinuity: a bandwidth without a point", CALLS["discontinuity"] + " --bandwidth 0.0001")
add("discontinuity: a negative order", CALLS["discontinuity"] + " --order -1")
add("discontinuity: an order of ninety-nine", CALLS["discontinuity"] + " --order 99")
add("discontinuity: an unknown kernel", CALLS["discontinuity"] + " --kernel corn")
add("discontinuity: an unknown covariate", CALLS["discontinuity"] + " --covariates beauty")
add("discontinuity: one row", CALLS["discontinuity"], write("points.csv", "x,y\n1,1\n"))
add("discontinuity: a constant distance", CALLS["discontinuity"], write("points.csv", "x,y\n" + "1,2\n" * 50))
add("breaks: no day", CALLS["breaks"], edit("observations.csv", "day,", "when,"))
add("breaks: days that are words", CALLS["breaks"], edit("observations.csv", "\n736000,", "\nmonday,"))
add("breaks: an unknown qa code", CALLS["breaks"], edit("observations.csv", ",2900,0", ",2900,77"))
add("breaks: a probability of two", CALLS["breaks"] + " --probability 2")
add("breaks: no observation to confirm", CALLS["breaks"] + " --peek 0")
add("breaks: no band", CALLS["breaks"], write("observations.csv", "day,qa\n736000,0\n736016,0\n"))

# Borders and places.
add("sides: a border of one point", CALLS["sides"], write_json("border.geojson", {
    "type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {
        "type": "LineString", "coordinates": [[82.2, 44.2]]}}]}))
add("sides: a border of one place twice", CALLS["sides"], in_folder(point_border, "border.geojson", "LINESTRING(82.2 44.2,82.2 44.2)"))
add("sides: a border of points", CALLS["sides"], in_folder(point_border, "border.geojson", "POINT(82.2 44.2)"))
add("sides: a border without features", CALLS["sides"], write_json("border.geojson", {"type": "FeatureCollection", "features": []}))
add("sides: a border with swapped axes", CALLS["sides"], in_folder(point_border, "border.geojson", "LINESTRING(44.2 182.2,44.3 182.3)"))
add("sides: swapped axes of the places", CALLS["sides"], write("places.csv", "id,lon,lat\n1,44.2,182.2\n"))
add("sides: a latitude beyond the pole", CALLS["sides"], write("places.csv", "id,lon,lat\n1,82.2,91\n"))
add("sides: no longitude", CALLS["sides"], write("places.csv", "id,x,y\n1,82.2,44\n"))
add("sides: a longitude that is a word", CALLS["sides"], append("places.csv", "3,east,44\n"))
add("sides: an empty place", CALLS["sides"], append("places.csv", "3,,\n"))
add("sides: a point for side a on the line", CALLS["sides"].replace("82.2,44.24", "82.2551,44.2480"))
add("sides: a point for side a of one number", CALLS["sides"].replace("82.2,44.24", "82.2"))
add("sides: a point for side a of words", CALLS["sides"].replace("82.2,44.24", "east,north"))
add("sides: a border with NaN", CALLS["sides"], write("border.geojson", '{"type":"LineString","coordinates":[[82,44],[NaN,45]]}'))
add("init: no year", CALLS["init"].replace("2017,2020", "soon"))
add("init: a point for side a of one number", CALLS["init"].replace("82.2,44.24", "82.2"))
add("init: a border of points", CALLS["init"], in_folder(point_border, "border.geojson", "POINT(82.2 44.2)"))

# Networks.
for call in ("access", "corridor"):
    add(f"{call}: two nodes of one id", CALLS[call], append("nodes.csv", "A,80,44,CHN,core,5\n"))
    add(f"{call}: a node without an id", CALLS[call], append("nodes.csv", ",80,44,CHN,core,5\n"))
    add(f"{call}: an edge to nowhere", CALLS[call], append("edges.csv", "A,Z,45,60,road,operating,\n"))
    add(f"{call}: an edge to itself", CALLS[call], append("edges.csv", "A,A,45,60,road,operating,\n"))
    add(f"{call}: a negative length", CALLS[call], edit("edges.csv", "A,B,45", "A,B,-45"))
    add(f"{call}: a length of NaN", CALLS[call], edit("edges.csv", "A,B,45", "A,B,NaN"))
    add(f"{call}: no speed", CALLS[call], edit("edges.csv", "45,60", "45,0"))
    add(f"{call}: an unknown crossing", CALLS[call], edit("edges.csv", "X1", "X9"))
    add(f"{call}: two crossings of one id", CALLS[call], append("crossings.csv", "X1,3,0\n"))
    add(f"{call}: a negative wait", CALLS[call], edit("crossings.csv", "X1,5", "X1,-5"))
    add(f"{call}: no edge", CALLS[call], write("edges.csv", "from,to,km,speed_kmh,mode,status,crossing_id\n"))
    add(f"{call}: no node", CALLS[call], write("nodes.csv", "id,lon,lat,country,role,population\n"))
    add(f"{call}: edges without km", CALLS[call], edit("edges.csv", "to,km,", "to,miles,"))
add("access: an unknown mass", CALLS["access"] + " --mass beauty")
add("access: a negative mass", CALLS["access"], edit("nodes.csv", "1000", "-1000"))
add("access: isochrones that are words", CALLS["access"] + " --isochrones soon")
add("access: a negative isochrone", CALLS["access"] + " --isochrones -4")
add("access: from a place that is not there", CALLS["access"] + " --isochrones 4 --from Z")
add("access: to a border of unknown crossings", CALLS["access"] + " --to-border --border-crossings X9")
add("corridor: one core", CALLS["corridor"].replace("A,D", "A"))
add("corridor: an unknown core", CALLS["corridor"].replace("A,D", "A,Z"))
add("corridor: a core twice", CALLS["corridor"].replace("A,D", "A,A"))
add("corridor: no axis", CALLS["corridor"] + " --axes 0")
add("corridor: a scenario with an unknown key", CALLS["corridor"], append("scenario.toml", "[magic]\nx = 1\n"))
add("corridor: a scenario without a name", CALLS["corridor"], edit("scenario.toml", 'name = "base"\n', ""))
add("corridor: a scenario that names a path", CALLS["corridor"], edit("scenario.toml", '"base"', '"../../outside/base"'))
add("corridor: a link to nowhere", CALLS["corridor"], append("scenario.toml", '[[link]]\nfrom = "A"\nto = "Z"\n'))
add("corridor: the output is a file", CALLS["corridor"].replace("--out new", "--out map.tif"))
add("network: a flow to nowhere", CALLS["network"], append("flows.csv", "A,Z,5,50\n"))
add("network: a negative flow", CALLS["network"], edit("flows.csv", "A,B,10", "A,B,-10"))
add("network: a distance of zero", CALLS["network"], edit("flows.csv", "A,B,10,40", "A,B,10,0"))
add("network: a negative distance", CALLS["network"], edit("flows.csv", "A,B,10,40", "A,B,10,-40"))
add("network: a mass of zero", CALLS["network"], edit("masses.csv", "A,1000,1000", "A,0,1000"))
add("network: two nodes of one id", CALLS["network"], append("masses.csv", "A,1,1\n"))
add("network: the same flow twice", CALLS["network"], append("flows.csv", "A,B,10,40\n"))
add("network: no flow", CALLS["network"], write("flows.csv", "origin,destination,flow,distance_km\n"))
add("network: all flows zero", CALLS["network"], write("flows.csv", "origin,destination,flow,distance_km\nA,B,0,40\nB,A,0,40\nA,C,0,50\n"))
add("network: an alpha of zero", CALLS["network"] + " --alpha 0")
add("network: an unknown decay", CALLS["network"] + " --decay tooth")
