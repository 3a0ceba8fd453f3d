"""What is appended is read back, once; what is not ours is set aside and counted."""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from probes.journal import Journal, JournalError
from probes.journal.names import raw_name
from probes.model.verdict import Verdict
from tests.probes.journal.sweeps import NOON, down, now, row

WEEK = (NOON - timedelta(days=3), NOON + timedelta(days=4))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(str(tmp_path / "journal"), now=now)


def test_a_sweep_is_one_file_and_comes_back_as_it_was(journal: Journal, tmp_path: Path) -> None:
    rows = [row(check="dns"), down(evidence="Отказ: \x00 'soap'\n")]
    name = journal.append(rows, runner="ci 7/2", started=NOON)
    files = [entry.path for entry in journal.store.entries("raw")]
    assert files == [name.replace(".parquet", ".jsonl"), name]
    found = raw_name(name)
    assert found and (found.day.isoformat(), found.runner, found.started) == ("2026-11-20", "ci_7_2", NOON)
    assert list(journal.measurements(*WEEK, evidence=True)) == rows
    assert list(journal.measurements(*WEEK)) == [rows[0], replace(rows[1], evidence="", phases={})]
    told = pq.read_metadata(tmp_path / "journal" / name).metadata
    assert told[b"tkmv.schema"] == b"1"


def test_the_first_row_of_a_slot_counts_by_the_name_of_its_file(journal: Journal) -> None:
    later = journal.append([row(elapsed=3)], runner="b", started=NOON + timedelta(seconds=2))
    other = journal.append([row(elapsed=2)], runner="b", started=NOON + timedelta(seconds=1))
    first = journal.append([row(elapsed=1), row(elapsed=9)], runner="a", started=NOON + timedelta(seconds=1))
    assert first < other < later
    assert [one.milliseconds for one in journal.measurements(*WEEK)] == [1]
    elsewhere = row(vantage="ufa", elapsed=7)
    journal.append([elsewhere], runner="c", started=NOON)
    assert [one.milliseconds for one in journal.measurements(*WEEK)] == [1, 7]


def test_rows_lie_under_the_day_in_which_their_slot_starts(journal: Journal) -> None:
    midnight = datetime(2026, 11, 21, tzinfo=UTC)
    # Seven minutes do not divide a day: the slot under way at midnight began the day before.
    name = journal.append(
        [row(midnight, check="dns"), row(midnight, period=420)], runner="a", started=midnight + timedelta(seconds=1)
    )
    days = [raw_name(entry.path) for entry in journal.store.entries("raw")]
    assert [str(one.day) for one in days if one] == ["2026-11-20", "2026-11-21"]
    assert len({one.stem for one in days if one}) == 1
    assert name.startswith("raw/2026-11-21/")
    assert len(list(journal.measurements(*WEEK))) == 2
    assert [one.check for one in journal.measurements(midnight, WEEK[1])] == ["dns"]
    assert journal.table(WEEK[0], midnight).num_rows == 1


def test_a_sweep_without_rows_leaves_its_trace(journal: Journal) -> None:
    name = journal.append([], runner="a", started=NOON)
    assert name.startswith("raw/2026-11-20/")
    assert list(journal.measurements(*WEEK)) == []


def test_a_journal_that_is_not_there_is_empty(journal: Journal) -> None:
    assert list(journal.measurements(*WEEK)) == []
    assert journal.table(*WEEK).num_rows == 0
    assert journal.quarantined() == {}
    before = journal.fingerprint()
    journal.append([row()], runner="a", started=NOON)
    assert journal.fingerprint() != before == Journal.open(str(journal.store.url) + "-absent").fingerprint()


def test_the_start_of_a_sweep_must_know_its_zone(journal: Journal) -> None:
    with pytest.raises(ValueError, match="time zone"):
        journal.append([row()], runner="a", started=NOON.replace(tzinfo=None))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[20] ^= 0xFF
    path.write_bytes(bytes(data))


def _other(path: Path) -> None:
    pq.write_table(pa.table({"x": [1]}), path)


def _newer(path: Path) -> None:
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"tkmv.schema": b"2"}), path)


def _strange_verdict(path: Path) -> None:
    table = pq.read_table(path)
    verdict = table.schema.get_field_index("verdict")
    pq.write_table(table.set_column(verdict, "verdict", pa.array(["fine"] * table.num_rows)), path)


def _from_yesterday(path: Path) -> None:
    table = pq.read_table(path)
    slots = pa.array([slot - 86_400 for slot in table.column("slot").to_pylist()])
    pq.write_table(table.set_column(0, "slot", slots), path)


def _badly_named(path: Path) -> None:
    path.rename(path.with_name("copy of sweep.parquet"))


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (_cut, "torn"),
        (_flip, "torn"),
        (lambda path: path.write_bytes(b""), "torn"),
        (_other, "foreign"),
        (_newer, "schema"),
        (_strange_verdict, "foreign"),
        (_from_yesterday, "misplaced"),
        (_badly_named, "foreign"),
    ],
)
def test_a_file_that_does_not_count_is_left_out_and_counted(
    journal: Journal, tmp_path: Path, harm: Callable[[Path], object], reason: str
) -> None:
    journal.append([row(check="dns")], runner="a", started=NOON)
    harm(tmp_path / "journal" / journal.append([row()], runner="b", started=NOON))
    assert [one.check for one in journal.measurements(*WEEK)] == ["dns"]
    assert journal.quarantined() == {reason: 1}


def test_what_lies_ahead_of_the_clock_does_not_count(journal: Journal) -> None:
    ahead = now() + timedelta(hours=1)
    journal.append([row(ahead)], runner="a", started=ahead)
    journal.append([row(now())], runner="a", started=now() + timedelta(minutes=5))
    assert len(list(journal.measurements(NOON, ahead + timedelta(hours=1)))) == 1
    assert journal.quarantined() == {"future": 1}


def test_a_torn_side_file_costs_its_evidence_alone(journal: Journal, tmp_path: Path) -> None:
    name = journal.append([down()], runner="a", started=NOON)
    _cut(tmp_path / "journal" / name.replace(".parquet", ".jsonl"))
    assert [one.evidence for one in journal.measurements(*WEEK, evidence=True)] == [""]
    assert journal.quarantined() == {"torn": 1}


def test_texts_that_no_encoding_can_hold_are_told_without_harm(journal: Journal) -> None:
    journal.append([down(evidence="половина пары \ud83d и конец")], runner="a", started=NOON)
    assert "и конец" in next(iter(journal.measurements(*WEEK, evidence=True))).evidence


def test_nothing_half_written_is_left_where_rows_lie(journal: Journal, tmp_path: Path) -> None:
    journal.append([down()], runner="a", started=NOON)
    assert sorted(path.suffix for path in (tmp_path / "journal").rglob("*") if path.is_file()) == [".jsonl", ".parquet"]
    assert not list((tmp_path / "journal" / "tmp").iterdir())


def test_a_file_in_place_of_a_folder_is_told_in_russian(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("")
    with pytest.raises(JournalError, match=r"журнал .*journal: .* не удалось: на месте папки лежит файл"):
        Journal.open(str(tmp_path / "journal")).append([row()], runner="a", started=NOON)


def test_a_file_url_is_the_folder_it_names(tmp_path: Path) -> None:
    Journal.open(f"file://{tmp_path}/journal", now=now).append([row()], runner="a", started=NOON)
    assert len(list(Journal.open(str(tmp_path / "journal"), now=now).measurements(*WEEK))) == 1
    mode = next((tmp_path / "journal/raw").rglob("*.parquet")).stat().st_mode
    assert stat.S_IMODE(mode) == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_the_longest_answer_still_fits(journal: Journal) -> None:
    journal.append([row(elapsed=2**40), row(check="dns", elapsed=-1)], runner="a", started=NOON)
    found = {one.check: one.milliseconds for one in journal.measurements(*WEEK)}
    assert found == {"wsdl": 2**31 - 1, "dns": 0}
    assert {one.verdict for one in journal.measurements(*WEEK)} == {Verdict.UP}
