#!/usr/bin/env python3
"""Puts figures that were made anew into a page of accuracy and leaves its sentences alone.

usage: put_tables.py FRESH.md PAGE.md
A table of FRESH goes where PAGE has one whose columns begin alike: rows of the same first cells (as many as tell the rows
apart) get the fresh cells (further columns of PAGE stay), new rows come last, rows that were not made anew (such as "before") stay. A line "words: number." goes
where PAGE has one of the same words. Tables and lines PAGE does not have yet are named, and nothing is written.
"""

import re
import sys


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def tables(lines):
    """(first line, line after the last) of every table; a table is a header, a rule and rows."""
    found, start = [], None
    for i, line in enumerate(lines + [""]):
        if line.startswith("|") and start is None:
            start = i
        elif not line.startswith("|") and start is not None:
            found.append((start, i))
            start = None
    return found


def row_of(texts):
    return ("| " + " | ".join(texts) + " |").replace("|  |", "| |")


def name_cells(rows):
    """How many first cells tell rows apart."""
    width = min(len(row) for row in rows)
    return next((k for k in range(1, width) if len({tuple(row[:k]) for row in rows}) == len(rows)), width)


def merged(kept, fresh):
    width = len(cells(kept[0]))
    fresh_rows = [cells(row) for row in fresh[2:]]
    names = name_cells(fresh_rows)
    rows = {tuple(row[:names]): row for row in fresh_rows}
    result = kept[:2]
    for row in kept[2:]:
        old = cells(row)
        new = rows.pop(tuple(old[:names]), [])
        result.append(row_of(new + old[len(new):]))
    for row in rows.values():
        result.append(row_of(row + [""] * (width - len(row))))
    return result


def main():
    with open(sys.argv[1]) as file:
        fresh = file.read().splitlines()
    with open(sys.argv[2]) as file:
        page = file.read().splitlines()
    missing = []
    for first, last in tables(fresh):
        head = cells(fresh[first])
        place = [(a, b) for a, b in tables(page) if cells(page[a])[:len(head)] == head]
        if len(place) != 1:
            missing.append(fresh[first])
            continue
        page[slice(*place[0])] = merged(page[slice(*place[0])], fresh[first:last])
    for line in fresh:
        words = re.fullmatch(r"([^|].*: )[-0-9.]+", line)
        if words:
            place = [i for i, old in enumerate(page) if old.startswith(words[1])]
            if len(place) == 1:
                page[place[0]] = line
            else:
                missing.append(line)
    if missing:
        sys.exit(f"{sys.argv[2]} has no place, or several, for:\n" + "\n".join(missing))
    with open(sys.argv[2], "w") as file:
        file.write("\n".join(page) + "\n")


main()
