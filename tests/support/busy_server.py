"""What the tests' servers share: files by range requests, the first of every file refused once with 503 as
busy servers do, and pages of a STAC search."""
import http.server
import json
import os
import re
import threading


class BusyHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stumbled = set()
    lock = threading.Lock()

    def log_message(self, *arguments):
        pass

    def sent(self, code, bytes_sent):
        """Called after each answer."""

    def answer(self, code, body, kind="application/json", extra=()):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in extra:
            self.send_header(name, value)
        self.end_headers()
        count = 0 if self.command == "HEAD" else len(body)
        if count:
            self.wfile.write(body)
        self.sent(code, count)

    def asked(self):
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def answer_page(self, items, start, size, href):
        page = {"type": "FeatureCollection", "features": items[start:start + size], "links": []}
        if start + size < len(items):
            page["links"].append({"rel": "next", "href": href, "method": "POST", "merge": True,
                                  "body": {"token": start + size}})
        self.answer(200, json.dumps(page).encode())

    def answer_file(self, path):
        if not os.path.isfile(path):
            return self.answer(404, b"")
        with open(path, "rb") as file:
            data = file.read()
        wanted = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not wanted:
            return self.answer(200, data, "image/tiff", [("Accept-Ranges", "bytes")])
        with self.lock:
            fresh = path not in self.stumbled and self.command == "GET"
            if fresh:
                self.stumbled.add(path)
        if fresh:
            return self.answer(503, b"busy", "text/plain")
        start = int(wanted.group(1))
        end = min(int(wanted.group(2) or len(data) - 1), len(data) - 1)
        self.answer(206, data[start:end + 1], "image/tiff",
                    [("Content-Range", "bytes %d-%d/%d" % (start, end, len(data)))])


def serve(handler, port_file):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with open(port_file + ".part", "w") as file:
        file.write(str(server.server_address[1]))
    os.rename(port_file + ".part", port_file)
    server.serve_forever()
