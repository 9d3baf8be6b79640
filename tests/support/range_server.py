"""A small STAC API and file server for tests: POST /search, GET and HEAD with ranges, /bytes (served
so far). The first range request of every file fails once with 503, as busy servers do.
usage: range_server.py FOLDER PORT_FILE"""
import http.server
import json
import os
import re
import sys

folder, port_file = sys.argv[1], sys.argv[2]
served = {"bytes": 0}
stumbled = set()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, code, body, kind="application/json", extra=()):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in extra:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open(os.path.join(folder, "items.json")) as file:
            items = json.load(file)["features"]
        first, last = body["datetime"].split("/")
        west, south, east, north = body["bbox"]
        items = [i for i in items if first <= i["properties"]["datetime"] <= last
                 and i["collection"] in body["collections"] and west < east and south < north]
        start = body.get("token", 0)
        page = {"type": "FeatureCollection", "features": items[start:start + 1], "links": []}
        if start + 1 < len(items):
            page["links"].append({"rel": "next", "href": "/search", "method": "POST",
                                  "merge": True, "body": {"token": start + 1}})
        self.answer(200, json.dumps(page).encode())

    def do_GET(self):
        if self.path == "/bytes":
            return self.answer(200, str(served["bytes"]).encode(), "text/plain")
        path = os.path.join(folder, self.path.lstrip("/").split("?")[0])
        if not os.path.isfile(path):
            return self.answer(404, b"")
        with open(path, "rb") as file:
            data = file.read()
        wanted = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not wanted:
            return self.answer(200, data, "image/tiff", [("Accept-Ranges", "bytes")])
        if path not in stumbled and self.command == "GET":
            stumbled.add(path)
            return self.answer(503, b"busy", "text/plain")
        start = int(wanted.group(1))
        end = min(int(wanted.group(2) or len(data) - 1), len(data) - 1)
        part = data[start:end + 1]
        served["bytes"] += len(part)
        self.answer(206, part, "image/tiff",
                    [("Content-Range", "bytes %d-%d/%d" % (start, end, len(data)))])

    do_HEAD = do_GET


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(port_file + ".part", "w") as file:
    file.write(str(server.server_address[1]))
os.rename(port_file + ".part", port_file)
server.serve_forever()
