"""A week of 500 checks a minute: bytes a row, the roll-up beside DuckDB and pandas, and the merge of stored roll-ups.

Each way runs in a process of its own, in turns, over the same files; the best turn counts, and the most memory.
`python benchmarks/bench_journal.py [DAYS [CHECKS]]`
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from probes.journal import Journal
from probes.journal.tally import LAST_BUCKET
from probes.model.check import Check, Target
from probes.model.verdict import Purpose, Side

TURNS = 3
START = datetime(2026, 11, 2, tzinfo=UTC)
PER_TARGET = 5
Way = Callable[[Path, int, int], int]


def plan(checks: int) -> list[Target]:
    """Targets of five checks, each once a minute."""
    names = [f"check-{number}" for number in range(PER_TARGET)]
    each = tuple(Check(name, "http", Purpose.SERVICE_AVAILABILITY, "http://x/", period=60) for name in names)
    return [Target(f"target-{number:03}", "", Side.SUPPLIER, each) for number in range(checks // PER_TARGET)]


def write(folder: Path, days: int, checks: int) -> None:
    """Days of rows: long tails, an outage a day a check in ten, a share of causes."""
    chance = np.random.default_rng(151)
    journal, minutes = Journal.open(str(folder), now=lambda: START + timedelta(days=days + 1)), 1440
    names = [(target.id, check.id) for target in plan(checks) for check in target.checks]
    causes = np.array(["timeout", "refused", "http_status"], object)
    for number in range(days):
        day = START + timedelta(days=number)
        total = checks * minutes
        down = (chance.random((checks, 1)) < 0.1) & (
            np.abs(np.arange(minutes) - chance.integers(0, minutes, (checks, 1))) < 20
        )
        slow = chance.random((checks, minutes)) < 0.005
        verdict = np.full(total, "up", object)
        verdict[slow.ravel()], verdict[down.ravel()] = "degraded", "down"
        cause = np.full(total, None, object)
        cause[slow.ravel()] = "slow"
        cause[down.ravel()] = causes[chance.integers(0, 3, int(down.sum()))]
        pace = np.exp(chance.normal(4.2, 0.5, (checks, 1)))
        columns = {
            "slot": np.tile(int(day.timestamp()) + 60 * np.arange(minutes), checks),
            "target": np.repeat(np.array([name for name, _ in names], object), minutes),
            "check": np.repeat(np.array([name for _, name in names], object), minutes),
            "vantage": np.full(total, "moscow", object),
            "verdict": verdict,
            "cause": cause,
            "milliseconds": (pace * chance.lognormal(0, 0.25, (checks, minutes))).ravel().astype(np.int64) + 1,
            "evidence": np.full(total, "", object),
        }
        kept = chance.random(total) > 0.002
        journal.write_day(day.date(), {key: one[kept] for key, one in columns.items()}, simulated=True, runner="bench")


def ours(folder: Path, days: int, checks: int) -> int:
    """Ours: every day rolled up and stored, then merged."""
    journal = Journal.open(str(folder))
    journal.roll_up_days([(START + timedelta(days=number)).date() for number in range(days)], plan(checks))
    return merged(folder, days, checks)


def merged(folder: Path, days: int, _: int) -> int:
    """Ours, from stored roll-ups."""
    found = Journal.open(str(folder)).rolled(START.date(), (START + timedelta(days=days - 1)).date())
    for one in found:
        assert one.up + one.degraded + one.down + one.not_measured + one.missing == one.expected
    return sum(one.up for one in found) + sum(one.latency.percentile(95) or 0 for one in found)


GROUP = 'target, "check", vantage'


def duckdb_counts(folder: Path, days: int, checks: int) -> int:
    """DuckDB: counts by verdict and cause, missing, histogram and its percentile; no outages."""
    database, rows = _database(folder)
    counts = database.execute(f"SELECT {GROUP}, verdict, cause, count(*) FROM {rows} GROUP BY ALL").fetchall()
    database.execute(f"SELECT {GROUP}, {days * 1440} - count(*) FROM {rows} GROUP BY ALL").fetchall()
    percentiles = database.execute(f"""
        WITH bucket AS (
            SELECT {GROUP}, least(milliseconds, {LAST_BUCKET}) AS ms, count(*) AS n
            FROM {rows} WHERE verdict IN ('up', 'degraded') GROUP BY ALL
        ), rank AS (
            SELECT {GROUP}, ms, sum(n) OVER (PARTITION BY {GROUP} ORDER BY ms) AS seen,
                sum(n) OVER (PARTITION BY {GROUP}) AS total FROM bucket
        )
        SELECT {GROUP}, min(ms) FROM rank WHERE seen * 100 >= 95 * total GROUP BY ALL
    """).fetchall()
    assert len(percentiles) == checks
    return sum(int(line[5]) for line in counts if line[3] == "up") + sum(int(line[3]) for line in percentiles)


def duckdb_all(folder: Path, days: int, checks: int) -> int:
    """DuckDB: the same and outages as islands, which is all that ours tells."""
    database, rows = _database(folder)
    database.execute(f"""
        WITH told AS (
            SELECT {GROUP}, slot, verdict, lag(verdict) OVER same AS before, lead(slot) OVER same AS next
            FROM {rows} WHERE verdict <> 'not_measured' WINDOW same AS (PARTITION BY {GROUP} ORDER BY slot)
        ), island AS (
            SELECT *, sum((before IS DISTINCT FROM 'down')::INT) OVER (PARTITION BY {GROUP} ORDER BY slot) AS number
            FROM told WHERE verdict = 'down'
        )
        SELECT {GROUP}, number, min(slot), max(next), count(*) FROM island GROUP BY ALL
    """).fetchall()
    return duckdb_counts(folder, days, checks)


def _database(folder: Path) -> tuple[Any, str]:
    import duckdb

    return duckdb.connect(), f"read_parquet('{folder / 'days' / '*.parquet'}')"


def by_pandas(folder: Path, days: int, checks: int) -> int:
    """pandas over pyarrow: the same counts and percentiles, without outages."""
    import pandas as pd

    rows = pd.concat(
        [pd.read_parquet(path, columns=["target", "check", "vantage", "verdict", "cause", "milliseconds"])
         for path in sorted((folder / "days").iterdir())]
    )  # fmt: skip
    group = ["target", "check", "vantage"]
    rows = rows.astype(dict.fromkeys([*group, "verdict", "cause"], "category"))
    rows.groupby([*group, "verdict", "cause"], observed=True).size()
    counts = rows.groupby([*group, "verdict"], observed=True).size()
    answers = rows[rows["verdict"].isin(["up", "degraded"])]
    percentiles = answers.groupby(group, observed=True)["milliseconds"].quantile(0.95, interpolation="higher")
    assert len(percentiles) == checks
    return int(counts.xs("up", level="verdict").sum())


WAYS: dict[str, Way] = {
    "ours": ours,
    "merged": merged,
    "duckdb_counts": duckdb_counts,
    "duckdb_all": duckdb_all,
    "pandas": by_pandas,
}


def main() -> None:
    """Print bytes a row, then one line a way: best seconds, their ratio to DuckDB, most memory."""
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    checks = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, days, checks)
        journal = Journal.open(name)
        rows = sum(journal.table(*_day(number)).num_rows for number in range(days))
        packed = sum(entry.size for entry in journal.store.entries("days"))
        print(f"{rows:,} rows, {packed / rows:.2f} bytes a row")
        best = dict.fromkeys(WAYS, float("inf"))
        memory, answers = dict.fromkeys(WAYS, 0.0), dict.fromkeys(WAYS, 0)
        for _ in range(TURNS):
            for way in WAYS:
                call = [sys.executable, __file__, "--one", way, name, str(days), str(checks)]
                told = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
                best[way] = min(best[way], told["seconds"])
                memory[way], answers[way] = max(memory[way], told["mebibytes"]), told["answer"]
        assert answers["ours"] == answers["merged"] == answers["duckdb_counts"], answers
        stored = sum(entry.size for entry in journal.store.entries("rollups"))
    print(f"stored roll-ups: {stored / days / checks:.0f} bytes a check and day")
    for way, seconds in best.items():
        doc = (WAYS[way].__doc__ or "").strip()
        print(f"{way:13} {seconds:6.2f} s {seconds / best['duckdb_counts']:5.2f} {memory[way]:6.0f} MiB  {doc}")


def _day(number: int) -> tuple[datetime, datetime]:
    return START + timedelta(days=number), START + timedelta(days=number + 1)


def one() -> None:
    """One way in this process: seconds after the libraries are loaded, memory at its most."""
    way, folder, days, checks = sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
    if way == "pandas":
        import pandas  # noqa: F401
    elif way.startswith("duckdb"):
        import duckdb  # noqa: F401
    started = time.perf_counter()
    answer = WAYS[way](folder, days, checks)
    seconds = time.perf_counter() - started
    # Not ru_maxrss: that remembers the parent's.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps({"seconds": seconds, "mebibytes": peak, "answer": answer}))


if __name__ == "__main__":
    one() if sys.argv[1:2] == ["--one"] else main()
