"""The spool: whole sweeps, in order, until they are acknowledged."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from probes.model.verdict import Verdict
from probes.sweep.spool import Batch, Spool, Unread
from tests.probes.sweep.plans import MOMENT, row

DOWN = replace(row("service", Verdict.DOWN, "refused", "узел отклонил соединение"), phases={"connect": 1.5})
ROWS = [row("gate", Verdict.UP), DOWN]


def test_what_is_kept_comes_back_until_it_is_dropped(tmp_path: Path) -> None:
    spool = Spool(tmp_path, "journal")
    later = spool.keep(ROWS, runner="ci-2of2", started=MOMENT + timedelta(minutes=5), simulated=True)
    first = spool.keep(ROWS, runner="ci", started=MOMENT)
    assert list(spool.kept()) == [first, later]
    assert first.rows == tuple(ROWS)
    assert (later.runner, later.simulated, first.started) == ("ci-2of2", True, MOMENT)
    spool.drop(first)
    spool.drop(first)
    assert list(spool.kept()) == [later]


def test_what_a_killed_run_left_half_written_goes_in_time(tmp_path: Path) -> None:
    spool = Spool(tmp_path, "journal")
    spool.keep(ROWS, runner="ci", started=MOMENT)
    for name in ("fresh.tmp", "stale.tmp"):
        (spool.folder / name).write_text("{")
    os.utime(spool.folder / "stale.tmp", (0, 0))
    spool.keep(ROWS, runner="ci", started=MOMENT + timedelta(minutes=5))
    assert [path.name for path in spool.folder.glob("*.tmp")] == ["fresh.tmp"]
    assert len(list(spool.kept())) == 2


def test_another_journal_has_another_spool(tmp_path: Path) -> None:
    Spool(tmp_path, "s3://bucket/one").keep(ROWS, runner="ci", started=MOMENT)
    assert list(Spool(tmp_path, "s3://bucket/two").kept()) == []
    assert len(list(Spool(tmp_path, "s3://bucket/one").kept())) == 1


def test_a_file_that_is_no_sweep_is_told_and_stays(tmp_path: Path) -> None:
    spool = Spool(tmp_path, "journal")
    whole = spool.keep(ROWS, runner="ci", started=MOMENT)
    text = whole.path.read_text("utf-8")
    odd = {
        "torn": text[:-20],
        "foreign": '{"form": 2}',
        "list": "[]",
        "no-text": text.replace('"gate"', "7"),
        "no-verdict": text.replace('"down"', '"bad"'),
        "no-moment": text.replace(str(ROWS[0].slot), "99999999999999999999"),
        "no-zone": text.replace("+00:00", ""),
    }
    for name, said in odd.items():
        (spool.folder / f"{name}.json").write_text(said, "utf-8")
    (spool.folder / "folder.json").mkdir()
    for _ in range(2):
        found = list(spool.kept())
        assert [one for one in found if isinstance(one, Batch)] == [whole]
        assert {one.path.stem for one in found if isinstance(one, Unread)} == {*odd, "folder"}


def test_without_a_folder_nothing_waits(tmp_path: Path) -> None:
    assert list(Spool(tmp_path / "absent", "journal").kept()) == []
