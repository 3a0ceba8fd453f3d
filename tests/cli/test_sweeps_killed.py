"""Wherever `tkmv probe` and `tkmv journal compact` are killed, the next run has every acknowledged row once (п. 25)."""

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from probes.journal import Journal
from tests.cli.test_probe_sweep import NETWORKS, TARGET, Answers

ROOT = Path(__file__).parents[2]
PLACES = ("sweeping", "delivering", "compacting")
# Service and what its server answers; a check of a second has a new slot in most rounds.
PLAN = {"a": 200, "b": 200, "c": 200, "ill": 503, "gone": 404}


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """An inventory of services of this machine."""
    monitoring = tmp_path / "content" / "monitoring"
    (monitoring / "targets").mkdir(parents=True)
    (monitoring / "networks.yml").write_text(NETWORKS, "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        for ident, status in PLAN.items():
            url = f"http://127.0.0.1:{server.server_address[1]}/{status}"
            text = TARGET.format(ident=ident, url=url, control="false", deadline="2s") + "    every: 1s\n"
            (monitoring / "targets" / f"{ident}.yml").write_text(text, "utf-8")
        yield tmp_path
        server.shutdown()
        thread.join()


def killed(root: Path, way: str, kills: int) -> Any:
    """What the runs said that were killed; see `swept`."""
    call = [sys.executable, "-m", "tests.cli.swept", str(root), way, str(kills), "151"]
    told = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(told.stdout.splitlines()[-1])


def held(root: Path) -> Counter[tuple[int, str, str, str]]:
    """How often the files of the journal themselves hold each row."""
    rows: Counter[tuple[int, str, str, str]] = Counter()
    for path in (root / ".data" / "journal" / "days").glob("*.parquet"):
        table = pq.ParquetFile(path).read(columns=["slot", "target", "check", "vantage"])
        rows.update(zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True))
    return rows


@pytest.mark.parametrize("kills", [6, pytest.param(1_000, marks=pytest.mark.soak)])
def test_a_killed_sweep_or_compaction_loses_and_doubles_nothing(root: Path, kills: int) -> None:
    told = killed(root, "random", kills)
    acknowledged = set(map(tuple, told["rows"]))
    assert acknowledged
    # Where a few kills fall depends on the machine; many of them fall everywhere.
    assert kills < 100 or min(told["places"].get(place, 0) for place in PLACES) > kills / 20
    print(f"{kills} kills: {told['places']}; {len(acknowledged)} rows acknowledged")
    rows = held(root)
    assert not acknowledged - set(rows)
    assert set(rows.values()) == {1}
    now = datetime.now(UTC)
    journal = Journal.open(str(root / ".data" / "journal"))
    seen = list(journal.measurements(now - timedelta(days=1), now + timedelta(days=1), evidence=True))
    assert {(one.slot, one.target, one.check, one.vantage) for one in seen} == set(rows)
    assert all(one.evidence for one in seen if one.verdict != "up")
    assert {(one.target, one.verdict) for one in seen if one.verdict != "not_measured"} <= {
        (name, "up" if status == 200 else "down") for name, status in PLAN.items()
    }
    assert journal.quarantined() == {}
    assert not list((root / ".data" / "spool").rglob("*.json"))


@pytest.mark.parametrize(("way", "lost"), [("at-once", False), ("careless", True)])
def test_a_run_that_dies_the_moment_it_has_acknowledged(root: Path, way: str, lost: bool) -> None:
    """With a spool that writes nothing the rows are gone: so the oracle sees a loss."""
    told = killed(root, way, 1)
    acknowledged = set(map(tuple, told["rows"]))
    assert acknowledged
    assert bool(acknowledged - set(held(root))) is lost
