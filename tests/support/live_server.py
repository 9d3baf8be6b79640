"""Stands in for the hosts of a live study: STAC APIs under the real products' property and asset names
(Earth Search's Sentinel-2, Planetary Computer's Landsat), their files by range requests, an Overpass
answer in OpenStreetMap XML. What it serves was simulated. The first range request of every file fails
once with 503, as busy servers do. Every request is a line of the log: method, path, bytes sent.
usage: live_server.py SIMULATION_FOLDER PORT_FILE LOG_FILE [FOREIGN_ADDRESS]
FOREIGN_ADDRESS: where the one scene of the collection `elsewhere` lies."""
import json
import os
import sys
import urllib.parse

import busy_server

folder, port_file, log_file = sys.argv[1:4]
foreign = sys.argv[4] if len(sys.argv) > 4 else ""

LANDSAT_ASSETS = {"SR_B1": "coastal", "SR_B2": "blue", "SR_B3": "green", "SR_B4": "red", "SR_B5": "nir08",
                  "SR_B6": "swir16", "SR_B7": "swir22", "QA_PIXEL": "qa_pixel", "QA_RADSAT": "qa_radsat"}


def landsat_item(place, address):
    name = os.path.basename(place)
    part = name.split("_")
    date = part[3]
    assets = {}
    for file, key in LANDSAT_ASSETS.items():
        asset = {"href": "%s/files/scenes/landsat/%s/%s_%s.TIF" % (address, name, name, file),
                 "type": "image/tiff; application=geotiff; profile=cloud-optimized"}
        if file.startswith("SR"):
            asset["raster:bands"] = [{"scale": 2.75e-05, "offset": -0.2, "nodata": 0}]
        assets[key] = asset
    return {"type": "Feature", "stac_version": "1.0.0", "id": name, "collection": "landsat-c2-l2",
            "properties": {"datetime": "%s-%s-%sT05:20:00Z" % (date[:4], date[4:6], date[6:]),
                           "platform": "landsat-8", "instruments": ["oli", "tirs"], "eo:cloud_cover": 7.5,
                           "landsat:wrs_path": part[2][:3], "landsat:wrs_row": part[2][3:],
                           "landsat:correction": "L2SP"},
            "assets": assets, "links": []}


def items(address):
    found = []
    root = os.path.join(folder, "scenes", "sentinel2")
    for name in sorted(os.listdir(root)):
        path = os.path.join(root, name, name + ".json")
        if not os.path.isfile(path):
            continue
        with open(path) as file:
            item = json.load(file)
        item["collection"] = "sentinel-2-c1-l2a"
        for asset in item["assets"].values():
            asset["href"] = "%s/files/scenes/sentinel2/%s/%s" % (address, name, asset["href"].lstrip("./"))
        found.append(item)
    root = os.path.join(folder, "scenes", "landsat")
    for name in sorted(os.listdir(root)):
        found.append(landsat_item(os.path.join(root, name), address))
    if foreign:
        item = json.loads(json.dumps(found[0]))
        item["id"], item["collection"] = "ELSEWHERE", "elsewhere"
        for asset in item["assets"].values():
            asset["href"] = asset["href"].replace(address, foreign)
        found.append(item)
    return found


def border_xml():
    with open(os.path.join(folder, "border.geojson")) as file:
        lines = [f["geometry"]["coordinates"] for f in json.load(file)["features"]]
    text, ways, number = [], [], 0
    for way, line in enumerate(lines):
        refs = []
        for lon, lat in line:
            number += 1
            text.append('<node id="%d" version="1" lat="%.9f" lon="%.9f"/>' % (number, lat, lon))
            refs.append('<nd ref="%d"/>' % number)
        ways.append('<way id="%d" version="1">%s<tag k="boundary" v="administrative"/><tag k="admin_level" v="2"/></way>'
                    % (way + 1, "".join(refs)))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="Overpass API">\n'
            + "\n".join(text + ways) + "\n</osm>\n").encode()


class Handler(busy_server.BusyHandler):
    def sent(self, code, bytes_sent):
        with self.lock, open(log_file, "a") as log:
            log.write("%s %s %d %d\n" % (self.command, self.path.split("?")[0], code, bytes_sent))

    def do_POST(self):
        body = self.asked()
        if not self.path.endswith("/search"):
            return self.answer(404, b"{}")
        first, last = body["datetime"].split("/")
        address = "http://" + self.headers["Host"]
        limit = body.get("query", {}).get("eo:cloud_cover", {}).get("lte", 100.0)
        found = [i for i in items(address) if first <= i["properties"]["datetime"] <= last
                 and i["collection"] in body["collections"] and i["properties"]["eo:cloud_cover"] <= limit]
        self.answer_page(found, body.get("token", 0), 2, address + self.path)

    def do_GET(self):
        path = urllib.parse.unquote(self.path)
        if path.startswith("/api/interpreter?data="):
            known = 'rel["boundary"="administrative"]' in path
            return self.answer(200 if known else 400, border_xml() if known else b"bad question", "text/xml")
        if not path.startswith("/files/"):
            return self.answer(404, b"")
        self.answer_file(os.path.normpath(os.path.join(folder, path[len("/files/"):].split("?")[0])))

    do_HEAD = do_GET


busy_server.serve(Handler, port_file)
