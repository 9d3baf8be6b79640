"""The catalogue, and how cases are made: (name, command, what to do to the sound files in the folder)."""

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
