"""What is killed: a process that appends and compacts without end, and says what was acknowledged.

`python -m tests.probes.journal.victim FOLDER WAY KILLS SEED` kills it again and again and prints what it has heard;
`appending:N` counts from a place of its own, so that several may run over one journal.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from time import sleep

from probes.journal import Journal, rows
from probes.journal.names import RawName, new_stem
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict
from tests.probes.journal.sweeps import NOON, down, now, row

ROWS = 4
Told = Callable[[int], None]


def sweep(number: int) -> list[Measurement]:
    """Rows of a sweep that no other sweep has: `milliseconds` is its number."""
    first = replace(down(evidence=f"обход {number}", vantage=f"v{number}"), milliseconds=number)
    return [first, *(row(check=f"up-{one}", vantage=f"v{number}", elapsed=number) for one in range(ROWS - 1))]


def appending(folder: str, acknowledged: Told, first: int, sweeps: int = 10_000) -> None:
    """Append and now and then compact; each number is told once its sweep is acknowledged."""
    journal, chance = Journal.open(folder, now=now), Random(first)
    if first // 10_000 % 2:
        journal.compact(NOON.date())
    for number in range(first, first + sweeps):
        journal.append(sweep(number), runner=f"r{number}", started=NOON)
        acknowledged(number)
        if chance.random() < 0.3:
            journal.compact(NOON.date())


def careless(folder: str, acknowledged: Told, first: int) -> None:
    """The weak way: rows go to a file that is neither flushed nor synced, and are acknowledged."""
    opened = []
    for number in range(first, first + 100):
        name = RawName(NOON.date(), new_stem(NOON, f"r{number}"), NOON, "r", side=False)
        place = Path(folder) / name.path
        place.parent.mkdir(parents=True, exist_ok=True)
        file = place.open("wb")
        file.write(rows.encode(rows.rows_table(sweep(number)), "raw", {}))
        opened.append(file)
        acknowledged(number)


WAYS = {"appending": appending, "careless": careless}


def kill(folder: str, way: str, turn: int, moment: float) -> list[int]:
    """Let a process work and kill it after so many seconds; the numbers it has told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        name, _, place = way.partition(":")
        first = (int(place or 0) * 1000 + turn) * 10_000
        WAYS[name](folder, lambda number: _tell(writing, number), first)
        os._exit(0)
    os.close(writing)
    # Every other one compacts first and is killed wherever it is; the rest have appended at least once.
    told = b"" if turn % 2 else os.read(reading, 8)
    sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 1 << 16):
        told += more
    os.close(reading)
    return [int.from_bytes(told[place : place + 8]) for place in range(0, len(told), 8)]


def _tell(writing: int, number: int) -> None:
    os.write(writing, number.to_bytes(8))


def lost_or_doubled(folder: str, acknowledged: set[int]) -> tuple[set[int], set[int]]:
    """The oracle: acknowledged sweeps not there whole and any without its evidence; sweeps that are there twice."""
    found: dict[int, list[Measurement]] = {}
    journal = Journal.open(folder, now=now)
    for one in journal.measurements(NOON, NOON.replace(hour=13), evidence=True):
        found.setdefault(one.milliseconds, []).append(one)
    whole = {number for number, rows in found.items() if sorted(rows, key=_key) == sorted(sweep(number), key=_key)}
    doubled = {number for number, rows in found.items() if len({_key(one) for one in rows}) < len(rows)}
    bare = {
        number
        for number, rows in found.items()
        if any(one.verdict is Verdict.DOWN and not one.evidence for one in rows)
    }
    return (acknowledged - whole) | bare, doubled


def _key(one: Measurement) -> tuple[str, str]:
    return one.check, one.vantage


def main() -> None:
    """Kill, and hold the moments so that half of the compactions are cut short and half are not."""
    folder, way, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    chance, window, heard = Random(seed), 0.2, []
    for turn in range(kills):
        told = kill(folder, way, turn, chance.uniform(0, window if turn % 2 else 0.06))
        if turn % 2:
            window *= 0.8 if told else 1.25
        heard += told
    print(json.dumps(heard))


if __name__ == "__main__":
    main()
