"""What can be wrong with any file: not there, empty, noise, a folder, cut short, a link to itself, not a number."""

import os
import random
import shutil


def remove(path):
    shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)


def missing(path):
    remove(path)


def empty(path):
    remove(path)
    open(path, "w").close()


def noise(path):
    remove(path)
    with open(path, "wb") as file:
        file.write(random.Random(1).randbytes(3000))


def folder(path):
    remove(path)
    os.mkdir(path)


def loop(path):
    remove(path)
    os.symlink(os.path.basename(path), path)


def cut(path):
    with open(path, "rb+") as file:
        file.truncate(os.path.getsize(path) * 6 // 10)


def cases(sound):
    made = []
    for name, command in sound.CALLS.items():
        words = command.split()
        for word in words:
            if word in sound.FILES and name not in sound.LISTS_PROBLEMS:
                kinds = [missing, empty, noise, folder, loop]
                if word.endswith((".tif", ".forest", ".gpkg", ".geojson")):
                    kinds.append(cut)
                for kind in kinds:
                    made.append((f"{name}: {word}: {kind.__name__}", command,
                                 lambda place, kind=kind, word=word: kind(os.path.join(place, word))))
            if word in sound.OUTPUTS:
                made.append((f"{name}: {word}: there already", command,
                             lambda place, word=word: open(os.path.join(place, word), "w").close()))
                made.append((f"{name}: {word}: in no folder", command.replace(word, "nowhere/" + word), None))
                if word.endswith((".csv", ".gpkg")):
                    made.append((f"{name}: {word}: unknown ending", command.replace(word, "new.xyz"), None))
                if word.endswith(".tif"):
                    made.append((f"{name}: {word}: ending of another format", command.replace(word, "new.png"), None))
        made.append((f"{name}: unknown option", command + " --no-such-option", None))
        made.append((f"{name}: no thread", command + " --threads 0", None))
    return made
