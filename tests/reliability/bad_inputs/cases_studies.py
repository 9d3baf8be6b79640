"""Studies that cannot run, and calls that name nothing there is."""

from osgeo import ogr

import material as m
from makers import add, append, both, edit, in_folder, point_border, write

RUN, S = "run study.toml", "study.toml"
for fault, make in {
    "an unknown table": append(S, "[magic]\nx = 1\n"),
    "an unknown key": edit(S, "tile_px = 64", "tile_px = 64\ntail_px = 3"),
    "a word for a number": edit(S, "pixel_size_m = 10", 'pixel_size_m = "ten"'),
    "a pixel of no size": edit(S, "pixel_size_m = 10", "pixel_size_m = 0"),
    "a pixel of negative size": edit(S, "pixel_size_m = 10", "pixel_size_m = -10"),
    "a pixel of NaN": edit(S, "pixel_size_m = 10", "pixel_size_m = nan"),
    "a system in degrees": edit(S, "EPSG:32644", "EPSG:4326"),
    "a system that is none": edit(S, "EPSG:32644", "EPSG:999999"),
    "a system on another continent": edit(S, "EPSG:32644", "EPSG:32719"),
    "no system": edit(S, 'crs = "EPSG:32644"\n', ""),
    "bounds upside down": edit(S, "tile_px = 64", "tile_px = 64\nbounds = [600400, 4899600, 600000, 4900000]"),
    "bounds of three numbers": edit(S, "tile_px = 64", "tile_px = 64\nbounds = [600400, 4899600, 600000]"),
    "bounds elsewhere": edit(S, "tile_px = 64", "tile_px = 64\nbounds = [100000, 100000, 100400, 100400]"),
    "tiny tiles": edit(S, "tile_px = 64", "tile_px = 1"),
    "a negative seed": edit(S, "tile_px = 64", "tile_px = 64\nseed = -3"),
    "no border file": edit(S, "border.geojson", "nowhere.geojson"),
    "a border without side a": edit(S, "side_a_lonlat = [82.249, 44.245]\n", ""),
    "side a of one number": edit(S, "[82.249, 44.245]", "[82.249]"),
    "side a with swapped axes": edit(S, "[82.249, 44.245]", "[44.245, 182.249]"),
    "side a on the line": edit(S, "[82.249, 44.245]", "[82.2551, 44.2480]"),
    "bands that fall": edit(S, "[0, 0.1, 0.2]", "[0, 0.2, 0.1]"),
    "bands beyond the zone": edit(S, "[0, 0.1, 0.2]", "[0, 0.1, 9]"),
    "one band": edit(S, "[0, 0.1, 0.2]", "[0]"),
    "a negative band": edit(S, "[0, 0.1, 0.2]", "[-1, 0.1, 0.2]"),
    "a zone of no width": edit(S, "zone_km = 0.2", "zone_km = 0"),
    "a segment of no length": edit(S, "segment_km = 0.1", "segment_km = 0"),
    "a border elsewhere": in_folder(point_border, "border.geojson", "LINESTRING(10 10,10.1 10.1)"),
    "a border of points": in_folder(point_border, "border.geojson", "POINT(82.25 44.24)"),
    "a border of one place": in_folder(point_border, "border.geojson", "LINESTRING(82.25 44.24,82.25 44.24)"),
    "a border that crosses itself": in_folder(
        point_border, "border.geojson", "LINESTRING(82.2530 44.2470,82.2570 44.2440,82.2570 44.2470,82.2530 44.2440)"),
    "no scene": edit(S, '["scene"]', '["nowhere"]'),
    "bad scenes only": edit("scene/scene.toml", "B04.tif", "B99.tif"),
    "a bad scene where the study stops": both(edit("scene/scene.toml", "B04.tif", "B99.tif"), edit(S, '["scene"]', '["scene"]\non_bad_scene = "stop"')),
    "an unknown word for bad scenes": edit(S, '["scene"]', '["scene"]\non_bad_scene = "weep"'),
    "a cloud share of two": edit(S, '["scene"]', '["scene"]\nmax_cloud_share = 2'),
    "no period": edit(S, "years = [2020]", "years = []"),
    "periods without scenes": edit(S, "years = [2020]", "years = [1990]"),
    "the same year twice": edit(S, "years = [2020]", "years = [2020, 2020]"),
    "a season that ends before it begins": edit(S, "years = [2020]", 'years = [2020]\nfirst = "10-01"\nlast = "04-01"'),
    "a day that is none": edit(S, "years = [2020]", 'years = [2020]\nfirst = "02-31"'),
    "a year of words": edit(S, "years = [2020]", 'years = ["now"]'),
    "a year with a fraction": edit(S, "years = [2020]", "years = [2020.5]"),
    "a period whose name is a path": edit(S, "[season]\nyears = [2020]", '[[periods]]\nname = "../../outside/x"\nfirst = "2020-01-01"\nlast = "2020-12-31"'),
    "a period that ends before it begins": edit(S, "[season]\nyears = [2020]", '[[periods]]\nname = "x"\nfirst = "2020-12-01"\nlast = "2020-01-31"'),
    "an unknown composite": edit(S, "[labels]", '[composites]\nmethod = "magic"\n[labels]'),
    "an unknown lens": edit(S, '"land_use"', '"rose_tinted"'),
    "no label file": edit(S, "samples.gpkg", "nowhere.gpkg"),
    "labels without the field": edit(S, "trees = 5", 'trees = 5\nclass_field = "kind"'),
    "labels elsewhere": in_folder(m.vector, "samples.gpkg", [(m.box(500, 0, 5, 5), 1), (m.box(520, 0, 5, 5), 2)], {"class": ogr.OFTInteger}),
    "labels of one class": in_folder(m.vector, "samples.gpkg", [(m.box(1, 1, 5, 5), 1), (m.box(20, 1, 5, 5), 1)], {"class": ogr.OFTInteger}),
    "no tree": edit(S, "trees = 5", "trees = 0"),
    "everything held out": edit(S, "trees = 5", "trees = 5\nhold_out_share = 1.5"),
    "a test point file that is not there": edit(S, "trees = 5", 'trees = 5\ntest_points = "nowhere.gpkg"'),
    "too few resamplings": edit(S, "bootstrap_count = 50", "bootstrap_count = 1"),
    "an event a thousand years ago": edit(S, "bootstrap_count = 50", "event_year = 1020"),
    "no node file": append(S, '[network]\nnodes = "nowhere.csv"\n'),
    "an unknown ranking": append(S, '[network]\nnodes = "nodes.csv"\nedges = ["edges.csv"]\ncrossings = "crossings.csv"\nranking = "tarot"\n'),
    "an unknown core": append(S, '[network]\nnodes = "nodes.csv"\nedges = ["edges.csv"]\ncrossings = "crossings.csv"\ncores = ["A", "Z"]\nscenarios = ["scenario.toml"]\n'),
    "nodes of one id": both(append("nodes.csv", "A,80,44,CHN,core,5\n"), append(S, '[network]\nnodes = "nodes.csv"\nedges = ["edges.csv"]\ncrossings = "crossings.csv"\n')),
    "an area of no radius": append(S, '[[areas]]\nname = "town"\nlonlat = [82.25, 44.24]\nradius_km = 0\n'),
    "an area at the pole's other side": append(S, '[[areas]]\nname = "town"\nlonlat = [82.25, 144.24]\n'),
    "no ground at all": write(S, "[study]\ntitle = 'x'\n"),
    "a scene list with a NUL": edit(S, '["scene"]', '["sce\\u0000ne"]'),
    "a study of a monstrous grid": edit(S, "tile_px = 64", "tile_px = 64\nbounds = [-9000000, -9000000, 9000000, 9000000]"),
    "a run folder that is a file": edit(S, '"run"', '"map.tif"'),
}.items():
    add(f"study: {fault}", RUN, make)
add("study: a name with spaces and letters of Kazakh", 'run "my study қ.toml"', write("my study қ.toml", m.STUDY + "[magic]\nx = 1\n"))
add("study: no TOML but CSV", "run table.csv")
add("stage: an unknown stage", "stage make_coffee study.toml")
add("stage: an unknown tile", "stage make_composites study.toml --tiles r999_c999")
add("stage: an unknown period", "stage make_composites study.toml --periods 1890")
add("report: a folder without a run", "report scene")
add("report: no folder", "report nowhere")
add("fetch: an API that answers nothing", "fetch study.toml --stac http://127.0.0.1:9/v1 --cache new")
add("fetch: an API that is a file", "fetch study.toml --stac file:///etc/passwd --cache new")
add("simulate: no pixel", "simulate new --size-px 0")
add("simulate: a monstrous size", "simulate new --size-px 100000000")
add("simulate: years of words", "simulate new --years soon")
add("simulate: into a file", "simulate map.tif --size-px 64")
add("list: an unknown registry", "list secrets")
add("explain: an unknown name", "explain beauty")
add("no command", "")
add("an unknown command", "conquer")
add("a command without its file", "patches --out new.csv")
