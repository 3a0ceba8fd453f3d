"""From a real journal to the finished portal: what was measured is told, twice the same, and nothing is made up."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.monitoring.plan import plan
from generator.reading.content import load
from probes.journal import Journal
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict
from probes.simulator.history import write_days
from tests.content.test_small_world import assembled

AT = datetime(2026, 6, 15, 9, tzinfo=UTC)
TODAY = "2026-06-15T09:03Z"


def built(root: Path, out: Path) -> dict[str, bytes]:
    done = CliRunner().invoke(main, ["build", "--out", str(out), "--root", str(root), "--today", TODAY])
    assert done.exit_code in (0, 1), done.output
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and "pagefind" not in path.parts
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with ten days of a made-up past and two sweeps of today."""
    root = assembled(tmp_path_factory.mktemp("root"))
    targets = plan(load(root).content)
    journal = Journal.open(str(root / ".data" / "journal"), now=lambda: AT)
    first = AT - timedelta(days=10)
    write_days(journal, targets, first, datetime(2026, 6, 15, tzinfo=UTC))
    journal.roll_up_days(journal.stale(), targets)
    for moment in (AT - timedelta(minutes=5), AT):
        rows = [
            Measurement(int(moment.timestamp()), target.id, check.id, "ci", *_found(target.id, check.id), 40)
            for target in targets
            for check in target.checks
            if int(moment.timestamp()) % check.period == 0
        ]
        journal.append(rows, runner="ci", started=moment)
    return root


def _found(target: str, check: str) -> tuple[Verdict, str | None]:
    return (Verdict.DOWN, "timeout") if (target, check) == ("fns-egrul", "wsdl") else (Verdict.UP, None)


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(root, tmp_path_factory.mktemp("first"))


def test_the_last_sweep_is_what_pages_and_files_tell(site: dict[str, bytes]) -> None:
    status = json.loads(site["api/v1/status.json"])
    assert (status["at"], status["simulated"]) == ("2026-06-15T09:00:00Z", True), "a made-up past is named"
    found = {one["id"]: one["availability"] for one in status["targets"]}
    assert found == {"adapter": "up", "fns-egrul": "down", "rosreestr-egrn": "up", "smev3": "up"}
    (lasting,) = [one for one in json.loads(site["api/v1/incidents.json"]) if one["end"] is None]
    assert (lasting["target"], lasting["start"], lasting["causes"]) == (
        "fns-egrul",
        "2026-06-15T08:55:00Z",
        {"timeout": 2},
    )
    first = site["monitoring/index.html"].decode()
    assert "Смоделированные данные" in first and f"incidents/{lasting['id']}/" in first


def test_the_past_on_the_page_is_that_of_the_rows(root: Path, site: dict[str, bytes]) -> None:
    journal = Journal.open(str(root / ".data" / "journal"), now=lambda: AT)
    rows = [
        one
        for one in journal.measurements(AT - timedelta(days=10), AT)
        if (one.target, one.check) == ("smev3", "name") and one.slot < AT.timestamp()
    ]
    counts = Counter(one.verdict for one in rows)
    measured = counts[Verdict.UP] + counts[Verdict.DEGRADED] + counts[Verdict.DOWN]
    share = (measured - counts[Verdict.DOWN]) / measured
    told = next(one for one in json.loads(site["api/v1/status.json"])["targets"] if one["id"] == "smev3")
    assert told["share_90d"] == int(share * 1_000_000) / 1_000_000
    page = site["monitoring/targets/smev3/index.html"].decode()
    assert 'class="strip__up"' in page and "class=latency__p50" in page.replace('"', "")


def test_two_builds_of_one_journal_are_the_same_byte_for_byte(
    root: Path, site: dict[str, bytes], tmp_path: Path
) -> None:
    again = built(root, tmp_path / "again")
    assert again.keys() == site.keys()
    assert [name for name, data in site.items() if again[name] != data] == []


def test_without_a_journal_the_same_content_claims_nothing(root: Path, tmp_path: Path) -> None:
    bare = assembled(tmp_path / "bare")
    site = built(bare, tmp_path / "out")
    status = json.loads(site["api/v1/status.json"])
    assert status["at"] is None and all(one["availability"] is None for one in status["targets"])
    for name, data in site.items():
        if name.startswith("badges/"):
            assert "нет данных" in data.decode(), name
    first = site["monitoring/index.html"].decode()
    assert "Измерений ещё нет" in first and "tile--ok" not in first
    assert not (bare / ".data").exists(), "a build writes no data of monitoring"
