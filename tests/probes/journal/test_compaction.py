"""Compaction changes no row: late files come in, what does not count is set aside, days go by age."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probes.journal import Journal, JournalError
from probes.model.measurement import Measurement
from tests.probes.journal.sweeps import NOON, NOW, STEP, down, now, row, target

DAY = NOON.date()
SPAN = (NOON - timedelta(days=9), NOON + timedelta(days=4))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(str(tmp_path / "journal"), now=now)


def seen(journal: Journal) -> list[Measurement]:
    return list(journal.measurements(*SPAN, evidence=True))


def paths(journal: Journal, folder: str = "") -> list[str]:
    return [entry.path for entry in journal.store.entries(folder) if not entry.path.startswith(".")]


def test_a_compacted_day_says_what_its_sweeps_said(journal: Journal) -> None:
    moments = [NOON + timedelta(seconds=STEP * number) for number in range(5)]
    for number, moment in enumerate(moments):
        journal.append([row(moment), down(moment, check="dns", evidence=f"№ {number}")], runner="a", started=moment)
    before = seen(journal)
    assert [(done.day, done.rows, done.merged) for done in journal.compact()] == [(DAY, 10, 5)]
    assert seen(journal) == before
    assert paths(journal) == ["days/2026-11-20.parquet", "details/2026-11-20.parquet"]


def test_compacting_again_changes_nothing(journal: Journal) -> None:
    journal.append([row()], runner="a", started=NOON)
    journal.compact(DAY)
    before = journal.fingerprint()
    assert [done.merged for done in journal.compact(DAY)] == [0]
    assert journal.compact() == ()
    assert journal.fingerprint() == before


def test_a_late_file_counts_as_if_it_had_come_in_time(journal: Journal) -> None:
    journal.append([down(evidence="второй")], runner="b", started=NOON + timedelta(seconds=9))
    journal.compact(DAY)
    journal.append([down(evidence="первый")], runner="a", started=NOON)
    journal.append([down(evidence="другой", vantage="ufa")], runner="c", started=NOON)
    late = seen(journal)
    assert [one.evidence for one in late] == ["первый", "другой"]
    journal.compact(DAY)
    assert seen(journal) == late
    assert paths(journal, "raw") == []


def test_raw_files_left_by_a_killed_compaction_count_once(journal: Journal, tmp_path: Path) -> None:
    name = journal.append([down()], runner="a", started=NOON)
    side = name.replace(".parquet", ".jsonl")
    kept = {one: journal.store.read(one) for one in (name, side)}
    journal.compact(DAY)
    before = seen(journal)
    for leftovers in (kept, {side: kept[side]}):
        for path, data in leftovers.items():
            journal.store.write(path, data)
        assert seen(journal) == before
        journal.compact(DAY)
        assert seen(journal) == before
        assert paths(journal, "raw") == []


def test_compaction_sets_aside_what_does_not_count(journal: Journal, tmp_path: Path) -> None:
    journal.append([row()], runner="a", started=NOON)
    torn = journal.append([down(vantage="ufa")], runner="b", started=NOON)
    journal.store.write(torn, journal.store.read(torn)[:100])
    journal.store.write(f"raw/{DAY}/чужой.png", b"\x89PNG")
    journal.compact(DAY)
    assert len(seen(journal)) == 1
    assert paths(journal, "raw") == []
    assert journal.quarantined() == {"foreign": 1, "torn": 1} == Journal.open(journal.store.url).quarantined()
    assert f"quarantine/torn/{torn}" in paths(journal, "quarantine")


def _folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    (path / "чужой").write_text("?")


def _loop(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)


def _pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _deep(path: Path) -> None:
    path.write_bytes(b"[" * 100_000)


@pytest.mark.parametrize("harm", [_folder, _loop, _pipe, Path.touch])
@pytest.mark.parametrize("place", ["raw", "side", "days", "details", "rollups"])
def test_what_is_no_file_of_ours_is_set_aside_counted_and_waited_for_by_nobody(
    journal: Journal, tmp_path: Path, harm: Callable[[Path], None], place: str
) -> None:
    name = journal.append([down(), row(check="dns")], runner="a", started=NOON)
    other = name.replace("-a-", "-b-")
    path = (
        tmp_path
        / "journal"
        / {"raw": other, "side": name.replace(".parquet", ".jsonl")}.get(place, f"{place}/{DAY}.parquet")
    )
    path.parent.mkdir(exist_ok=True)
    if place == "side":
        path.unlink()
    harm(path)
    assert len(seen(journal)) == 2
    assert len(journal.roll_up(DAY, [target()])) == 2
    journal.compact()
    assert [one.check for one in seen(journal)] == ["dns", "wsdl"]
    # An empty roll-up is made again in its place.
    remade = place == "rollups" and harm is Path.touch
    assert sum(Journal.open(journal.store.url).quarantined().values()) == (0 if remade else 1)
    assert len(journal.roll_up(DAY, [target()])) == 2
    assert paths(journal, "raw") == []


def test_a_torn_side_file_is_counted_by_itself_or_with_its_rows(journal: Journal, tmp_path: Path) -> None:
    for runner, harm in (("a", ".jsonl"), ("b", ".parquet")):
        name = journal.append([down(check=runner)], runner=runner, started=NOON)
        _deep((tmp_path / "journal" / name).with_suffix(harm))
    journal.compact()
    assert [(one.check, one.evidence) for one in seen(journal)] == [("a", "")]
    assert journal.quarantined() == {"torn": 2}


def test_days_far_ahead_and_files_beside_the_days_are_set_aside_too(journal: Journal) -> None:
    ahead = NOW + timedelta(days=400)
    journal.append([row(ahead)], runner="wrong-clock", started=ahead)
    journal.append([row(NOW)], runner="a", started=NOW)
    for path in ("raw/README", "raw/today/x.parquet", "raw/.gitkeep"):
        journal.store.write(path, b"?")
    journal.compact()
    assert journal.quarantined() == {"foreign": 2, "future": 1}
    assert len(paths(journal, "raw")) == 2


def test_a_damaged_day_is_set_aside_and_later_rows_still_count(journal: Journal) -> None:
    journal.append([row()], runner="a", started=NOON)
    journal.compact(DAY)
    path = f"days/{DAY}.parquet"
    journal.store.write(path, journal.store.read(path)[:-9])
    journal.append([row(check="dns")], runner="a", started=NOON)
    assert [one.check for one in seen(journal)] == ["dns"]
    assert journal.quarantined() == {"torn": 1}
    journal.compact(DAY)
    assert [one.check for one in seen(journal)] == ["dns"]
    assert journal.quarantined() == {"torn": 1}


def test_a_day_of_a_newer_version_is_never_overwritten(journal: Journal, tmp_path: Path) -> None:
    journal.append([row()], runner="a", started=NOON)
    journal.compact(DAY)
    path = tmp_path / "journal/days" / f"{DAY}.parquet"
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({"tkmv.schema": "2", "tkmv.kind": "day"}), path)
    journal.append([row(check="dns")], runner="a", started=NOON)
    assert [one.check for one in seen(journal)] == ["dns"]
    with pytest.raises(JournalError, match=f"days/{DAY}.parquet записан другой версией журнала"):
        journal.compact(DAY)
    assert pq.read_metadata(path).metadata[b"tkmv.schema"] == b"2"
    assert len(paths(journal, "raw")) == 1


@settings(max_examples=20)
@given(st.integers(0, 2**32), st.integers(2, 6))
def test_rows_do_not_depend_on_when_they_were_compacted(seed: int, files: int) -> None:
    import tempfile

    chance = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        plain, busy = Journal.open(f"{folder}/plain", now=now), Journal.open(f"{folder}/busy", now=now)
        for number in range(files):
            moments = [NOON + timedelta(seconds=STEP * chance.randrange(3)) for _ in range(chance.randrange(5))]
            rows = [
                (row if chance.random() < 0.5 else down)(one, vantage=chance.choice("ab"), check=chance.choice("xy"))
                for one in moments
            ]
            rows = [replace(one, milliseconds=1000 * number + chance.randrange(9)) for one in rows]
            name = plain.append(rows, runner=chance.choice("pq"), started=NOON + timedelta(seconds=chance.randrange(3)))
            for path in (name, name.replace(".parquet", ".jsonl")):
                if path in paths(plain, "raw"):
                    busy.store.write(path, plain.store.read(path))
            if chance.random() < 0.4:
                busy.compact(DAY)
        assert seen(busy) == seen(plain)
        plain.compact(DAY)
        busy.compact(DAY)
        assert seen(busy) == seen(plain)
        day = f"days/{DAY}.parquet"
        if paths(plain, "days"):
            assert plain.store.read(day) == busy.store.read(day)


def test_a_day_packs_within_two_and_a_half_bytes_a_row(journal: Journal) -> None:
    chance = Random(7)
    start = datetime(2026, 11, 20, tzinfo=UTC)
    for number in range(288):
        moment = start + timedelta(seconds=STEP * number)
        rows = [
            row(moment, target=f"target-{one}", elapsed=int(chance.lognormvariate(4, 0.4)), vantage=vantage)
            for one in range(75)
            for vantage in ("moscow", "ufa")
        ]
        journal.append(rows, runner="ci", started=moment + timedelta(seconds=chance.randrange(30)))
    (done,) = journal.compact(DAY)
    (entry,) = journal.store.entries("days")
    assert done.rows == 43_200
    assert entry.size / done.rows <= 2.5


def test_last_runs_and_made_up_rows_are_told_before_and_after_compaction(journal: Journal) -> None:
    assert journal.last_runs() == {} and not journal.simulated
    later = NOON + timedelta(hours=1)
    journal.append([row(), row(vantage="ufa")], runner="a", started=NOON)
    journal.append([row(later)], runner="a", started=later)
    journal.append([], runner="a", started=later + timedelta(hours=1))
    expected = {"moscow": later, "ufa": NOON}
    assert journal.last_runs() == expected and not journal.simulated
    journal.compact(DAY)
    assert journal.last_runs() == expected and not journal.simulated
    journal.append([row(check="made-up")], runner="b", started=NOON, simulated=True)
    assert journal.simulated
    journal.compact(DAY)
    assert journal.simulated
    journal.roll_up(DAY, [target()])
    journal.store.remove(f"days/{DAY}.parquet")
    assert journal.simulated


def test_days_go_by_age_when_compacted_and_rolled_up_alone(journal: Journal) -> None:
    old, older = NOON - timedelta(days=3), NOON - timedelta(days=4)
    for moment in (older, old, NOON):
        journal.append([down(moment)], runner="a", started=moment)
    journal.compact()
    journal.roll_up(older.date(), [target()])
    before = journal.rolled(older.date(), older.date())
    assert journal.expire(keep_days=6) == (older.date(),)
    assert paths(journal, "days") == ["days/2026-11-17.parquet", "days/2026-11-20.parquet"]
    assert len(seen(journal)) == 2
    # What comes late for a removed day neither stands for it nor gets lost.
    late = journal.append([row(older)], runner="b", started=older)
    journal.append([row(old, check="dns")], runner="b", started=old)
    assert len(seen(journal)) == 3
    assert older.date() not in journal.stale()
    journal.roll_up(older.date(), [target()])
    journal.compact()
    assert journal.rolled(older.date(), older.date()) == before
    assert len(seen(journal)) == 3
    assert journal.quarantined() == {"late": 1}
    assert f"quarantine/late/{late}" in paths(journal, "quarantine")
    assert journal.expire(keep_days=6) == ()
    assert NOW.date() - old.date() > timedelta(days=6)


def test_expiry_compacts_what_it_would_take_for_late(journal: Journal) -> None:
    old = NOON - timedelta(days=30)
    journal.append([row(old)], runner="a", started=old)
    assert journal.expire(keep_days=6) == ()
    assert len(list(journal.measurements(old, NOON))) == 1
    assert paths(journal, "days") == ["days/2026-10-21.parquet"]
    assert journal.stale()[0] == date(2026, 10, 21)


def test_a_damaged_limit_of_age_is_told(journal: Journal) -> None:
    journal.append([row()], runner="a", started=NOON)
    journal.store.write("retention.json", b"{")
    with pytest.raises(JournalError, match=r"retention\.json повреждён"):
        journal.compact()
