"""Node and corridor commands against independent programs on drawn input. usage: PROGRAM FOLDER"""
import csv
import json
import os
import shutil
import subprocess
import sys

import numpy as np
from osgeo import gdal, osr
from scipy import sparse
from scipy.sparse import csgraph, linalg

gdal.UseExceptions()
PROGRAM, FOLDER = sys.argv[1:3]
CELL = 30.0
failures = 0


def report(what, peer, ours, theirs, limit=1e-6):
    """Largest difference, relative to the larger of 1e-9 and the peer's largest value."""
    global failures
    ours, theirs = np.asarray(ours, float), np.asarray(theirs, float)
    same_gaps = np.array_equal(np.isnan(ours), np.isnan(theirs))
    scale = max(1e-9, np.nanmax(np.abs(theirs))) if theirs.size else 1.0
    off = np.nanmax(np.abs(ours - theirs)) / scale if ours.shape == theirs.shape else np.inf
    good = same_gaps and off <= limit
    failures += not good
    print(f"{'ok  ' if good else 'FAIL'} {what:<58} {peer:<14} {off:.1e}{'' if same_gaps else ' (other gaps)'}")


def absent(peer, what):
    print(f"--   {what:<58} {peer:<14} not installed")


def borderlens(*words):
    done = subprocess.run([PROGRAM, *map(str, words), "--quiet"], cwd=FOLDER, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"borderlens {' '.join(map(str, words))}: {done.stderr}")
    return done.stdout


def write_raster(name, values, nodata=None):
    rows, cols = values.shape
    made = gdal.GetDriverByName("GTiff").Create(f"{FOLDER}/{name}", cols, rows, 1, gdal.GDT_Float64)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32644)
    made.SetProjection(crs.ExportToWkt())
    made.SetGeoTransform((500000, CELL, 0, 4900000, 0, -CELL))
    if nodata is not None:
        made.GetRasterBand(1).SetNoDataValue(nodata)
    made.GetRasterBand(1).WriteArray(values)


def read_raster(name, band=1):
    file = gdal.Open(f"{FOLDER}/{name}")  # held: a band does not outlive its file
    raster = file.GetRasterBand(band)
    values = raster.ReadAsArray().astype(float)
    nodata = raster.GetNoDataValue()
    if nodata is not None and not np.isnan(nodata):
        values[values == nodata] = np.nan
    return values


def write_csv(name, header, rows):
    with open(f"{FOLDER}/{name}", "w", newline="") as file:
        csv.writer(file).writerows([header, *rows])


# ---- cost distance ----

KNIGHTS = [(r, c) for r in (-2, -1, 1, 2) for c in (-2, -1, 1, 2) if abs(r) != abs(c)]
MOVES = {4: [(0, 1), (1, 0), (0, -1), (-1, 0)]}
MOVES[8] = MOVES[4] + [(1, 1), (1, -1), (-1, 1), (-1, -1)]
MOVES[16] = MOVES[8] + KNIGHTS


def steps_graph(friction, neighbours, price):
    """Steps between all cells as a sparse graph; price(distance, mean friction, from, to) over cells."""
    rows, cols = friction.shape
    number = np.arange(rows * cols).reshape(rows, cols)
    parts = []
    for dr, dc in MOVES[neighbours]:
        r0, r1, c0, c1 = max(0, -dr), min(rows, rows - dr), max(0, -dc), min(cols, cols - dc)
        here, there = (slice(r0, r1), slice(c0, c1)), (slice(r0 + dr, r1 + dr), slice(c0 + dc, c1 + dc))
        mean = (friction[here] + friction[there]) / 2
        if (dr, dc) in KNIGHTS:
            near = (dr // 2 if abs(dr) == 2 else 0, dc // 2 if abs(dc) == 2 else 0)
            diagonal = (int(np.sign(dr)), int(np.sign(dc)))
            crossed = [friction[r0 + a:r1 + a, c0 + b:c1 + b] for a, b in (near, diagonal)]
            mean = (2 * mean + crossed[0] + crossed[1]) / 4
        cost = price(CELL * np.hypot(dr, dc), mean, here, there)
        known = np.isfinite(cost)
        parts.append((cost[known], number[here][known], number[there][known]))
    data, a, b = (np.concatenate(p) for p in zip(*parts))
    return sparse.csr_matrix((data, (a, b)), shape=(rows * cols, rows * cols))


def least_costs(graph, sources, shape):
    cost = csgraph.dijkstra(graph, indices=sources)
    least = cost.min(axis=0).reshape(shape)
    least[np.isinf(least)] = np.nan
    return least, cost.reshape(len(sources), *shape)


def tobler(slope):
    return 6 / 3.6 * np.exp(-3.5 * np.abs(slope + 0.05))


def gdistance(places, friction):
    """The R package on the same rasters: the mean of frictions and of conductances, walking, paths."""
    shape = friction.shape
    write_raster("even.tif", np.ones(shape))
    write_csv("places.csv", ["x", "y"], [(500000 + CELL * (c + 0.5), 4900000 - CELL * (r + 0.5)) for r, c in places])
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "gdistance_peer.R")
    done = shutil.which("Rscript") and subprocess.run(["Rscript", script, FOLDER], capture_output=True, text=True)
    if not done or done.returncode == 77:
        return absent("gdistance", "cost, walking, paths (install.packages(\"gdistance\"))")
    if done.returncode:
        sys.exit(f"gdistance_peer.R: {done.stderr[-2000:]}")

    def compare(what, theirs, ground, *words):
        borderlens("cost-distance", ground, "sources.tif", *words, "--out", "g.tif", "--overwrite")
        report(what, "gdistance", read_raster("g.tif"), read_raster(theirs))

    for n in (4, 8):
        compare(f"cost, mean of frictions, {n} neighbours", f"gd_friction_{n}.tif", "friction.tif", "--neighbours", n)
        compare(f"cost, mean of conductances, {n} neighbours", f"gd_conductance_{n}.tif", "friction.tif",
                "--neighbours", n, "--average", "conductance")
    # Its knight's moves look at their two ends only, ours at the cells between too: equal on even ground.
    compare("cost, even ground, 16 neighbours", "gd_even_16.tif", "even.tif", "--neighbours", 16)
    for n in (4, 8, 16):
        compare(f"on foot by Tobler, {n} neighbours", f"gd_foot_{n}.tif", "even.tif",
                "--walk", "tobler", "--dem", "dem.tif", "--neighbours", n)
    between = np.genfromtxt(f"{FOLDER}/gd_between.csv", delimiter=",")
    lengths = np.atleast_1d(np.genfromtxt(f"{FOLDER}/gd_lengths.csv"))
    one = np.zeros(shape)
    one[places[0]] = 1
    write_raster("one.tif", one, 0)
    # Paths wander between ties of equal cost; friction drawn at random has none.
    ends = {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:32644"}}, "features": [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [
            500000 + CELL * (c + 0.5), 4900000 - CELL * (r + 0.5)]}} for r, c in places[1:]]}
    with open(f"{FOLDER}/ends.geojson", "w") as file:
        json.dump(ends, file)
    borderlens("cost-distance", "friction.tif", "one.tif", "--out", "g.tif", "--overwrite", "--paths", "ends.geojson", "ways.gpkg")
    ways = gdal.OpenEx(f"{FOLDER}/ways.gpkg")
    rows = [(f["cost"], f["length_m"]) for f in ways.GetLayer(0)]
    report("costs between places", "gdistance", [r[0] for r in rows], between[0, 1:])
    report("lengths of the shortest paths", "gdistance", [r[1] for r in rows], lengths)


def cost_surfaces():
    rng = np.random.default_rng(1)
    shape = (90, 110)
    friction = np.exp(rng.normal(size=shape))
    friction[rng.random(shape) < 0.15] = np.nan
    places = [(5, 7), (80, 100), (45, 50)]
    sources = np.zeros(shape)
    for i, (r, c) in enumerate(places):
        friction[r, c], sources[r, c] = 1.0, i + 1
    cells = [r * shape[1] + c for r, c in places]
    height = 900 + 60 * np.sin(np.arange(shape[0]) / 7)[:, None] * np.cos(np.arange(shape[1]) / 5) + rng.normal(size=shape)
    write_raster("friction.tif", friction, np.nan)
    write_raster("sources.tif", sources, 0)
    write_raster("dem.tif", height)
    for neighbours in (4, 8, 16):
        borderlens("cost-distance", "friction.tif", "sources.tif", "--neighbours", neighbours, "--out", f"d{neighbours}.tif")
        graph = steps_graph(friction, neighbours, lambda d, f, here, there: d * f)
        least, each = least_costs(graph, cells, shape)
        report(f"cost, {neighbours} neighbours", "scipy", read_raster(f"d{neighbours}.tif"), least)
        served = read_raster(f"d{neighbours}.tif", 2)
        reached = ~np.isnan(least)
        by_served = np.full(shape, np.nan)
        for i in range(len(places)):
            by_served[served == i + 1] = each[i][served == i + 1]
        report(f"allocation, {neighbours} neighbours", "scipy", by_served[reached], least[reached])

    def walk(d, f, here, there):
        return d / tobler((height[there] - height[here]) / d) * f

    borderlens("cost-distance", "friction.tif", "sources.tif", "--walk", "tobler", "--dem", "dem.tif", "--out", "t.tif")
    report("on foot by Tobler", "scipy", read_raster("t.tif"), least_costs(steps_graph(friction, 8, walk), cells, shape)[0])
    borderlens("cost-distance", "friction.tif", "sources.tif", "--walk", "tobler", "--dem", "dem.tif", "--toward-sources",
               "--out", "tt.tif")
    report("on foot by Tobler, towards the sources", "scipy", read_raster("tt.tif"),
           least_costs(steps_graph(friction, 8, walk).T.tocsr(), cells, shape)[0])
    slopes, kmh = np.array([-0.5, -0.1, 0.0, 0.1, 0.5]), np.array([2.0, 6.0, 5.0, 3.0, 1.0])
    write_csv("curve.csv", ["slope", "speed_kmh"], zip(slopes, kmh))
    write_csv("speeds.csv", ["class", "speed_kmh"], [(1, 4.0), (2, 12.0), (3, 0.0)])
    classes = rng.integers(1, 4, size=shape)
    for r, c in places:
        classes[r, c] = 1
    write_raster("classes.tif", classes.astype(float))
    hours = np.choose(classes - 1, [1 / 4000, 1 / 12000, np.nan])

    def by_curve(d, f, here, there):
        return d * f * 5.0 / np.interp((height[there] - height[here]) / d, slopes, kmh)

    for curve in (False, True):
        words = ["--slope-curve", "curve.csv"] if curve else []
        borderlens("cost-distance", "classes.tif", "sources.tif", "--speeds", "speeds.csv", "--dem", "dem.tif", *words,
                   "--out", f"s{curve}.tif")
        price = by_curve if curve else lambda d, f, here, there: d * f * tobler(0) / tobler((height[there] - height[here]) / d)
        report(f"hours by class on slopes, {'a given curve' if curve else 'Tobler'}", "scipy", read_raster(f"s{curve}.tif"),
               least_costs(steps_graph(hours, 8, price), cells, shape)[0])
    try:
        from skimage.graph import MCP_Geometric
        # Holes are walls there: a cost of -1.
        for neighbours in (4, 8):
            known = np.where(np.isnan(friction), -1, friction)
            cost, _ = MCP_Geometric(known, fully_connected=neighbours == 8, sampling=(CELL, CELL)).find_costs(places)
            cost[np.isinf(cost)] = np.nan
            report(f"cost, {neighbours} neighbours", "scikit-image", read_raster(f"d{neighbours}.tif"), cost)
    except ImportError:
        absent("scikit-image", "cost")
    gdistance(places, friction)
    if not shutil.which("grass"):
        return absent("GRASS", "cost and walking")
    borderlens("cost-distance", "friction.tif", "sources.tif", "--walk", "langmuir", "--dem", "dem.tif", "--out", "w.tif")
    borderlens("cost-distance", "friction.tif", "sources.tif", "--walk", "langmuir", "--dem", "dem.tif", "--lambda", "0.3",
               "--walk-coefficients", "0.9,5,1.5,-3", "--slope-factor", "-0.2", "--neighbours", "16", "--out", "w16.tif")
    with open(f"{FOLDER}/grass.sh", "w") as file:
        file.write(f"set -e\ncd {FOLDER}\n" + "".join(f"r.in.gdal -o in={n}.tif output={n} --o\n" for n in
                   ("friction", "sources", "dem")) + "g.region rast=friction\n")
        for name, call in {
                "c8": "r.cost input=friction", "c16": "r.cost -k input=friction",
                "cw": "r.walk elevation=dem friction=friction",
                "cw16": "r.walk -k elevation=dem friction=friction lambda=0.3 walk_coeff=0.9,5,1.5,-3 slope_factor=-0.2",
        }.items():
            file.write(f"{call} output={name} start_raster=sources --o\n"
                       f"r.out.gdal -c -f in={name} output={name}.tif type=Float64 nodata=-1 --o\n")
    done = subprocess.run(["grass", "--tmp-location", "EPSG:32644", "--exec", "bash", f"{FOLDER}/grass.sh"],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    # r.cost counts in cells, r.walk in metres and seconds.
    for what, ours, theirs, scale in (("r.cost", "d8", "c8", CELL), ("r.cost -k", "d16", "c16", CELL),
                                      ("r.walk", "w", "cw", 1), ("r.walk -k, other coefficients", "w16", "cw16", 1)):
        report(what, "GRASS", read_raster(f"{ours}.tif"), read_raster(f"{theirs}.tif") * scale)


# ---- current flow ----

def write_ascii(name, values):
    rows, cols = values.shape
    with open(f"{FOLDER}/{name}", "w") as file:
        file.write(f"ncols {cols}\nnrows {rows}\nxllcorner 0\nyllcorner 0\ncellsize 1\nNODATA_value -9999\n")
        for row in values:
            file.write(" ".join(f"{v:.17g}" if v == v else "-9999" for v in row) + "\n")


class Circuit:
    """Circuitscape's rules, solved directly: nodes are cells or merged regions."""

    def __init__(self, habitat, conductance, neighbours, average, regions):
        cells = np.where(np.isnan(habitat), 0, habitat) if conductance else np.where(np.isnan(habitat), 0, 1 / habitat)
        rows, cols = cells.shape
        node, merged = np.full(cells.shape, -1), {}
        for at in np.ndindex(cells.shape):
            region = regions[at] if regions is not None else 0
            if region > 0:
                node[at] = merged.setdefault(region, len(merged) - 1000000)
        numbers = {m: i for i, m in enumerate(merged.values())}
        count = len(numbers)
        for at in np.ndindex(cells.shape):
            if node[at] < -1:
                node[at] = numbers[node[at]]
            elif cells[at] > 0:
                node[at] = count
                count += 1
        self.node, self.count, data = node, count, []
        for dr, dc in [(0, 1), (1, 0)] + ([(1, 1), (1, -1)] if neighbours == 8 else []):
            for r, c in np.ndindex(cells.shape):
                s, t = r + dr, c + dc
                if not (s < rows and 0 <= t < cols) or cells[r, c] <= 0 or cells[s, t] <= 0:
                    continue
                a, b = cells[r, c], cells[s, t]
                g = (a + b) / 2 if average == "conductance" else 2 / (1 / a + 1 / b)
                data.append((node[r, c], node[s, t], g / np.hypot(dr, dc)))
        i, j, g = (np.array(x) for x in zip(*data))
        keep = i != j
        i, j, g = i[keep], j[keep], g[keep]
        adjacency = sparse.csr_matrix((np.r_[g, g], (np.r_[i, j], np.r_[j, i])), shape=(count, count))
        self.adjacency = adjacency
        self.parts = csgraph.connected_components(adjacency)[1]
        self.laplacian = sparse.diags(np.asarray(adjacency.sum(1)).ravel()) - adjacency

    def solve(self, sources, grounds):
        """Voltages; grounds {node: siemens, inf = tied to 0}. Parts without ground or source have none."""
        current, extra = np.zeros(self.count), np.zeros(self.count)
        for at, amount in sources.items():
            current[at] += amount
        for at, g in grounds.items():
            extra[at] += g
        live = np.isin(self.parts, self.parts[list(grounds)]) & np.isin(self.parts, self.parts[list(sources)])
        free = np.flatnonzero(live & np.isfinite(extra))
        matrix = (self.laplacian + sparse.diags(np.where(np.isfinite(extra), extra, 0))).tocsr()[free][:, free]
        volts = np.zeros(self.count)
        volts[free] = linalg.spsolve(matrix.tocsc(), current[free])
        return volts

    def through(self, volts, sources, grounds):
        """Current through each node: what enters by wires and sources."""
        a = self.adjacency.tocoo()
        flow = np.maximum(0, a.data * (volts[a.row] - volts[a.col]))
        entering = np.bincount(a.col, flow, self.count)
        leaving = np.bincount(a.row, flow, self.count)
        return np.maximum(entering, leaving)


def current_flow():
    rng = np.random.default_rng(2)
    shape = (13, 17)
    habitat = np.exp(rng.normal(size=shape))
    habitat[rng.random(shape) < 0.12] = np.nan
    habitat[:, 13] = np.nan  # parts the ground: focal node 4 lies beyond
    focal = np.full(shape, np.nan)
    for i, at in enumerate([(1, 1), (11, 2), (6, 10), (5, 15)]):
        focal[at], habitat[at] = i + 1, 1.0
    regions = np.full(shape, np.nan)
    regions[3:5, 4:7], regions[9, 8:11] = 1, 2
    mask = np.ones(shape)
    mask[0:8, 7] = 0
    for name, values in (("habitat", habitat), ("focal", focal), ("regions", regions), ("mask", mask)):
        write_ascii(f"{name}.asc", values)
    places = [tuple(np.argwhere(focal == i + 1)[0]) for i in range(4)]
    for conductance in (False, True):
        for neighbours in (4, 8):
            for average in ("resistance", "conductance"):
                for more in ((), ("polygons",), ("mask",)):
                    use = np.where(mask > 0, habitat, np.nan) if "mask" in more else habitat
                    circuit = Circuit(use, conductance, neighbours, average,
                                      np.nan_to_num(regions) if "polygons" in more else None)
                    nodes = [circuit.node[p] for p in places]
                    words = ["--neighbours", neighbours, "--average", average, "--out", "flow", "--overwrite"]
                    words += ["--conductance"] * conductance
                    words += ["--polygons", "regions.asc"] * ("polygons" in more)
                    words += ["--mask", "mask.asc"] * ("mask" in more)
                    title = f"{'S' if conductance else 'ohm'}, {neighbours}, mean {average}{''.join(', ' + m for m in more)}"
                    borderlens("current-flow", "habitat.asc", "focal.asc", *words)
                    wanted, total = np.zeros((4, 4)), np.zeros(shape)
                    for i in range(4):
                        for j in range(i):
                            wanted[i, j] = wanted[j, i] = -1
                            if circuit.parts[nodes[i]] != circuit.parts[nodes[j]]:
                                continue
                            volts = circuit.solve({nodes[i]: 1}, {nodes[j]: np.inf})
                            wanted[i, j] = wanted[j, i] = volts[nodes[i]]
                            passing = circuit.through(volts, None, None)
                            total += np.where(circuit.node >= 0, passing[circuit.node], 0)
                    found = np.genfromtxt(f"{FOLDER}/flow/resistances.csv", delimiter=",", skip_header=1)[:, 1:]
                    report(f"pairwise resistances: {title}", "scipy", found, wanted)
                    ours = np.nan_to_num(read_raster("flow/cumulative_current.tif"))
                    # Current within a region has no place: compared off the regions.
                    off = ~(regions > 0) if "polygons" in more else np.ones(shape, bool)
                    report(f"pairwise current: {title}", "scipy", ours[off], total[off])
                    for mode in ("one-to-all", "all-to-one"):
                        borderlens("current-flow", "habitat.asc", "focal.asc", *words, "--mode", mode)
                        total = np.zeros(shape)
                        for i in range(4):
                            others = [n for k, n in enumerate(nodes) if k != i and circuit.parts[n] == circuit.parts[nodes[i]]]
                            if not others:
                                continue
                            one = {nodes[i]: 1.0 if mode == "one-to-all" else np.inf}
                            many = {n: np.inf if mode == "one-to-all" else 1.0 for n in others}
                            volts = circuit.solve(*((one, many) if mode == "one-to-all" else (many, one)))
                            passing = circuit.through(volts, None, None)
                            total += np.where(circuit.node >= 0, passing[circuit.node], 0)
                        ours = np.nan_to_num(read_raster("flow/cumulative_current.tif"))
                        report(f"{mode} current: {title}", "scipy", ours[off], total[off])
    circuit = Circuit(habitat, False, 8, "resistance", None)
    sources, grounds = {(1, 1): 2.0, (3, 9): 0.5, (5, 15): 1.0}, {(11, 2): 0.7, (6, 10): 5.0, (5, 16): 2.0}
    for at in [*sources, *grounds]:
        habitat[at] = 1.0
    write_ascii("habitat.asc", habitat)
    circuit = Circuit(habitat, False, 8, "resistance", None)
    for name, given in (("source", sources), ("ground", grounds)):
        values = np.full(shape, np.nan)
        for at, value in given.items():
            values[at] = value
        write_ascii(f"{name}.asc", values)
    for direct in (False, True):
        borderlens("current-flow", "habitat.asc", "source.asc", "--mode", "advanced", "--grounds", "ground.asc", "--out", "flow",
                   "--overwrite", *["--direct-grounds"] * direct)
        volts = circuit.solve({circuit.node[p]: v for p, v in sources.items()},
                              {circuit.node[p]: np.inf if direct else v for p, v in grounds.items()})
        wanted = np.where(circuit.node >= 0, volts[circuit.node], np.nan)
        ours = read_raster("flow/voltage.tif")
        known = ~np.isnan(ours) & ~np.isnan(wanted)
        report(f"advanced voltages, grounds {'direct' if direct else 'of a conductance'}", "scipy", ours[known], wanted[known])


# ---- city networks ----

def city_networks():
    rng = np.random.default_rng(3)
    count = 14
    ids = [f"n{i:02d}" for i in range(count)]
    masses = np.round(rng.uniform(10, 100, size=(count, 2)))
    write_csv("nodes.csv", ["id", "origin_mass", "destination_mass"], [(i, *m) for i, m in zip(ids, masses)])
    flows = []
    for i in range(count):
        for j in range(count):
            if i != j and rng.random() < 0.8:
                km = round(rng.uniform(20, 500), 1)
                flows.append((i, j, int(rng.poisson(masses[i, 0] * masses[j, 1] / km)), km))
    write_csv("flows.csv", ["origin", "destination", "flow", "distance_km"], [(ids[i], ids[j], f, d) for i, j, f, d in flows])
    try:
        import statsmodels.api as sm
    except ImportError:
        sm = absent("statsmodels", "gravity models")
    for constraint in ("none", "production", "attraction", "doubly") if sm else ():
        for decay in ("power", "exponential"):
            found = json.loads(borderlens("network", "nodes.csv", "flows.csv", "--constraint", constraint, "--decay", decay))
            columns = [np.ones(len(flows))]
            by_origin, by_destination = constraint in ("production", "doubly"), constraint in ("attraction", "doubly")
            if by_origin:
                columns += [np.array([i == k for i, _, _, _ in flows], float) for k in range(1, count)]
            if by_destination:
                columns += [np.array([j == k for _, j, _, _ in flows], float) for k in range(1, count)]
            if not by_origin:
                columns.append(np.log([masses[i, 0] for i, _, _, _ in flows]))
            if not by_destination:
                columns.append(np.log([masses[j, 1] for _, j, _, _ in flows]))
            km = np.array([d for _, _, _, d in flows])
            columns.append(np.log(km) if decay == "power" else km)
            model = sm.GLM([f for _, _, f, _ in flows], np.array(columns).T, family=sm.families.Poisson())
            fit, robust = model.fit(tol=1e-14), model.fit(tol=1e-14, cov_type="HC0")
            title = f"gravity, {constraint}, {decay}: "
            for key, theirs in (("value", fit.params), ("se", fit.bse), ("robust_se", robust.bse)):
                report(title + key, "statsmodels", [p[key] for p in found["parameters"]], theirs)
            report(title + "deviance, AIC, log likelihood", "statsmodels",
                   [found["deviance"], found["aic"], found["log_likelihood"]], [fit.deviance, fit.aic, fit.llf])
    weight = np.zeros((count, count))
    for i, j, flow, _ in flows:
        weight[i, j] = flow
    for directed in (False, True):
        found = json.loads(borderlens("network", "nodes.csv", "flows.csv", *["--directed"] * directed))
        ties = weight if directed else weight + weight.T
        compare_graph(found, ids, ties, directed)


def compare_graph(found, ids, ties, directed):
    count, title = len(ids), "directed" if directed else "undirected"
    pairs = [(i, j) for i in range(count) for j in range(count) if ties[i, j] > 0 and (directed or i < j)]
    weights = [ties[p] for p in pairs]
    central = {key: [found["centrality"][i][key] for i in ids] for key in found["centrality"][ids[0]]}
    # The disparity filter by its formula, at the end where the tie stands out more.
    strength_out, strength_in = ties.sum(1), ties.sum(0)
    degree_out, degree_in = (ties > 0).sum(1), (ties > 0).sum(0)
    alpha = {}
    for (i, j), w in zip(pairs, weights):
        ends = [(w, strength_out[i], degree_out[i]), (w, strength_in[j], degree_in[j])]
        alpha[ids[i], ids[j]] = min((1 - w / s) ** (k - 1) if k > 1 else 1.0 for w, s, k in ends)
    ours = {(r["from"], r["to"]): r["alpha"] for r in found["disparity"]}
    if not directed:
        ours = {tuple(sorted(k)): v for k, v in ours.items()}
    report(f"disparity filter, {title}", "formula", [ours[k] for k in alpha], list(alpha.values()))
    backbone = {k for k, v in alpha.items() if v < found["backbone_alpha"]}
    got = {(r["from"], r["to"]) if directed else tuple(sorted((r["from"], r["to"]))) for r in found["backbone"]}
    report(f"backbone, {title}: ties that differ", "formula", [len(backbone ^ got)], [0])
    try:
        import networkx as nx
        graph = (nx.DiGraph if directed else nx.Graph)()
        graph.add_nodes_from(range(count))
        for (i, j), w in zip(pairs, weights):
            graph.add_edge(i, j, weight=w, far=1 / w)
        across = nx.betweenness_centrality(graph, normalized=False, weight="far")
        by_steps = nx.betweenness_centrality(graph, normalized=False)
        closeness = nx.closeness_centrality(graph.reverse() if directed else graph)
        far = nx.closeness_centrality(graph.reverse() if directed else graph, distance="far")
        for key, theirs in (("betweenness", across), ("betweenness_steps", by_steps), ("closeness", closeness),
                            ("closeness_weighted", far),
                            ("eigenvector", nx.eigenvector_centrality_numpy(graph, weight="weight"))):
            report(f"{key}, {title}", "networkx", central[key], [theirs[i] for i in range(count)])
        if not directed:
            labels = found["communities"]
            groups = [{k for k in range(count) if labels[ids[k]] == g} for g in set(labels.values())]
            report("modularity of our communities", "networkx", [found["modularity"]],
                   [nx.algorithms.community.modularity(graph, groups)])
    except ImportError:
        absent("networkx", "centrality")
    try:
        import igraph
    except ImportError:
        return absent("igraph", "centrality, communities")
    graph = igraph.Graph(n=count, edges=pairs, directed=directed)
    far = [1 / w for w in weights]
    report(f"strength, {title}", "igraph", central["strength"], graph.strength(weights=weights, mode="all"))
    report(f"betweenness, {title}", "igraph", central["betweenness"], graph.betweenness(weights=far))
    if not directed:
        report("eigenvector", "igraph", np.array(central["eigenvector"]) / max(central["eigenvector"]),
               graph.eigenvector_centrality(weights=weights, scale=True))
        # By its weight: among equal ties either is as good.
        graph.es["weight"] = weights
        tree = graph.spanning_tree(weights=[-w for w in weights])
        report("largest spanning tree, weight", "igraph", [sum(r["weight"] for r in found["spanning_tree"])],
               [sum(tree.es["weight"])])
        best = max(graph.community_leiden("modularity", weights=weights, n_iterations=-1).modularity for _ in range(50))
        louvain = max(graph.community_multilevel(weights=weights).modularity for _ in range(50))
        report("communities: modularity at least igraph's best of 50", "igraph", [min(0, found["modularity"] - max(best, louvain))],
               [0], 1e3)


# ---- clusters ----

def clusters():
    from scipy.cluster import hierarchy
    rng = np.random.default_rng(4)
    points = np.concatenate([rng.normal(m, 1, size=(15, 3)) for m in (0, 4, 9)])
    ids = [f"p{i:02d}" for i in range(len(points))]
    write_csv("points.csv", ["id", "a", "b", "c"], [(i, *p) for i, p in zip(ids, points)])
    scaled = (points - points.mean(0)) / points.std(0, ddof=1)
    for method in ("ward", "average", "complete", "single"):
        found = json.loads(borderlens("cluster", "points.csv", "--id", "id", "--method", method, "--k", 3, "--standardise"))
        tree = hierarchy.linkage(scaled, method)
        report(f"merge heights, {method}", "scipy", found["heights"], tree[:, 2])
        compare_groups(method, found, ids, scaled, hierarchy.fcluster(tree, 3, "maxclust"))
    found = json.loads(borderlens("cluster", "points.csv", "--id", "id", "--method", "kmeans", "--k", 3, "--standardise"))
    try:
        from sklearn.cluster import KMeans
        fit = KMeans(3, n_init=50, random_state=1).fit(scaled)
        within = found["within_ss"]
        report("k-means, within sum of squares", "scikit-learn", [np.sum(within)], [fit.inertia_])
        compare_groups("kmeans", found, ids, scaled, fit.labels_)
    except ImportError:
        absent("scikit-learn", "k-means")


def compare_groups(method, found, ids, points, theirs):
    ours = np.array([found["labels"][i] for i in ids])
    pairs = (ours[:, None] == ours) != (theirs[:, None] == theirs)
    report(f"groups, {method}: pairs that differ", "scipy/sklearn", [pairs.sum()], [0])
    try:
        from sklearn.metrics import silhouette_samples
        report(f"silhouettes, {method}", "scikit-learn", [found["silhouette"]["ids"][i] for i in ids],
               silhouette_samples(points, ours))
    except ImportError:
        absent("scikit-learn", "silhouettes")


cost_surfaces()
current_flow()
city_networks()
clusters()
print(f"{failures} differences")
sys.exit(1 if failures else 0)
