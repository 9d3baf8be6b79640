"""Rasters in the wrong place, of the wrong kind, of monstrous size; costs and currents."""

from osgeo import gdal, ogr

import material as m
from makers import CALLS, add, both, edit, in_folder, jpeg, vrt_bomb, write

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
add("cost-distance: a slope curve that falls", CALLS["cost-distance-dem"].replace("tobler", "curve") + " --slope-curve curve.csv",
    write("curve.csv", "slope,speed_kmh\n0,5\n-0.1,6\n"))
add("cost-distance: a slope curve without speeds", CALLS["cost-distance-dem"].replace("tobler", "curve") + " --slope-curve curve.csv",
    write("curve.csv", "slope,kmh\n0,5\n0.1,4\n"))
add("cost-distance: a slope curve beside Tobler's", CALLS["cost-distance-dem"] + " --slope-curve curve.csv",
    write("curve.csv", "slope,speed_kmh\n0,5\n0.1,4\n"))
add("cost-distance: a curve that is not given", CALLS["cost-distance-dem"].replace("tobler", "curve"))
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
