"""What is killed: `tkmv probe --rounds` over a small inventory and then `tkmv journal compact`, at any moment.

`python -m tests.cli.swept ROOT WAY KILLS SEED` kills it again and again, lets the last run come to its end, and prints
what was acknowledged and where the kills fell. A sweep is acknowledged once the spool has taken it.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from random import Random
from time import monotonic, sleep
from typing import Any

from generator.cli import main as tkmv
from probes.model.measurement import Measurement
from probes.sweep.spool import Batch, Spool

# A forked child begins where these are loaded already, so that a kill costs a sweep and not a second of imports.
WARM = (
    "generator.cli.probe_sweep",
    "generator.cli.probe_ledger",
    "generator.cli.journal_work",
    "generator.monitoring.plan",
    "probes.kinds.http",
    "pyarrow.acero",
)
Key = tuple[int, str, str, str]


# What a kill is to hit, by the word in the run's output after which its time begins.
AIMS = {"acknowledged": "delivering", "compacting": "compacting"}


def _say(**told: object) -> None:
    os.write(1, json.dumps(told).encode() + b"\n")


def _listening(way: str) -> None:
    """Tell each sweep as soon as the spool has taken it; the careless spool takes it and writes nothing."""
    keep = Spool.keep

    def told(spool: Spool, rows: Sequence[Measurement], **more: Any) -> Batch:
        if way == "careless":
            done = Batch(spool.folder / "nowhere.json", more["runner"], more["started"], tuple(rows))
        else:
            done = keep(spool, rows, **more)
        _say(acknowledged=[(row.slot, row.target, row.check, row.vantage) for row in rows])
        if way in ("careless", "at-once"):
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    Spool.keep = told  # type: ignore[method-assign, assignment]


def _run(root: str, way: str, turn: int) -> None:
    """The child: the commands as their users call them. Two turns share a vantage, as a restarted runner does."""
    _listening(way)
    day = datetime.now(UTC).date().isoformat()
    vantage = f"v{turn // 2}"
    probe = ["probe", "--root", root, "--rounds", "2", "--every", "0.25", "--vantage", vantage, "--format", "json"]
    for stage, call in (("compacting", probe), ("done", ["journal", "compact", "--root", root, "--day", day])):
        try:
            tkmv(call)
        except SystemExit:
            _say(stage=stage)


def _turn(root: str, way: str, turn: int, heard: list[Key], cue: str | None = None, wait: float | None = None) -> str:
    """One run, killed so many seconds after it has said the cue; where it stood then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.dup2(writing, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            _run(root, way, turn)
        finally:
            os._exit(0)
    os.close(writing)
    place = "sweeping"
    with os.fdopen(reading, encoding="utf-8") as said:
        while cue is not None and (line := said.readline()):
            place = _told(line, place, heard)
            if cue in line:
                break
        if wait is not None:
            sleep(wait)
            os.kill(child, signal.SIGKILL)
        for line in said:
            place = _told(line, place, heard)
    os.waitpid(child, 0)
    return place


def _told(line: str, place: str, heard: list[Key]) -> str:
    """What a line says: rows that are acknowledged, and how far the run has come."""
    told = json.loads(line) if line.startswith("{") else {}
    heard += [(slot, target, check, vantage) for slot, target, check, vantage in told.get("acknowledged", ())]
    # The command's own line says where the sweep is recorded; a round in the same slots has measured nothing.
    return str(told.get("stage") or ("delivering" if "acknowledged" in told else "sweeping" if told else place))


def main() -> None:
    """Kills at moments spread over a whole run, over a delivery and over a compaction, in turn."""
    root, way, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    for name in WARM:
        import_module(name)
    chance, places, heard = Random(seed), Counter[str](), list[Key]()
    begun = monotonic()
    if way == "random":
        _turn(root, way, 0, heard)
    whole, spans = monotonic() - begun, dict.fromkeys(AIMS, 0.05)
    cues = (None, *AIMS)
    for turn in range(1, kills + 1):
        cue = cues[turn % len(cues)] if way == "random" else None
        wait = chance.uniform(0, spans[cue] if cue else whole) if way == "random" else None
        place = _turn(root, way, turn, heard, cue, wait)
        if cue:
            # Held so that about half of these kills hit what they aim at, and half come after it.
            spans[cue] *= 1.25 if place == AIMS[cue] else 0.8
        places[place] += 1
    if way != "careless":
        _turn(root, "random", kills + 2, heard)
    print(json.dumps({"rows": heard, "places": places}))


if __name__ == "__main__":
    main()
