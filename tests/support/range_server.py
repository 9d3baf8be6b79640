"""A small STAC API and file server for tests: POST /search, GET and HEAD with ranges, /bytes (served
so far).
usage: range_server.py FOLDER PORT_FILE"""
import json
import os
import sys

import busy_server

folder, port_file = sys.argv[1], sys.argv[2]
served = {"bytes": 0}


class Handler(busy_server.BusyHandler):
    def sent(self, code, bytes_sent):
        if code == 206:
            served["bytes"] += bytes_sent

    def do_POST(self):
        body = self.asked()
        with open(os.path.join(folder, "items.json")) as file:
            items = json.load(file)["features"]
        first, last = body["datetime"].split("/")
        west, south, east, north = body["bbox"]
        items = [i for i in items if first <= i["properties"]["datetime"] <= last
                 and i["collection"] in body["collections"] and west < east and south < north]
        self.answer_page(items, body.get("token", 0), 1, "/search")

    def do_GET(self):
        if self.path == "/bytes":
            return self.answer(200, str(served["bytes"]).encode(), "text/plain")
        self.answer_file(os.path.join(folder, self.path.lstrip("/").split("?")[0]))

    do_HEAD = do_GET


busy_server.serve(Handler, port_file)
