"""Whatever stops a process, acknowledged rows are there exactly once; the next run goes on."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from probes.journal import Journal, JournalError
from tests.probes.journal.sweeps import NOON, down, now, row
from tests.probes.journal.victim import appending, lost_or_doubled, sweep

ROOT = Path(__file__).parents[3]


def killed(folder: Path, way: str, kills: int, seed: int = 151) -> set[int]:
    """Kill a process at random moments, again and again over the same journal; what was acknowledged."""
    call = [sys.executable, "-m", "tests.probes.journal.victim", str(folder), way, str(kills), str(seed)]
    told = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(told.stdout))


@pytest.mark.parametrize("kills", [8, pytest.param(1_000, marks=pytest.mark.soak)])
def test_a_killed_writer_loses_and_doubles_nothing(tmp_path: Path, kills: int) -> None:
    acknowledged = killed(tmp_path, "appending", kills)
    assert len(acknowledged) >= kills // 2
    assert lost_or_doubled(str(tmp_path), acknowledged) == (set(), set())
    journal = Journal.open(str(tmp_path), now=now)
    journal.compact(NOON.date())
    assert lost_or_doubled(str(tmp_path), acknowledged) == (set(), set())
    assert journal.quarantined() == {}
    assert not journal.store.entries("raw")


def test_the_oracle_sees_a_writer_that_does_not_sync(tmp_path: Path) -> None:
    acknowledged = killed(tmp_path, "careless", 2)
    lost, _ = lost_or_doubled(str(tmp_path), acknowledged)
    assert lost


LIMITED = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from probes.journal import Journal, JournalError
from tests.probes.journal.sweeps import NOON, down, now
journal = Journal.open(sys.argv[1], now=now)
resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
try:
    journal.append([down()], runner="full", started=NOON)
except JournalError as error:
    print(error)
try:
    journal.compact(NOON.date())
except JournalError as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_is_told_and_the_next_run_goes_on(tmp_path: Path) -> None:
    journal = Journal.open(str(tmp_path), now=now)
    journal.append([row(vantage="before")], runner="a", started=NOON)
    before = list(journal.measurements(NOON, NOON.replace(hour=13)))
    call = [sys.executable, "-c", LIMITED, str(tmp_path), str(ROOT)]
    told = subprocess.run(call, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert [line.partition(": ")[0] for line in told.stdout.splitlines()] == [f"журнал {tmp_path}"] * 2
    assert all("файл больше разрешённого" in line for line in told.stdout.splitlines())
    assert list(journal.measurements(NOON, NOON.replace(hour=13))) == before
    assert not list((tmp_path / "tmp").iterdir())
    journal.append([down()], runner="after", started=NOON)
    journal.compact(NOON.date())
    assert len(list(journal.measurements(NOON, NOON.replace(hour=13)))) == 2
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 600


def test_what_a_killed_writer_left_beside_goes_in_time(tmp_path: Path) -> None:
    journal = Journal.open(str(tmp_path), now=now)
    journal.append([row()], runner="a", started=NOON)
    (tmp_path / "tmp" / "fresh").write_bytes(b"half")
    (tmp_path / "tmp" / "stale").write_bytes(b"half")
    os.utime(tmp_path / "tmp" / "stale", (0, 0))
    journal.compact(NOON.date())
    assert [path.name for path in (tmp_path / "tmp").iterdir()] == ["fresh"]


def test_a_folder_without_rights_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal.open(str(tmp_path / "journal"), now=now)
    journal.append([row()], runner="a", started=NOON)
    # The user of the tests may be allowed everything: what the system then says is said here in its place.
    monkeypatch.setattr(os, "fsync", _denied)
    with pytest.raises(JournalError, match="не удалось: нет прав на запись или чтение"):
        journal.append([row(check="dns")], runner="a", started=NOON)
    monkeypatch.undo()
    assert [one.check for one in journal.measurements(NOON, NOON.replace(hour=13))] == ["wsdl"]


def _denied(_: int) -> None:
    raise PermissionError(13, "Permission denied")


def test_compactors_at_once_do_no_harm(tmp_path: Path) -> None:
    """Three of them, each killed now and then, over one journal."""
    module = "tests.probes.journal.victim"
    # Seeds tell them apart; the numbers of turns must not meet, so each has rows of its own.
    calls = [[sys.executable, "-m", module, str(tmp_path), f"appending:{place}", "2", str(place)] for place in range(3)]
    running = [subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, text=True) for call in calls]
    told = [json.loads(one.communicate()[0]) for one in running]
    assert all(told)
    assert lost_or_doubled(str(tmp_path), {number for one in told for number in one}) == (set(), set())


def test_a_reader_misses_nothing_while_days_are_compacted(tmp_path: Path) -> None:
    acknowledged: list[int] = []
    done = Event()

    def write() -> None:
        try:
            appending(str(tmp_path), acknowledged.append, 0, sweeps=40)
        finally:
            done.set()

    writer = Thread(target=write)
    writer.start()
    journal = Journal.open(str(tmp_path), now=now)
    while not done.is_set():
        before = set(acknowledged)
        seen = [one.milliseconds for one in journal.measurements(NOON, NOON.replace(hour=13)) if one.evidence == ""]
        assert before <= set(seen)
        assert all(seen.count(number) == len(sweep(number)) for number in before)
    writer.join()
    assert len(acknowledged) == 40
    assert lost_or_doubled(str(tmp_path), set(acknowledged)) == (set(), set())
