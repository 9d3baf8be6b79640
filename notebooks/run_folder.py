"""Reads a finished run folder for the notebooks. It opens and draws; it computes no results."""

import json
import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import geopandas
import matplotlib.pyplot as plt
import numpy
import pandas
import rasterio
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch
from rasterio.merge import merge

SIDE_COLOURS = {"a": "#0072b2", "b": "#d55e00"}  # Okabe and Ito: told apart by colour-blind readers


class RunFolder:
    """A folder that `borderlens run` has filled.

    Without a path: the environment variable BORDERLENS_RUN, else ../runs/khorgos, where
    pipelines/demo.sh puts the sample study.
    """

    def __init__(self, path=None):
        self.path = Path(path or os.environ.get("BORDERLENS_RUN", "../runs/khorgos"))
        if not (self.path / "run.json").exists():
            raise SystemExit(
                f"{self.path}: no finished run here. Make one with pipelines/demo.sh, or name yours:"
                " set the environment variable BORDERLENS_RUN before starting Jupyter."
            )
        self.record = self.json("run.json")

    def json(self, name):
        return json.loads((self.path / name).read_text())

    def has(self, name):
        return (self.path / name).exists()

    def table(self, name):
        """A table of tables/ with periods and bands as texts: 2020 is a name, not a number."""
        texts = {"period": str, "zone": str, "band": str, "side": str, "unit": str}
        path = self.path / "tables" / f"{name}.csv"
        return pandas.read_csv(path, dtype=texts).fillna({"side": ""})

    def layer(self, package, name):
        return geopandas.read_file(self.path / package, layer=name)

    def periods(self):
        return sorted(p.name for p in (self.path / "composites").iterdir() if p.is_dir())

    def raster(self, pattern, bands=None):
        """All tiles that fit a pattern as one picture: values, (left, right, bottom, top) in km."""
        sources = [rasterio.open(path) for path in self._tiles(pattern)]
        values, transform = merge(sources, indexes=bands)
        for source in sources:
            source.close()
        left, top = transform.c, transform.f
        right = left + transform.a * values.shape[2]
        bottom = top + transform.e * values.shape[1]
        extent = tuple(v / 1000 for v in (left, right, bottom, top))
        return (values[0] if bands is None or len(bands) == 1 else values), extent

    def band_names(self, pattern):
        with rasterio.open(self._tiles(pattern)[0]) as source:
            return list(source.descriptions)

    def legend(self, pattern):
        """{code: (name, colour)} of a class raster, from its colour table and category names."""
        path = self._tiles(pattern)[0]
        categories = ElementTree.parse(f"{path}.aux.xml").getroot().iter("Category")
        names = [category.text or "" for category in categories]
        with rasterio.open(path) as source:
            colours = source.colormap(1)
        return {code: (name, tuple(v / 255 for v in colours[code][:3]))
                for code, name in enumerate(names) if name}

    def _tiles(self, pattern):
        wanted = "_probability" in pattern
        paths = sorted(p for p in self.path.glob(pattern) if wanted == ("_probability" in p.name))
        if not paths:
            raise SystemExit(f"{self.path}/{pattern}: no such file in this run")
        return paths


def show_classes(axes, values, extent, legend):
    """Draws class codes in the colours of their legend; ground without data stays white."""
    size = max(legend) + 1
    colours = [legend[c][1] if c in legend else (1, 1, 1) for c in range(size)]
    axes.imshow(values, cmap=ListedColormap(colours), vmin=-0.5, vmax=size - 0.5, extent=extent,
                interpolation="nearest")


def class_key(figure, legend, present=None):
    """A key beside the maps, only with classes that are on them."""
    patches = [Patch(color=colour, label=name.replace("_", " "))
               for code, (name, colour) in legend.items() if present is None or code in present]
    figure.legend(handles=patches, frameon=False, loc="center right")


def show_true_colour(axes, bands, extent):
    """Red, green, blue between the 2nd and the 98th percentile, dark ground lifted."""
    low, high = numpy.nanpercentile(bands, [2, 98])
    picture = numpy.clip((numpy.moveaxis(bands, 0, -1) - low) / (high - low), 0, 1) ** 0.6
    axes.imshow(numpy.nan_to_num(picture, nan=1.0), extent=extent)


def show_border(axes, run, **style):
    """The border line in the kilometres of the maps, which keep their extent."""
    box = axes.axis()
    line = run.layer("study.gpkg", "border").scale(1e-3, 1e-3, origin=(0, 0))
    line.plot(ax=axes, **{"color": "black", "linewidth": 1.5, **style})
    axes.axis(box)


def intervals(axes, positions, rows, value, colour, label=None):
    """Points with their 95 % intervals: columns `value`, `value`_low, `value`_high."""
    middle = rows[value].to_numpy(float)
    spans = numpy.abs([middle - rows[f"{value}_low"], rows[f"{value}_high"] - middle])
    axes.errorbar(positions, middle, yerr=spans, fmt="o", color=colour, capsize=3, label=label)


def plain(name):
    """share_built_up -> built up"""
    return name.replace("share_", "").replace("_", " ")


plt.rcParams.update({"figure.dpi": 90, "axes.spines.top": False, "axes.spines.right": False})
