"""Faults a run must survive: after each, no half file is believed and a rerun equals an undisturbed run.

usage: /usr/bin/python3 tests/reliability/faults.py [kills N] [truncate N] [disk] [writes N] [readonly] [two] [clock] [scene] [server]
Prints one table row a fault: what, how often, outcome. Disk and read-only faults need root (tmpfs).
"""

import hashlib
import http.server
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../..")
PROGRAM = os.environ.get("BORDERLENS", os.path.abspath(os.path.join(ROOT, "build/borderlens")))
KHORGOS = os.path.abspath(os.path.join(ROOT, "pipelines/khorgos.toml"))
STUDY = ""  # a small one through all stages, made by small_study
failed = 0


def small_study(folder):
    """Two periods, four tiles, labels, nodes and corridors: seconds, so that hundreds of faults take minutes."""
    sys.path.insert(0, os.path.join(ROOT, "tests/reliability/bad_inputs"))
    sys.dont_write_bytecode = True
    import material as m
    m.make_all(folder)
    for name in ("scene", "scene2"):
        m.digital_numbers(f"{folder}/{name}", 100, 100)
    m.text(f"{folder}/criteria.csv", "criterion,direction\npopulation,benefit\nborder_h,cost\n")
    study = m.STUDY.replace('["scene"]', '["scene", "scene2"]').replace("[2020]", "[2020, 2021]")
    study = study.replace("zone_km = 0.2", "zone_km = 0.5").replace("[0, 0.1, 0.2]", "[0, 0.2, 0.5]")
    m.text(f"{folder}/study.toml", study + '[network]\nnodes = "nodes.csv"\nedges = ["edges.csv"]\n'
           'crossings = "crossings.csv"\ncriteria = "criteria.csv"\ncores = ["A", "D"]\nscenarios = ["scenario.toml"]\n')
    return f"{folder}/study.toml"


def run(out, study="", wait=True, before=(), threads=0, **options):
    words = [*before, PROGRAM, "run", study or STUDY, "--out", out, "--quiet"] + (["--threads", str(threads)] if threads else [])
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)
    if not wait:
        return process
    _, err = process.communicate()
    return process.returncode, err


def sums(folder):
    found = {}
    for place, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(place, name)
            relative = os.path.relpath(path, folder)
            if relative.startswith("records") or relative in ("run.json", "run.lock"):
                continue
            with open(path, "rb") as file:
                found[relative] = hashlib.md5(file.read()).hexdigest()
    return found


def row(fault, count, outcome, sound):
    global failed
    failed += 0 if sound else 1
    print(f"| {fault} | {count} | {outcome if sound else 'FAILED: ' + outcome} |", flush=True)


def differing(calm, folder):
    now = sums(folder)
    return sorted(name for name in calm.keys() | now.keys() if calm.get(name) != now.get(name))


def torn(calm, folder):
    """Files under their final names that an undisturbed run does not have, or has otherwise."""
    return sorted(name for name, sum_ in sums(folder).items()
                  if "/.partial_" not in "/" + name and calm.get(name) != sum_)


def last_stage(folder):
    """The stage of the newest record: the one at work, or the one before it."""
    records = [os.path.join(where, name) for where, _, names in os.walk(folder + "/records") for name in names]
    if not records:
        return "before the first record"
    newest = max(records, key=os.path.getmtime)
    return os.path.relpath(newest, folder + "/records").split("/")[0].split("_r0")[0]


def count_records(folder):
    return sum(len(names) for _, _, names in os.walk(folder + "/records"))


def kills(place, calm, count):
    """At moments over the whole length of a run; after it is complete it begins anew."""
    name = "`kill -9` at a random moment"
    folder, done, killed = place + "/killed", 0, 0
    stages, partial = set(), 0
    draw = random.Random(int(os.environ.get("SEED", "11")))
    started = time.time()
    run(place + "/timed")
    length = time.time() - started
    shutil.rmtree(place + "/timed")
    while killed < count:
        process = run(folder, wait=False)
        try:
            # Every other time so many units further on, else where the whole run would be over before late stages are met.
            wanted = count_records(folder) + draw.randrange(12) if killed % 2 else 0
            until = time.time() + length
            while process.poll() is None and time.time() < until and count_records(folder) < wanted:
                time.sleep(0.005)
            process.wait(timeout=draw.uniform(0, 0.1) if killed % 2 else draw.uniform(0.02, 0.5) * length)
            _, err = process.communicate()
            done += 1
            different = differing(calm, folder)
            if process.returncode != 0 or different:
                return row(name, killed, f"exit {process.returncode}, differs: {different[:3]} {err[-200:]}", False)
            shutil.rmtree(folder)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            killed += 1
            if os.path.isdir(folder):
                stages.add(last_stage(folder))
                partial += any(name.startswith(".partial_") for _, _, names in os.walk(folder) for name in names)
                half = torn(calm, folder)
                if half:
                    return row(name, killed, f"half or wrong files under final names: {half[:3]}", False)
    code, err = run(folder)
    different = differing(calm, folder)
    row(name, killed, f"in {len(stages)} stages, {partial} of them while a file was being written; no half file under a "
        f"final name after any; {done + 1} completions between them, all identical" if code == 0 and not different
        else f"exit {code}, differs: {different[:3]} {err[-200:]}", code == 0 and not different)


def truncate(place, calm, count):
    """What a power cut leaves where files were not flushed: any file shorter than it was, or empty."""
    draw = random.Random(3)
    folder = place + "/cut"
    run(folder)
    for _ in range(count):
        files = sorted(os.path.join(where, name) for where, _, names in os.walk(folder) for name in names
                       if name != "run.lock")
        for path in draw.sample(files, 3):
            os.truncate(path, draw.randrange(0, max(1, os.path.getsize(path))))
        code, err = run(folder)
        different = differing(calm, folder)
        if code != 0 or different:
            return row("three files cut short at random", count, f"exit {code}, differs: {different[:3]} {err[-200:]}", False)
    row("three files cut short at random", count, "each rerun completes, identical", True)


def disk(place, calm, sizes=(40, 80, 120, 160, 200, 300, 400, 500, 600, 800, 1000, 1500)):
    stopped = 0
    for size in sizes:
        folder = f"{place}/disk{size}"
        os.makedirs(folder)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder], check=True)
        try:
            code, err = run(folder + "/run")
            if code == 2 and err.count("error: ") == 1:
                stopped += 1
            elif code != 0:
                return row("disk full", size, f"exit {code}: {err[-300:]}", False)
            subprocess.run(["mount", "-o", "remount,size=500m", folder], check=True)
            code, err = run(folder + "/run")
            different = differing(calm, folder + "/run")
            if code != 0 or different:
                return row("disk full", size, f"rerun: exit {code}, {different[:3]} {err[-300:]}", False)
        finally:
            subprocess.run(["umount", folder])
    row("disk full (tmpfs of 40 to 1500 KB)", len(sizes), f"{stopped} stop with one line and exit 2; each rerun with room completes, identical", True)
    import resource
    stopped = 0
    limits = (100, 200, 400, 800, 1500, 3000, 6000, 12_000, 25_000, 50_000, 100_000)
    for limit in limits:
        folder = f"{place}/limit{limit}"
        code, err = run(folder, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        if code not in (0, 2) or (code == 2 and err.count("error: ") != 1):
            return row("file size limit (quota)", limit, f"exit {code}: {err[-300:]}", False)
        stopped += code == 2
        code, _ = run(folder)
        different = differing(calm, folder)
        if code != 0 or different:
            return row("file size limit (quota)", limit, f"rerun: exit {code}, {different[:3]}", False)
        shutil.rmtree(folder)
    row("file size limit (quota) of 100 B to 100 KB", len(limits), f"{stopped} stop with one line and exit 2; each rerun completes, identical", True)


def scene_left_out(folder):
    """Whether the run went on without a scene that could not be read, as the study allows, and says so."""
    path = folder + "/tables/scenes.csv"
    if not os.path.exists(path):
        return False
    with open(path) as file:
        return any("cannot be" in line for line in file)


def writes(place, calm, count=20):
    """One call of each kind fails, once, wherever in the run it is: strace puts the error in."""
    if not shutil.which("strace"):
        return print("| a single call that fails | 0 | skipped: no strace |")
    traced = ["strace", "-f", "-qq", "-e", "signal=none", "-o", place + "/trace"]
    errors = {"write": "ENOSPC", "pwrite64": "ENOSPC", "fsync": "EIO", "rename": "EDQUOT", "mkdir": "ENOSPC",
              "read": "EIO", "pread64": "EIO", "openat": "EMFILE"}
    run(place + "/counted", before=traced + ["-e", "trace=" + ",".join(errors)], threads=1)
    with open(place + "/trace") as file:
        lines = file.readlines()
    draw = random.Random(5)
    for call in os.environ.get("CALLS", ",".join(errors)).split(","):
        error = errors[call]
        # Calls are counted by process or thread: the first, which does the work.
        first = lines[0].split()[0]
        made = sum(line.startswith(first) and f" {call}(" in line for line in lines)
        stopped, left, over, tried = 0, 0, 0, min(count, made)
        for when in sorted(draw.sample(range(1, made + 1), tried)):
            folder = place + "/written"
            shutil.rmtree(folder, ignore_errors=True)
            name = f"{call}() number {when} of {made} fails with {error}"
            code, err = run(folder, before=traced + ["-e", f"inject={call}:error={error}:when={when}"], threads=1)
            named = scene_left_out(folder)
            half = torn(calm, folder) if os.path.isdir(folder) and not named else []
            if code not in (0, 2) or (code == 2 and err.count("error: ") != 1) or half:
                row(name, 1, f"exit {code}, half: {half[:3]}: {err[-300:]}", False)
                continue
            if code == 0 and not named and differing(calm, folder):
                row(name, 1, f"exit 0, differs: {differing(calm, folder)[:3]}", False)
                continue
            stopped, left, over = stopped + (code == 2), left + named, over + (code == 0 and not named)
            code, err = run(folder)
            # A run that ended without a scene has news to tell once the scene is back.
            news = {"changes.json", "monitoring/before.json", "report.html", "report_plain.html",
                    "tables/revisions.csv"} if named else set()
            if code != 0 or set(differing(calm, folder)) - news:
                row(name, 1, f"rerun: exit {code}, differs: {differing(calm, folder)[:3]} {err[-300:]}", False)
        row(f"one {call}() fails ({error})", f"{tried} of {made}", f"{stopped} stop with one line and exit 2, {over} are got "
            f"over with nothing missing, {left} leave a scene out and name it; no half file; each rerun completes, identical",
            stopped + left + over == tried)


def readonly(place, calm):
    folder = place + "/readonly"
    os.makedirs(folder)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", folder], check=True)
    try:
        code, err = run(folder + "/run")
        row("read-only output", 1, f"exit {code}: {err.strip().replace(place, '')}", code == 2 and err.count("\n") == 1)
    finally:
        subprocess.run(["umount", folder])


def two(place, calm, count=10):
    for i in range(count):
        folder = f"{place}/two{i % 2}"
        shutil.rmtree(folder, ignore_errors=True)
        first = run(folder, wait=False)
        time.sleep(0.05 + 0.1 * i)
        code, err = run(folder)
        first.communicate()
        if first.poll() != 0 or differing(calm, folder) or (code != 0 and "another run" not in err) or code == 1:
            return row("two runs on one folder", count, f"first {first.poll()}, second {code}: {err}", False)
    row("two runs on one folder", count, "the second is refused with exit 2 while the first is at work; results identical", True)


def clock(place, calm):
    folder = place + "/clock"
    run(folder)
    for year in (1971, 2037):
        for where, _, names in os.walk(folder):
            for name in names:
                os.utime(os.path.join(where, name), (0, (year - 1970) * 31557600))
        code, err = run(folder)
        if code != 0 or differing(calm, folder):
            return row("clock jumps", 2, f"exit {code}: {err}", False)
    row("clock jumps (every file's time in 1971, in 2037)", 2, "nothing is redone, nothing differs", True)


def scene(place, calm, count=3):
    source = place + "/scenes-study"
    for i in range(count):
        shutil.rmtree(source, ignore_errors=True)
        shutil.copytree(os.path.join(ROOT, "sample-tiles"), source + "/sample-tiles")
        shutil.copytree(os.path.join(ROOT, "pipelines"), source + "/pipelines")
        study = source + "/pipelines/khorgos.toml"
        bands = sorted(os.path.join(where, name) for where, _, names in os.walk(source + "/sample-tiles/scenes")
                       for name in names if name.endswith("SR_B4.TIF"))
        process = run(source + "/run", study, wait=False)
        time.sleep(0.5 + i)
        # The red band becomes another scene's red band, in place.
        shutil.copyfile(bands[(i + 1) % len(bands)], bands[i % len(bands)])
        process.communicate()
        code, err = run(source + "/run", study)
        fresh, _ = run(source + "/fresh", study)
        different = differing(sums(source + "/fresh"), source + "/run")
        if code != 0 or fresh != 0 or different:
            return row("a scene that changes under a run", count, f"exit {code}, {fresh}: {different[:3]} {err[-300:]}", False)
    row("a scene that changes under a run", count, "a rerun redoes what was stale; equals a fresh run", True)


class Server(http.server.BaseHTTPRequestHandler):
    fault, content, asked = "", b"", 0
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        cls = type(self)
        cls.asked += 1
        content = cls.content
        if cls.fault in ("403", "404", "429", "500", "503"):
            self.send_response(int(cls.fault))
            self.send_header("Content-Length", "0")
            return self.end_headers()
        if cls.fault == "changes size" and cls.asked > 2:
            content = content[:len(content) // 3]
        start, end = 0, len(content) - 1
        asked = self.headers.get("Range", "")
        if asked.startswith("bytes="):
            first, _, last = asked[6:].partition("-")
            start, end = int(first), min(int(last) if last else end, end)
        if start >= len(content):
            self.send_response(416)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        body = content[start:end + 1]
        self.send_response(206 if asked else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(body)))
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{end}/{len(content)}")
        self.end_headers()
        if self.command == "HEAD":
            return
        if cls.fault == "stalls" and cls.asked > 1:
            time.sleep(6)
            self.close_connection = True
            return
        if cls.fault == "truncates" and cls.asked > 1:
            self.wfile.write(body[:len(body) // 2])
            self.close_connection = True
            return
        self.wfile.write(body)


def server(place, calm):
    sys.path.insert(0, os.path.join(ROOT, "tests/reliability/bad_inputs"))
    import material
    image = place + "/remote.tif"
    material.reflectance(image, 1, cols=600, rows=600)
    with open(image, "rb") as file:
        Server.content = file.read()
    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    variables = {**os.environ, "GDAL_HTTP_TIMEOUT": "3", "GDAL_HTTP_MAX_RETRY": "1", "GDAL_HTTP_RETRY_DELAY": "0.2"}
    for fault in ("", "403", "404", "429", "500", "503", "stalls", "truncates", "changes size"):
        Server.fault, Server.asked = fault, 0
        out = place + f"/remote_{fault.replace(' ', '_')}.out.tif"
        address = f"http://127.0.0.1:{listener.server_address[1]}/scene{fault.replace(' ', '')}.tif"
        done = subprocess.run([PROGRAM, "composite", address, "--out", out, "--quiet"], capture_output=True, text=True,
                              env=variables, timeout=120)
        lines = done.stderr.strip().split("\n")
        if not fault:
            row("remote scene, sound server", 1, f"exit {done.returncode}", done.returncode == 0)
            with open(out, "rb") as file:
                whole = hashlib.md5(file.read()).hexdigest()
            continue
        right = done.returncode == 2 and len(lines) == 1 and not os.path.exists(out)
        if done.returncode == 0:  # the fault was got over by asking again: then nothing may be missing
            with open(out, "rb") as file:
                right = hashlib.md5(file.read()).hexdigest() == whole
        row(f"remote server {fault}", 1, f"exit {done.returncode}, nothing written: {lines[-1][:110].replace(place, '')}"
            if done.returncode else "got over by asking again, identical", right)
    listener.shutdown()


def main():
    words = sys.argv[1:] or ["kills", "200", "truncate", "20", "disk", "writes", "readonly", "two", "clock", "scene", "server"]
    place = tempfile.mkdtemp(prefix="faults_", dir="/tmp")
    try:
        global STUDY
        STUDY = small_study(place + "/study")
        calm = {}
        if words != ["server"]:
            code, err = run(place + "/calm")
            if code != 0:
                sys.exit(f"the study does not run: {err}")
            calm = sums(place + "/calm")
        for i, word in enumerate(words):
            if word.isdigit():
                continue
            count = [int(words[i + 1])] if i + 1 < len(words) and words[i + 1].isdigit() else []
            globals()[word](place, calm, *count)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    sys.exit(1 if failed else 0)


main()
