"""Roll-ups against a slow and plain count of the same rows, and against SQL over the stored files."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probes.journal import Journal, JournalError
from probes.journal.tally import LAST_BUCKET, Latency, Outage, Tally, joined
from probes.model.check import Check, Target
from probes.model.measurement import Measurement
from probes.model.schedule import expected_slots
from probes.model.verdict import Purpose, Side, Verdict
from tests.probes.journal.sweeps import NOON, now, row, target

FIRST, DAYS = datetime(2026, 11, 18, tzinfo=UTC), 3
LETTERS = {"u": Verdict.UP, "s": Verdict.DEGRADED, "d": Verdict.DOWN, "n": Verdict.NOT_MEASURED}
SLOW = 3 * 3600


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(str(tmp_path / "journal"), now=now)


def told(verdicts: str, start: datetime = FIRST, period: int = SLOW, **more: str) -> list[Measurement]:
    """A letter a slot: up, slow, down, not measured; a dot is a missed one."""
    moments = [start + timedelta(seconds=period * number) for number in range(len(verdicts))]
    return [
        row(moment, verdict=LETTERS[letter], cause=None if letter == "u" else "timeout", period=period, **more)  # type: ignore[arg-type]
        for moment, letter in zip(moments, verdicts, strict=True)
        if letter != "."
    ]


def slow_check(name: str = "wsdl", **bounds: datetime) -> Check:
    return Check(name, "wsdl", Purpose.SERVICE_AVAILABILITY, "http://127.152.2.1/", period=SLOW, **bounds)  # type: ignore[arg-type]


def rolled(
    journal: Journal, rows: Sequence[Measurement], plan: Sequence[Target], days: int = DAYS
) -> tuple[Tally, ...]:
    journal.append(rows, runner="a", started=FIRST)
    for number in range(days):
        journal.roll_up(FIRST.date() + timedelta(days=number), plan)
    return journal.rolled(FIRST.date(), FIRST.date() + timedelta(days=days - 1))


def plainly(rows: Sequence[Measurement], slots: range) -> Tally:
    """The same by the rules alone, row after row."""
    inside = sorted((one for one in rows if one.slot in slots), key=lambda one: one.slot)
    verdicts = Counter(one.verdict for one in inside)
    causes = Counter((str(one.verdict), one.cause) for one in inside if one.cause)
    answers = [one for one in inside if one.verdict in (Verdict.UP, Verdict.DEGRADED)]
    latency = sorted(Counter(min(one.milliseconds, LAST_BUCKET) for one in answers).items())
    outages: list[Outage] = []
    answered = False
    for one in inside:
        last = outages[-1] if outages and outages[-1].end is None else None
        if one.verdict is Verdict.DOWN and last:
            outages[-1] = Outage(last.start, None, one.slot, last.slots + 1, last.continued)
        elif one.verdict is Verdict.DOWN:
            outages.append(Outage(one.slot, None, one.slot, 1, not answered))
        elif one.verdict is not Verdict.NOT_MEASURED:
            answered = True
            if last:
                outages[-1] = Outage(last.start, one.slot, last.last, last.slots, last.continued)
    return Tally(
        rows[0].target,
        rows[0].check,
        rows[0].vantage,
        expected=len(slots),
        up=verdicts[Verdict.UP],
        degraded=verdicts[Verdict.DEGRADED],
        down=verdicts[Verdict.DOWN],
        not_measured=verdicts[Verdict.NOT_MEASURED],
        missing=len(slots) - len(inside),
        unexpected=len(rows) - len(inside),
        causes={key: causes[key] for key in sorted(causes)},
        latency=Latency(tuple(bucket for bucket, _ in latency), tuple(count for _, count in latency)),
        first_answer=answers[0].slot if answers else None,
        outages=tuple(outages),
    )


@settings(max_examples=25)
@given(st.lists(st.text("uuusddn..", min_size=DAYS * 8, max_size=DAYS * 8), min_size=4, max_size=4), st.integers())
def test_a_period_from_roll_ups_is_the_period_counted_plainly(lines: list[str], seed: int) -> None:
    chance = Random(seed)
    bounds = slow_check("b", since=FIRST + timedelta(hours=7), until=FIRST + timedelta(hours=50))
    checks = {"a": slow_check("a"), "b": bounds}
    plan = [target("x", *checks.values()), Target("y", "y", Side.SUPPLIER, (checks["a"],))]
    rows = [
        Measurement(one.slot, one.target, one.check, one.vantage, one.verdict, one.cause, chance.randrange(90_000))
        for line, (place, check) in zip(lines, (("x", "a"), ("x", "b"), ("y", "a"), ("z", "a")), strict=True)
        for one in told(line, target=place, check=check)
    ]
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal.open(folder, now=now)
        found = rolled(journal, rows, plan)
        _past_is_what_days_say_one_by_one(journal)
    for one in found:
        assert one.up + one.degraded + one.down + one.not_measured + one.missing == one.expected
        own = [each for each in rows if (each.target, each.check) == (one.target, one.check)]
        if not own or one.vantage == "":
            continue
        known = one.target in ("x", "y")
        # On a day without any row nobody is known to have been expected: that day counts under no name.
        nobody = sum(each.expected for each in found if (*_key(each),) == (*_key(one),) and not each.vantage)
        whole = expected_slots(checks[one.check], FIRST, FIRST + timedelta(days=DAYS)) if known else range(0)
        plain = plainly(own, whole)
        assert one.expected + nobody == plain.expected
        assert (one.causes, one.latency, one.outages) == (plain.causes, plain.latency, plain.outages)
        assert (one.up, one.down, one.unexpected) == (plain.up, plain.down, plain.unexpected)
        assert one.first_answer == plain.first_answer
    assert sum(one.up + one.degraded + one.down + one.not_measured + one.unexpected for one in found) == len(rows)


def _past_is_what_days_say_one_by_one(journal: Journal) -> None:
    days, percents = [FIRST.date() + timedelta(days=number) for number in range(DAYS)], (50, 95, 99)
    counts, latencies = journal.past(days[0], days[-1], days[1], percents)
    assert counts == journal.strip(days[0], days[-1])
    assert [(one.day, one.target, one.check, one.vantage, *one.percentiles) for one in latencies] == [
        (day, one.target, one.check, one.vantage, *map(one.latency.percentile, percents))
        for day in days[1:]
        for one in journal.rolled(day, day)
        if one.latency.total
    ]


def _key(one: Tally) -> tuple[str, str]:
    return one.target, one.check


def test_nothing_measured_is_missing_for_nobody_or_for_the_vantages_named(journal: Journal) -> None:
    plan = [target("x", slow_check())]
    (nobody,) = journal.roll_up(FIRST.date(), plan)
    assert (nobody.vantage, nobody.expected, nobody.missing) == ("", 8, 8)
    found = journal.roll_up(FIRST.date(), plan, vantages=["ufa", "moscow"])
    assert [(one.vantage, one.missing) for one in found] == [("moscow", 8), ("ufa", 8)]
    journal.append(told("uu", target="x", vantage="laptop"), runner="a", started=FIRST)
    found = journal.roll_up(FIRST.date(), plan, vantages=["moscow"])
    assert [(one.vantage, one.expected, one.unexpected) for one in found] == [("laptop", 0, 2), ("moscow", 8, 0)]


def test_an_outage_over_midnight_is_one(journal: Journal) -> None:
    (one,) = rolled(journal, told("uuuuuuddddnd.uuuuuuuuuud"), [target("fns", slow_check())])
    begin = int(FIRST.timestamp())
    assert one.outages == (
        Outage(begin + 6 * SLOW, begin + 13 * SLOW, begin + 11 * SLOW, 5, False),
        Outage(begin + 23 * SLOW, None, begin + 23 * SLOW, 1, False),
    )
    (second,) = journal.rolled(FIRST.date() + timedelta(days=1), FIRST.date() + timedelta(days=1))
    assert [(each.continued, each.end is None) for each in second.outages] == [(True, False)]


def test_a_day_that_says_nothing_neither_ends_nor_begins_an_outage() -> None:
    open_end = Outage(0, None, 0, 1, False)
    begins_open = Outage(200, 300, 200, 1, True)
    silent: tuple[None, tuple[Outage, ...]] = (None, ())
    assert joined([(None, (open_end,)), silent, (300, (begins_open,))]) == (Outage(0, 300, 200, 2, False),)
    assert joined([silent, (300, (begins_open,))]) == (begins_open,)
    assert joined([(50, ()), silent, (300, (begins_open,))]) == (Outage(200, 300, 200, 1, False),)
    assert joined([(None, (open_end,)), silent, (150, ())]) == (Outage(0, 150, 0, 1, False),)


def test_rolling_up_reads_its_own_day_alone(journal: Journal) -> None:
    rows = told("uuuuuudddduuuuuu", target="fns")
    journal.append(rows, runner="a", started=FIRST)
    journal.compact()
    plan = [target("fns", slow_check())]
    alone = journal.roll_up(date(2026, 11, 19), plan)
    stored = journal.store.read("rollups/2026-11-19.parquet")
    journal.store.write("days/2026-11-18.parquet", b"torn")
    assert journal.roll_up(date(2026, 11, 19), plan) == alone
    assert journal.store.read("rollups/2026-11-19.parquet") == stored


def test_only_days_whose_rows_changed_are_stale(journal: Journal) -> None:
    plan = [target("fns", slow_check())]
    journal.append(told("u" * 24), runner="a", started=FIRST)
    days = [date(2026, 11, day) for day in range(18, 25)]
    assert list(journal.stale()) == days
    journal.compact()
    journal.roll_up_days(journal.stale(), plan)
    assert journal.stale() == ()
    journal.append(told("d", vantage="ufa"), runner="a", started=FIRST)
    assert journal.stale() == (days[0],)
    journal.compact()
    assert journal.stale() == (days[0],)
    journal.roll_up_days(journal.stale(), plan)
    assert journal.stale() == ()


def test_a_day_under_way_expects_slots_up_to_now(journal: Journal) -> None:
    journal.append(told("uu.d"), runner="a", started=FIRST)
    (one,) = journal.tally(FIRST.date(), [target("fns", slow_check())], until=FIRST + timedelta(hours=13))
    assert (one.expected, one.up, one.down, one.missing) == (5, 2, 1, 2)
    assert journal.rolled_days() == ()


def test_a_strip_tells_days_over_all_vantages(journal: Journal) -> None:
    rows = [*told("ud" + "u" * 8), *told("dd" + "n" * 8, vantage="ufa")]
    rolled(journal, rows, [target("fns", slow_check())], days=2)
    found = journal.strip(FIRST.date(), FIRST.date() + timedelta(days=9))
    assert [(one.day, one.expected, one.up, one.down, one.not_measured, one.missing) for one in found] == [
        ("2026-11-18", 16, 7, 3, 6, 0),
        ("2026-11-19", 16, 2, 0, 2, 12),
    ]


def test_a_torn_roll_up_is_made_again_and_one_of_a_newer_version_is_told(journal: Journal) -> None:
    plan = [target("fns", slow_check())]
    before = rolled(journal, told("u" * 24), plan)
    path = "rollups/2026-11-19.parquet"
    data = journal.store.read(path)
    journal.store.write(path, data[:-20])
    assert date(2026, 11, 19) in journal.stale()
    assert journal.rolled(FIRST.date(), date(2026, 11, 20))[0].expected == 16
    journal.roll_up(date(2026, 11, 19), plan)
    assert journal.store.read(path) == data
    assert journal.rolled(FIRST.date(), date(2026, 11, 20)) == before
    journal.store.write(path, data.replace(b"tkmv.schema\x18\x011", b"tkmv.schema\x18\x012"))
    with pytest.raises(JournalError, match="2026-11-19 записаны другой версией"):
        journal.rolled(FIRST.date(), date(2026, 11, 20))


def sql(query: str) -> list[list[Any]]:
    """The answer of DuckDB, which runs beside: what it says at its own end is no part of the tests."""
    ask = "import duckdb, json, sys; print(json.dumps(duckdb.sql(sys.stdin.read()).fetchall(), default=int))"
    told = subprocess.run([sys.executable, "-c", ask], input=query, capture_output=True, text=True, check=True)
    found: list[list[Any]] = json.loads(told.stdout)
    return found


def test_sql_over_the_stored_files_says_the_same(journal: Journal, tmp_path: Path) -> None:
    chance = Random(11)
    rows = [
        row(
            FIRST + timedelta(minutes=5 * slot),
            check=check,
            vantage=vantage,
            elapsed=int(chance.lognormvariate(5, 1.2)),
            verdict=chance.choices(list(Verdict), [90, 4, 4, 2])[0],
            cause=chance.choice(["timeout", "refused"]),
        )
        for slot in range(3 * 288)
        for check in ("dns", "wsdl")
        for vantage in ("moscow", "ufa")
    ]
    checks = [Check(name, "wsdl", Purpose.SERVICE_AVAILABILITY, "http://127.152.2.1/") for name in ("dns", "wsdl")]
    found = rolled(journal, rows, [target("fns", *checks)])
    journal.compact()
    days, rollups = (str(tmp_path / "journal" / name / "*.parquet") for name in ("days", "rollups"))
    answers = f"""
        SELECT target, "check", vantage, quantile_disc(least(milliseconds, {LAST_BUCKET}), [0.5, 0.95, 0.99])
        FROM read_parquet('{days}') WHERE verdict IN ('up', 'degraded') GROUP BY ALL ORDER BY ALL
    """
    ours = [[one.target, one.check, one.vantage, [one.latency.percentile(p) for p in (50, 95, 99)]] for one in found]
    assert sql(answers) == ours
    stored = f"""
        WITH bucket AS (
            SELECT target, "check", vantage, unnest(latency_ms) AS ms, unnest(latency_count) AS n
            FROM read_parquet('{rollups}')
        ), rank AS (
            SELECT target, "check", vantage, ms, sum(n) OVER same AS seen, sum(n) OVER whole AS total
            FROM (SELECT target, "check", vantage, ms, sum(n) AS n FROM bucket GROUP BY ALL)
            WINDOW whole AS (PARTITION BY target, "check", vantage), same AS (whole ORDER BY ms)
        )
        SELECT target, "check", vantage, min(ms) FROM rank WHERE seen * 100 >= 95 * total GROUP BY ALL ORDER BY ALL
    """
    assert [line[3] for line in sql(stored)] == [one.latency.percentile(95) for one in found]
    sums = f"SELECT sum(expected), sum(up), sum(down), sum(missing) FROM read_parquet('{rollups}')"
    assert sql(sums) == [[sum(getattr(one, name) for one in found) for name in ("expected", "up", "down", "missing")]]


def test_percentiles_are_nearest_ranks() -> None:
    assert Latency().percentile(50) is None
    hundred = Latency(tuple(range(1, 101)), (1,) * 100)
    assert [hundred.percentile(percent) for percent in (0, 1, 50, 95, 99, 100)] == [1, 1, 50, 95, 99, 100]
    assert Latency((7,), (3,)).percentile(99) == 7
    assert NOON > FIRST
