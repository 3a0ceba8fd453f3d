"""`tkmv check` on 10,000 cards, cold and unchanged, beside check-jsonschema on the same files; deadlines by size.

Whole processes, run in turn in one sitting, the least of three runs each (the peer once: it takes half a minute).
Memory is the largest resident set of any one process. `python benchmarks/bench_check.py [--cards N]`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took."""

    wall: float
    cpu: float
    mebibytes: float
    code: int


def measured(command: Sequence[str], **environment: str) -> Run:
    """Run a command to its end; its output is thrown away."""
    started = time.perf_counter()
    child = subprocess.Popen(
        list(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, child.returncode)


def least(runs: Sequence[Run]) -> Run:
    """The run that was disturbed least."""
    return min(runs, key=lambda one: one.wall)


def row(name: str, run: Run, base: Run | None = None) -> str:
    """A line of the table."""
    share = f"{run.wall / base.wall:6.3f}" if base else "      "
    return f"{name:44} {run.wall:7.2f} s  {run.cpu:7.2f} s CPU  {run.mebibytes:6.0f} MiB  {share}  exit {run.code}"


def check_beside_the_peer(folder: Path, cards: int) -> None:
    """Cold, unchanged, and check-jsonschema with the committed schema of a card."""
    from benchmarks.make_cards import write

    write(folder, cards, with_records=False)
    files = sorted(str(path) for path in folder.glob("content/cards/*/v1/card.yml"))
    tkmv = [str(BIN / "tkmv"), "check", "--root", str(folder)]
    schema = ROOT / "schemas" / "card.schema.json"
    cold, warm = [], []
    for turn in range(3):
        cache = folder / f"cache{turn}"
        cold.append(measured(tkmv, XDG_CACHE_HOME=str(cache)))
        warm.append(measured(tkmv, XDG_CACHE_HOME=str(cache)))
    # A path from below the folder keeps the arguments under the system's limit.
    os.chdir(folder / "content" / "cards")
    names = [str(Path(name).relative_to(folder / "content" / "cards")) for name in files]
    peer = measured([str(BIN / "check-jsonschema"), "--schemafile", str(schema), *names])
    print(f"\n{cards} card files, all rules:")
    print(row("check-jsonschema, schema only", peer))
    print(row("tkmv check, cold", least(cold), peer))
    print(row("tkmv check, unchanged", least(warm), least(cold)))
    os.chdir(ROOT)


def deadlines_by_size(folder: Path, sizes: Sequence[int]) -> None:
    """Terms of cards with ten records each; reading apart, so that what grows is the procedure."""
    from benchmarks.make_cards import write

    print("\ndeadlines, ten records a card:")
    for cards in sizes:
        write(folder, cards, with_records=True)
        code = (
            "import sys, time; from datetime import date; from pathlib import Path\n"
            "from generator.procedure.standing import Procedure; from generator.reading.content import load\n"
            "from generator.workdays import ProductionCalendar\n"
            "started = time.perf_counter(); read = load(Path(sys.argv[1]), cache=None).content\n"
            "middle = time.perf_counter()\n"
            "found = Procedure(read, ProductionCalendar(read.calendar.values()), date(2026, 11, 20)).duties()\n"
            "import json; print(json.dumps([middle - started, time.perf_counter() - middle, len(found)]))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder)], capture_output=True, check=True, cwd=ROOT, text=True
        )
        reading, counting, duties = json.loads(done.stdout)
        print(
            f"{cards:7} cards {cards * 10:7} records {duties:7} duties  "
            f"read {reading:6.2f} s  computed {counting:6.2f} s  {counting / cards * 1e6:6.0f} us a card"
        )


def start_up() -> None:
    """Small commands, five runs each."""
    print("\nstart-up:")
    for words in (["--help"], ["workdays", "2026-03-02", "5"], ["digest", "tkmv-fn-vetcontrol"]):
        runs = [measured([str(BIN / "tkmv"), *words, "--root", str(ROOT)]) for _ in range(5)]
        print(row("tkmv " + " ".join(words), least(runs)))


def main() -> None:
    """Command line of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        start_up()
        check_beside_the_peer(Path(name), given.cards)
        deadlines_by_size(Path(name), (given.cards // 10, given.cards // 3, given.cards))


if __name__ == "__main__":
    main()
