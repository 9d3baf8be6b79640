"""Gives every bad input of the catalogue to the program and compares its answer with messages.txt.

Asked of each: exit code 2, exactly one line on standard error (beside warnings), nothing on standard output, not a byte changed
on disk. `--update` writes messages.txt anew, to be read line by line before it is committed; `--only WORD`
runs the cases whose name holds the word and prints their answers.
"""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import damage
import material
import sound
# Each adds its cases to the catalogue.
import cases_learning  # noqa: F401
import cases_networks  # noqa: F401
import cases_rasters  # noqa: F401
import cases_scenes  # noqa: F401
import cases_studies  # noqa: F401
import cases_tables  # noqa: F401
from makers import CASES

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.environ.get("BORDERLENS", os.path.join(HERE, "../../../build/borderlens"))
SECONDS = 60


def snapshot(folder):
    found = {}
    for place, folders, files in os.walk(folder):
        for name in files + [one for one in folders if os.path.islink(os.path.join(place, one))]:
            path = os.path.join(place, name)
            if os.path.islink(path):
                found[path] = os.readlink(path)
            else:
                with open(path, "rb") as file:
                    found[path] = hashlib.sha1(file.read()).hexdigest()
        for name in folders:
            found[os.path.join(place, name) + "/"] = ""
    return found


def copy_of(good, folder):
    shutil.copytree(good, folder, symlinks=True)


def call(command, folder, environment=None):
    words = shlex.split(command) if isinstance(command, str) else command
    variables = {**os.environ, "GDAL_HTTP_MAX_RETRY": "0", "TZ": "UTC", **(environment or {})}
    try:
        done = subprocess.run([PROGRAM] + words + ["--quiet"], cwd=folder, capture_output=True, timeout=SECONDS,
                              env=variables)
        return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    except subprocess.TimeoutExpired:
        return -1, "", f"no answer in {SECONDS} s"


def judge(name, command, make, good, place):
    """The message, and what is wrong with the answer ('' = nothing)."""
    folder = os.path.join(place, name.replace("/", "_").replace(" ", "_"))
    copy_of(good, folder)
    if make is not None:
        make(folder)
    before = snapshot(place + "/outside") | snapshot(folder)
    code, out, err = call(command, folder)
    after = snapshot(place + "/outside") | snapshot(folder)
    wrong = []
    # Notices of what was seen on the way may stand before the one line that says why it ends.
    lines = [line for line in err.rstrip("\n").split("\n") if not line.startswith("warning: ")]
    if code != 2:
        wrong.append(f"exit code {code}, expected 2")
    if len(lines) != 1 or not lines[0].startswith("error: "):
        wrong.append(f"{len(lines)} lines on standard error, expected one that begins with 'error: '")
    if out:
        wrong.append(f"standard output: {out[:200]!r}")
    if before != after:
        changed = sorted(os.path.relpath(path, place) for path in set(before.items()) ^ set(after.items())
                         for path in [path[0]])
        wrong.append(f"changed on disk: {', '.join(dict.fromkeys(changed))}")
    shutil.rmtree(folder, ignore_errors=True)
    message = lines[0].removeprefix("error: ").replace(place, "PLACE") if len(lines) == 1 else " | ".join(lines)
    return message, "; ".join(wrong)


def lasting(message):
    """The message without what differs from machine to machine and from call to call."""
    return re.sub(r"after \d+ ms", "after N ms", re.sub(r"has [\d.]+ [KMGT]B free", "has N GB free", message))


def main():
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
    place = tempfile.mkdtemp(prefix="bad_inputs_")
    failures = []
    try:
        good = os.path.join(place, "good")
        material.make_all(good)
        os.makedirs(place + "/outside")
        code, _, err = call(sound.CALLS["train"].replace("new.forest", "model.forest"), good)
        if code != 0:
            sys.exit(f"the sound model cannot be trained: {err}")
        for name, command in sound.CALLS.items():
            folder = os.path.join(place, "sound")
            copy_of(good, folder)
            code, _, err = call(command, folder)
            if code != 0:
                failures.append(f"{name} on sound files: exit code {code}: {err.strip()}")
            shutil.rmtree(folder)
        cases = damage.cases(sound) + CASES
        names = [case[0] for case in cases]
        for name in {one for one in names if names.count(one) > 1}:
            failures.append(f"two cases are named '{name}'")
        cases = [case for case in cases if only in case[0]]
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda case: judge(*case, good, place), cases))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    golden_path = os.path.join(HERE, "messages.txt")
    made = {case[0]: lasting(message) for case, (message, _) in zip(cases, answers)}
    for case, (message, wrong) in zip(cases, answers):
        if wrong:
            failures.append(f"{case[0]}: {wrong}: {message}")
        if only:
            print(f"{case[0]} | {message}")
    with open(golden_path) as file:
        golden = dict(line.rstrip("\n").split(" | ", 1) for line in file)
    if "--update" in sys.argv:
        with open(golden_path, "w") as file:
            for name, message in ({**golden, **made} if only else made).items():
                file.write(f"{name} | {message}\n")
    else:
        for name in {name for name in golden if only in name} | made.keys():
            if golden.get(name) != made.get(name):
                failures.append(f"{name}: found '{made.get(name)}', expected '{golden.get(name)}'")
    print("\n".join(failures))
    print(f"{len(cases)} bad inputs, {len(failures)} failures")
    sys.exit(1 if failures else 0)


main()
