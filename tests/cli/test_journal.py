"""`tkmv journal`: compacted, counted, told, carried; every refusal with its exit code."""

import json
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from probes.journal import Journal
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict
from tests.cli.office import Office

START = datetime(2026, 11, 18, tzinfo=UTC)
TARGET = """\
id: sample
name: Сервис
kind: service
side: supplier
owner: fns
since: 2026-09-01
checks:
  - id: http
    kind: http
    purpose: service_availability
    url: http://127.152.2.1/
    every: 1h
"""


@pytest.fixture
def watched(office: Office) -> Office:
    """An office that watches one service, with two days of sweeps."""
    folder = office.root / "content" / "monitoring" / "targets"
    folder.mkdir(parents=True)
    (folder / "sample.yml").write_text(TARGET, "utf-8")
    journal = Journal.open(str(office.root / ".data" / "journal"))
    for number in range(48):
        moment = START + timedelta(hours=number)
        verdict = Verdict.DOWN if number in (23, 24) else Verdict.UP
        one = Measurement(int(moment.timestamp()), "sample", "http", "ci", verdict, None, 40 + number)
        journal.append([one], runner="ci", started=moment)
    return office


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on whose calendar it is tomorrow already."""
    with monkeypatch.context() as there:
        there.setenv("TZ", "EAST-24")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("far_east")
def test_the_day_under_way_is_not_counted_whatever_the_zone_of_the_machine(watched: Office) -> None:
    now = datetime.now(UTC)
    one = Measurement(int(now.timestamp()) // 3600 * 3600, "sample", "http", "ci", Verdict.UP, None, 40)
    Journal.open(str(watched.root / ".data" / "journal")).append([one], runner="ci", started=now)
    counted = watched.done("journal", "roll-up", "--from", str(now.date() - timedelta(days=1))).split()
    assert datetime.now(UTC).date().isoformat() not in counted
    assert str(now.date() - timedelta(days=1)) in counted


def kept(office: Office) -> Journal:
    return Journal.open(str(office.root / ".data" / "journal"))


def test_days_are_compacted_counted_and_told(watched: Office) -> None:
    shown = watched.done("journal", "show")
    assert "ждёт уплотнения: 48" in shown and "Последний обход, точка ci: 2026-11-19 23:00:00 UTC" in shown
    assert " КиБ" in shown
    told = watched.done("journal", "compact")
    assert told == "2026-11-18\tстрок 24\tфайлов обходов 24\n2026-11-19\tстрок 24\tфайлов обходов 24\n"
    assert watched.done("journal", "compact") == ""
    assert watched.done("journal", "roll-up", "--today", "2026-11-20") == "2026-11-18\n2026-11-19\n"
    assert watched.done("journal", "roll-up", "--today", "2026-11-20") == ""
    (one,) = kept(watched).rolled(START.date(), START.date() + timedelta(days=1))
    assert (one.expected, one.up, one.down, one.missing, len(one.outages)) == (48, 46, 2, 0, 1)
    found = json.loads(watched.done("journal", "show", "--format", "json"))
    assert (found["raw_files"], found["days"], found["rolled_up"], found["simulated"]) == (0, 2, 2, False)
    assert found["last_runs"] == {"ci": "2026-11-19T23:00:00+00:00"}


def test_a_corrected_inventory_is_counted_again_when_asked(watched: Office) -> None:
    watched.done("journal", "roll-up", "--today", "2026-11-20")
    watched.edit("content/monitoring/targets/sample.yml", ("every: 1h", "every: 30m"))
    assert watched.done("journal", "roll-up", "--today", "2026-11-20") == ""
    again = ("journal", "roll-up", "--from", "2026-11-19", "--to", "2026-11-19", "--again")
    assert watched.done(*again) == "2026-11-19\n"
    (one,) = kept(watched).rolled(START.date() + timedelta(days=1), START.date() + timedelta(days=1))
    assert (one.expected, one.missing) == (48, 24)


def test_days_before_the_inventory_are_not_counted(watched: Office) -> None:
    told = watched.done("journal", "roll-up", "--from", "1900-01-01", "--today", "2026-11-20").splitlines()
    # The target is watched since the first of September, of Moscow.
    assert (told[0], told[-1], len(told)) == ("2026-08-31", "2026-11-19", 81)


def test_rows_go_by_age_once_counted(watched: Office) -> None:
    watched.done("journal", "roll-up", "--today", "2026-11-20")
    told = watched.done("journal", "compact", "--keep-days", "1")
    assert told.count("итоги дня остались") == 2
    assert kept(watched).table(START, START + timedelta(days=2)).num_rows == 0
    assert len(kept(watched).rolled(START.date(), START.date())) == 1


def test_what_was_set_aside_is_told(watched: Office) -> None:
    (watched.root / ".data/journal/raw/2026-11-18/photo.png").write_bytes(b"\x89PNG")
    result = watched.run("journal", "compact", "--day", "2026-11-18")
    assert result.exit_code == 0
    assert "Отложено файлов: 1 (файл не от этого журнала)" in result.stderr
    assert "Отложено файлов: 1 (файл не от этого журнала)" in watched.done("journal", "show")


@pytest.mark.parametrize(
    ("call", "code", "told"),
    [
        (("show", "--journal", "absent"), 2, "журнала absent нет"),
        (("compact", "--journal", "nosuch://x"), 2, "хранилища вида nosuch:// нет"),
        (("roll-up", "--from", "2026-11-20", "--to", "2026-11-19"), 2, "позже, чем --to"),
        (("roll-up", "--to", "9999-12-31"), 2, "--to 9999-12-31 ещё не наступило"),
        (("roll-up", "--cluster", "nonsense"), 2, "нужен адрес вида tcp://"),
        (("roll-up", "--again"), 2, "--again действует вместе с --from"),
        (("roll-up", "--cluster", "tcp://127.0.0.1:1", "--from", "2026-11-18"), 1, "кластер Dask"),
        (("push",), 1, "не является рабочим деревом ветки data"),
    ],
)
def test_refusals_have_their_codes(
    watched: Office, call: tuple[str, ...], code: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from probes.journal import jobs

    monkeypatch.setattr(jobs, "PATIENCE", 1)
    result = watched.run("journal", *call)
    assert result.exit_code == code
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_a_damaged_journal_is_a_refusal_not_a_failure(watched: Office) -> None:
    (watched.root / ".data/journal/retention.json").write_text("{")
    result = watched.run("journal", "compact")
    assert result.exit_code == 1
    assert "retention.json повреждён" in result.stderr


def test_data_goes_to_a_branch_of_its_own(office: Office, tmp_path: Path) -> None:
    origin = tmp_path / "origin.git"
    subprocess.run(["git", "init", "--quiet", "--bare", origin], check=True)
    subprocess.run(["git", "-C", office.root, "init", "--quiet"], check=True)
    subprocess.run(["git", "-C", office.root, "remote", "add", "origin", origin], check=True)
    office.done("journal", "branch")
    office.done("journal", "branch")
    (office.root / ".data" / "note.txt").write_text("заметка", "utf-8")
    (office.root / ".data" / "shot.png").write_bytes(b"\x89PNG\0")
    result = office.run("journal", "push")
    assert result.exit_code == 0
    assert "Ветка data отправлена; новых файлов: 1" in result.stderr and "shot.png" in result.stderr
    told = subprocess.run(["git", "-C", origin, "ls-tree", "--name-only", "data"], capture_output=True, check=True)
    assert told.stdout.split() == [b"note.txt"]
    origin.rename(tmp_path / "away")
    (office.root / ".data" / "more.txt").write_text("ещё", "utf-8")
    failed = office.run("journal", "push")
    assert failed.exit_code == 1
    assert "does not appear to be a git repository" in failed.stderr and "повторите позже" in failed.stderr
    (tmp_path / "away").rename(origin)
    assert office.run("journal", "push").exit_code == 0
    told = subprocess.run(["git", "-C", origin, "ls-tree", "--name-only", "data"], capture_output=True, check=True)
    assert told.stdout.split() == [b"more.txt", b"note.txt"]
