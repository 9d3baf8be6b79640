"""One sound call of every command that reads files, from which damaged ones are made.

Words in FILES are inputs; OUTPUTS are what the call writes. Every call must end with exit code 0 on sound
files, else a refused damaged one proves nothing.
"""

CALLS = {
    "access": "access nodes.csv edges.csv --crossings crossings.csv --out new.json",
    "accuracy": "accuracy --samples accuracy.csv --strata strata.csv --out new.json",
    "breaks": "change breaks observations.csv --out new.json",
    "built-up": "change built-up scene scene2 --out new.tif",
    "pair": "change pair image.tif later.tif --out new.tif",
    "transitions": "change transitions map.tif map2.tif --years 2013,2017 --out new.json",
    "check": "check study.toml --report new.json",
    "classify": "classify --image image.tif --model model.forest --out new.tif",
    "cluster": "cluster table.csv --id name --k 2 --out new.json",
    "cluster-distances": "cluster --distances distances.csv --id name --k 2 --out new.json",
    "compare": "compare measures.csv --out new.csv",
    "composite": "composite scene --method median --out new.tif",
    "corridor": "corridor nodes.csv edges.csv --cores A,D --crossings crossings.csv --scenario scenario.toml --out new",
    "cost-distance": "cost-distance cost.tif sources.tif --out new.tif --paths to.gpkg new.gpkg",
    "cost-distance-dem": "cost-distance cost.tif sources.tif --walk tobler --dem dem.tif --out new.tif",
    "current-flow": "current-flow habitat.asc focal.asc --out new",
    "discontinuity": "discontinuity points.csv --outcome y --distance x --out new.json",
    "expansion": "expansion map.tif map2.tif --built 2 --out new.gpkg",
    "index": "index NDVI --image image.tif --out new.tif",
    "init": "init new.toml --border border.geojson --side-a-point 82.2,44.24 --years 2017,2020",
    "lens": "lens land_use --scene image.tif --model model.forest --out new",
    "network": "network masses.csv flows.csv --out new.json",
    "patches": "patches map.tif --level class --out new.csv",
    "run": "run study.toml",
    "sample": "sample map.tif --out new.gpkg",
    "scenes": "scenes scene --out new.csv",
    "score": "score table.csv --id name --criteria criteria.csv --weights entropy --method topsis --out new.json",
    "sides": "sides places.csv --border border.geojson --side-a-point 82.2,44.24 --out new.csv",
    "stage": "stage plan_tiles study.toml",
    "status": "status study.toml",
    "train": "train --image image.tif --samples samples.gpkg --class-field class --model new.forest --trees 5",
    "zonal": "zonal image.tif zones.gpkg --id name --out new.csv",
}

FILES = {"nodes.csv", "edges.csv", "crossings.csv", "accuracy.csv", "strata.csv", "observations.csv", "scene", "scene2",
         "image.tif", "later.tif", "map.tif", "map2.tif", "study.toml", "model.forest", "table.csv", "distances.csv",
         "measures.csv", "scenario.toml", "cost.tif", "sources.tif", "to.gpkg", "dem.tif", "habitat.asc", "focal.asc",
         "points.csv", "border.geojson", "masses.csv", "flows.csv", "criteria.csv", "places.csv", "samples.gpkg",
         "zones.gpkg"}
OUTPUTS = {"new.json", "new.tif", "new.csv", "new.gpkg", "new.toml", "new.forest"}
# These answer with a table in which a broken scene is a row with its problem, and exit code 0.
LISTS_PROBLEMS = {"scenes"}
