"""The made-up past: the same by date, whatever the span; told as simulated; never over real rows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from probes.journal import Journal, JournalError
from probes.model.check import Check, Target, Window
from probes.model.verdict import Purpose, Side, Verdict
from probes.simulator.history import write_days
from tests.probes.journal.sweeps import row

END = datetime(2026, 11, 22, tzinfo=UTC)
START = END - timedelta(days=60)
WORKS = Window(END - timedelta(days=2), END - timedelta(days=2, hours=-3), "обновление")


def checks(*kinds: str) -> tuple[Check, ...]:
    return tuple(
        Check(kind, kind, Purpose.SERVICE_AVAILABILITY, "http://127.152.2.1/", period=900, slow_ms=1500)
        for kind in kinds
    )


PLAN = (
    Target("smev", "СМЭВ", Side.SMEV, checks("soap")),
    *(Target(f"svc-{one}", "Сервис", Side.SUPPLIER, checks("dns", "wsdl"), behind=("smev",)) for one in range(8)),
    Target("own", "Компонент", Side.CONSUMER, checks("heartbeat", "certificate"), maintenance=(WORKS,)),
    Target("control", "Контроль", Side.UNKNOWN, checks("tcp"), control=True),
)


def opened(folder: Path) -> Journal:
    return Journal.open(str(folder), now=lambda: END)


def test_history_follows_from_seed_and_date_alone(tmp_path: Path) -> None:
    long, short, other = (opened(tmp_path / name) for name in ("long", "short", "other"))
    assert write_days(long, PLAN, END - timedelta(days=9), END) > 7000
    write_days(short, PLAN, END - timedelta(days=1), END)
    write_days(other, PLAN, END - timedelta(days=1), END, seed=7)
    last = "days/2026-11-21.parquet"
    assert long.store.read(last) == short.store.read(last) != other.store.read(last)
    assert len(long.store.entries("days")) == 9
    write_days(short, PLAN, END - timedelta(days=1), END)
    assert short.store.read(last) == long.store.read(last)
    assert long.simulated
    assert long.last_runs().keys() == {"default"}


def test_history_knows_outages_slowness_missed_runs_and_works(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    write_days(journal, PLAN, START, END)
    journal.roll_up_days(journal.stale(), PLAN)
    found = [one for one in journal.rolled(START.date(), END.date()) if one.vantage]
    assert sum(one.expected for one in found) == 60 * 96 * (1 + 16 + 2 + 1)
    assert all(one.up > 0.9 * one.expected and one.missing for one in found)
    suppliers = [one for one in found if one.target.startswith("svc")]
    assert sum(one.down for one in suppliers) > 100
    assert sum(one.degraded for one in suppliers) > 20
    assert {cause for one in found for _, cause in one.causes} >= {"slow", "bus_failure", "refused"}
    assert all(not one.down for one in found if one.target == "control")
    works = [one for one in journal.measurements(WORKS.start, WORKS.end, evidence=True) if one.check == "heartbeat"]
    assert works and all(one.verdict is Verdict.DOWN and "моделирование" in one.evidence for one in works)


def test_a_part_of_a_day_is_written_and_replaced_by_more_of_it(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    noon = END - timedelta(hours=12)
    some = write_days(journal, PLAN, END - timedelta(days=1), noon)
    assert all(one.slot < noon.timestamp() for one in journal.measurements(START, END))
    assert write_days(journal, PLAN, END - timedelta(days=1), END) > some


def test_history_leaves_real_days_alone_and_real_rows_count_first(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    moment = END - timedelta(hours=12)
    write_days(journal, PLAN, END - timedelta(days=1), END)
    real = row(moment, target="svc-1", check="wsdl", vantage="default", elapsed=12_345, period=900)
    journal.append([real], runner="a", started=moment + timedelta(seconds=5))
    journal.compact(moment.date())
    found = [one for one in journal.measurements(moment, moment + timedelta(minutes=15)) if one.check == "wsdl"]
    assert next(one for one in found if one.target == "svc-1") == real
    with pytest.raises(JournalError, match="хранит строки обходов"):
        write_days(journal, PLAN, END - timedelta(days=1), END)
