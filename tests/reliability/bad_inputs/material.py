"""Sound small files of every kind the program reads; a bad input is one of them with one thing wrong."""

import json
import os
import random

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()

EPSG = 32644
ORIGIN = (600000.0, 4900000.0)  # metres; 82.25 E, 44.25 N
SIZE = 40
ROLES = ["blue", "green", "red", "nir", "swir1", "swir2"]


def reference(epsg):
    system = osr.SpatialReference()
    system.ImportFromEPSG(epsg)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def raster(path, bands, kind=gdal.GDT_Float32, cols=SIZE, rows=SIZE, epsg=EPSG, origin=ORIGIN, pixel=10.0,
           nodata=None, names=None, transform=None, driver="GTiff"):
    """bands: functions of (row, col), or one number a band."""
    made = gdal.GetDriverByName("MEM").Create("", cols, rows, len(bands), kind)
    if epsg:
        made.SetProjection(reference(epsg).ExportToWkt())
    if transform is None and origin is not None:
        transform = (origin[0], pixel, 0, origin[1], 0, -pixel)
    if transform is not None:
        made.SetGeoTransform(transform)
    code = {gdal.GDT_Byte: "B", gdal.GDT_UInt16: "H", gdal.GDT_Int32: "i", gdal.GDT_Float64: "d"}.get(kind, "f")
    from array import array
    for number, band in enumerate(bands, 1):
        values = array(code, (band(row, col) if callable(band) else band for row in range(rows) for col in range(cols)))
        target = made.GetRasterBand(number)
        target.WriteRaster(0, 0, cols, rows, values.tobytes())
        if nodata is not None:
            target.SetNoDataValue(nodata)
        if names:
            target.SetDescription(names[number - 1])
    gdal.GetDriverByName(driver).CreateCopy(path, made)


def reflectance(path, seed=1, **options):
    """Left half vegetation, right half bare, with noise."""
    noise = random.Random(seed)
    left, right = [0.03, 0.06, 0.04, 0.45, 0.2, 0.1], [0.12, 0.16, 0.2, 0.26, 0.34, 0.3]
    half = options.get("cols", SIZE) // 2
    bands = [lambda row, col, b=b: (left if col < half else right)[b] + noise.gauss(0, 0.01) for b in range(6)]
    raster(path, bands, names=ROLES, **options)


def classes(path, shift=0, **options):
    def code(row, col):
        return 1 + (1 if col + shift >= SIZE // 2 else 0) + (1 if 10 <= row < 20 and 5 <= col < 15 + shift else 0)
    raster(path, [code], gdal.GDT_Byte, **options)


def vector(path, features, fields, epsg=EPSG, layer="layer"):
    """features: (WKT or None, value, value, ...); fields: name -> ogr type."""
    made = ogr.GetDriverByName("GeoJSON" if path.endswith("json") else "GPKG").CreateDataSource(path)
    target = made.CreateLayer(layer, reference(epsg) if epsg else None, ogr.wkbUnknown)
    for name, kind in fields.items():
        target.CreateField(ogr.FieldDefn(name, kind))
    for shape, *values in features:
        feature = ogr.Feature(target.GetLayerDefn())
        for position, value in enumerate(values):
            if value is not None:
                feature.SetField(position, value)
        if shape:
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkt(shape))
        target.CreateFeature(feature)


def box(col, row, cols, rows):
    """A rectangle in pixels of the usual grid, as WKT."""
    x0, y0 = ORIGIN[0] + col * 10, ORIGIN[1] - row * 10
    x1, y1 = x0 + cols * 10, y0 - rows * 10
    return f"POLYGON(({x0} {y0},{x1} {y0},{x1} {y1},{x0} {y1},{x0} {y0}))"


def text(path, content):
    mode = "wb" if isinstance(content, bytes) else "w"
    with open(path, mode) as file:
        file.write(content)


def write_json(path, content):
    text(path, json.dumps(content))


SIDECAR = """date = "2020-07-01"
level = "L2A"
scale = 0.0001
nodata = 0
[bands]
blue = "B02.tif"
green = "B03.tif"
red = "B04.tif"
nir = "B08.tif"
swir1 = "B11.tif"
swir2 = "B12.tif"
"""

STUDY = """[study]
title = "Bad inputs"
crs = "EPSG:32644"
pixel_size_m = 10
tile_px = 64
run_folder = "run"
[border]
line = "border.geojson"
side_a_lonlat = [82.249, 44.245]
zone_km = 0.2
bands_km = [0, 0.1, 0.2]
segment_km = 0.1
[scenes]
paths = ["scene"]
[season]
years = [2020]
[labels]
path = "samples.gpkg"
trees = 5
[lenses]
use = ["land_use"]
[comparison]
cell_km = 0.05
bootstrap_count = 50
"""

NODES = """id,lon,lat,country,role,population
A,80.0,44.0,CHN,core,1000
B,80.5,44.1,CHN,candidate,500
C,81.0,44.2,KAZ,candidate,400
D,81.5,44.3,KAZ,core,900
"""
EDGES = """from,to,km,speed_kmh,mode,status,crossing_id
A,B,45,60,road,operating,
B,C,45,60,road,operating,X1
C,D,45,60,road,operating,
A,D,200,60,road,operating,X2
"""
CROSSINGS = "id,wait_h,gauge_change_h\nX1,5,0\nX2,3,0\n"
FLOWS = """origin,destination,flow,distance_km
A,B,10,40
A,C,20,80
B,A,15,40
B,C,30,40
C,A,5,80
C,B,12,40
A,D,4,120
D,A,3,120
B,D,6,80
D,B,7,80
"""
MASSES = "id,origin_mass,destination_mass\nA,1000,1000\nB,500,500\nC,400,400\nD,900,900\n"
TABLE = "name,cost,gain\nA,1,5\nB,2,9\nC,4,6\nD,8,7\n"
CRITERIA = "criterion,direction,weight\ncost,cost,0.4\ngain,benefit,0.6\n"
SAMPLES = "map,reference\n" + "1,1\n" * 20 + "1,2\n" * 3 + "2,2\n" * 25 + "2,1\n" * 2
STRATA = "class,pixels\n1,1000\n2,3000\n"
MEASURES = """zone,side,band,period,metric,value,unit,low,high,n
z1,a,0-1,2020,share,0.5,1,0.4,0.6,100
z1,b,0-1,2020,share,0.3,1,0.2,0.4,100
"""
SCENARIO = 'name = "base"\ntitle = "Base"\n[rules]\nstatuses = ["operating"]\n'
MTL = """GROUP = LANDSAT_METADATA_FILE
  GROUP = PRODUCT_CONTENTS
    LANDSAT_PRODUCT_ID = "LC08_L2SP_147029_20200701_20200913_02_T1"
    PROCESSING_LEVEL = "L2SP"
    COLLECTION_NUMBER = 02
    FILE_NAME_BAND_4 = "LC08_SR_B4.TIF"
    FILE_NAME_BAND_5 = "LC08_SR_B5.TIF"
  END_GROUP = PRODUCT_CONTENTS
  GROUP = IMAGE_ATTRIBUTES
    SPACECRAFT_ID = "LANDSAT_8"
    SENSOR_ID = "OLI_TIRS"
    DATE_ACQUIRED = 2020-07-01
    CLOUD_COVER = 1.00
  END_GROUP = IMAGE_ATTRIBUTES
  GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
    REFLECTANCE_MULT_BAND_4 = 2.75e-05
    REFLECTANCE_ADD_BAND_4 = -0.2
    REFLECTANCE_MULT_BAND_5 = 2.75e-05
    REFLECTANCE_ADD_BAND_5 = -0.2
  END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS
END_GROUP = LANDSAT_METADATA_FILE
END
"""
SAFE = """<?xml version="1.0"?>
<n1:Level-2A_User_Product xmlns:n1="x">
<PRODUCT_START_TIME>2020-07-01T05:00:00.000Z</PRODUCT_START_TIME>
<PRODUCT_URI>S2A_MSIL2A_20200701T050000_N0214_R019_T44TNQ_20200701T080000.SAFE</PRODUCT_URI>
<PROCESSING_LEVEL>Level-2A</PROCESSING_LEVEL>
<PROCESSING_BASELINE>02.14</PROCESSING_BASELINE>
<BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE>
</n1:Level-2A_User_Product>
"""


def stac_item(href, role="red"):
    return {"type": "Feature", "stac_version": "1.0.0", "id": "S2A_44TNQ_20200701_0_L2A",
            "collection": "sentinel-2-l2a", "properties": {"platform": "sentinel-2a",
                                                           "datetime": "2020-07-01T05:00:00Z"},
            "assets": {role: {"href": href}, "nir": {"href": "B08.tif"}}, "links": []}


def digital_numbers(folder, cols=SIZE, rows=SIZE, **options):
    os.makedirs(folder, exist_ok=True)
    noise = random.Random(5)
    for name, left, right in (("B02", 300, 1200), ("B03", 600, 1600), ("B04", 400, 2000), ("B08", 4500, 2600),
                              ("B11", 2000, 3400), ("B12", 1000, 3000)):
        raster(f"{folder}/{name}.tif",
               [lambda row, col, a=left, b=right: (a if col < cols // 2 else b) + noise.randint(0, 90)],
               gdal.GDT_UInt16, cols, rows, **options)


def observations(days=range(736000, 739000, 16)):
    noise = random.Random(3)
    rows = ["day,blue,green,red,nir,swir1,swir2,thermal,qa"]
    for day in days:
        rows.append(f"{day}," + ",".join(str(v + noise.randint(-20, 20)) for v in (300, 500, 400, 3000, 2000, 1000))
                    + ",2900,0")
    return "\n".join(rows) + "\n"


def make_all(folder):
    """Everything a case may start from, in `folder`."""
    os.makedirs(folder, exist_ok=True)
    here = os.getcwd()
    os.chdir(folder)
    try:
        reflectance("image.tif", 1)
        reflectance("later.tif", 2)
        classes("map.tif")
        classes("map2.tif", 3)
        raster("cost.tif", [lambda row, col: 1 + (row + col) % 3], epsg=EPSG)
        raster("dem.tif", [lambda row, col: 500 + row], epsg=EPSG)
        raster("sources.tif", [lambda row, col: 1 if row == col == 5 else 0], gdal.GDT_Byte)
        vector("samples.gpkg", [(box(1 + 4 * i, 2 + 8 * i, 4, 5), 1, "green") for i in range(4)] +
               [(box(22 + 4 * i, 2 + 8 * i, 4, 5), 2, "bare") for i in range(4)],
               {"class": ogr.OFTInteger, "class_name": ogr.OFTString})
        vector("zones.gpkg", [(box(0, 0, 20, 40), "west"), (box(20, 0, 20, 40), "east")], {"name": ogr.OFTString})
        vector("to.gpkg", [(f"POINT({ORIGIN[0] + 305} {ORIGIN[1] - 305})", 1)], {"id": ogr.OFTInteger})
        vector("border.geojson", [("LINESTRING(82.2551 44.2480,82.2549 44.2430)", "line")], {"name": ogr.OFTString},
               epsg=4326)
        text("places.csv", "id,lon,lat\n1,82.2,44.24\n2,82.3,44.25\n")
        rows = "".join("5 " * 8 + "\n" for _ in range(8))
        head = "ncols 8\nnrows 8\nxllcorner 0\nyllcorner 0\ncellsize 10\nNODATA_value -9999\n"
        text("habitat.asc", head + rows)
        focal = [["-9999"] * 8 for _ in range(8)]
        focal[0][0], focal[7][7] = "1", "2"
        text("focal.asc", head + "".join(" ".join(line) + "\n" for line in focal))
        digital_numbers("scene")
        text("scene/scene.toml", SIDECAR)
        digital_numbers("scene2")
        text("scene2/scene.toml", SIDECAR.replace("2020-07-01", "2021-07-01"))
        for name, content in (("nodes.csv", NODES), ("edges.csv", EDGES), ("crossings.csv", CROSSINGS),
                              ("flows.csv", FLOWS), ("masses.csv", MASSES), ("table.csv", TABLE),
                              ("criteria.csv", CRITERIA), ("accuracy.csv", SAMPLES), ("strata.csv", STRATA),
                              ("measures.csv", MEASURES), ("scenario.toml", SCENARIO), ("study.toml", STUDY),
                              ("observations.csv", observations())):
            text(name, content)
        noise = random.Random(9)
        text("points.csv", "x,y\n" + "".join(
            f"{x / 100},{(0.5 if x >= 0 else 0) + noise.gauss(0, 0.3):.6f}\n" for x in range(-200, 200)))
        text("distances.csv", "name,A,B,C\nA,0,1,4\nB,1,0,3\nC,4,3,0\n")
    finally:
        os.chdir(here)
