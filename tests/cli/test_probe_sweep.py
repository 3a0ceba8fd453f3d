"""`tkmv probe` over an inventory: what it measures, records and tells, against real servers of the loopback."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from probes.journal import Journal
from probes.model.measurement import Measurement
from tests.probes.sweep.servers import nobody

ROOT = Path(__file__).parents[2]
NETWORKS = """\
networks:
  - network: 127.0.0.0/8
    reason: Узлы проверки
    approved:
      party: cittu
"""
TARGET = """\
id: {ident}
name: Сервис {ident}
kind: service
side: supplier
owner: fns
since: 2026-09-01
control: {control}
checks:
  - id: http
    kind: http
    purpose: service_availability
    url: {url}
    deadline: {deadline}
"""


class Answers(BaseHTTPRequestHandler):
    """The status that the path asks for; `/hang` never answers."""

    def do_GET(self) -> None:
        if self.path == "/hang":
            self.rfile.read()
            return
        self.send_response(int(self.path.strip("/") or 200))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of this machine; its address without the path."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as one:
        one.daemon_threads = True
        thread = threading.Thread(target=one.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{one.server_address[1]}"
        one.shutdown()
        thread.join()


class Inventory:
    """A root with networks and targets alone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("monitoring/networks.yml", NETWORKS)

    def write(self, path: str, text: str) -> None:
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def target(self, ident: str, url: str, control: bool = False, deadline: str = "2s") -> None:
        text = TARGET.format(ident=ident, url=url, control=str(control).lower(), deadline=deadline)
        self.write(f"monitoring/targets/{ident}.yml", text)

    def probe(self, *args: str) -> Result:
        return CliRunner().invoke(main, ["probe", "--root", str(self.root), *args])

    def rows(self, journal: str | None = None) -> list[Measurement]:
        """What the journal holds of these days."""
        now = datetime.now(UTC)
        opened = Journal.open(journal or str(self.root / ".data" / "journal"))
        return list(opened.measurements(now - timedelta(days=1), now + timedelta(days=1), evidence=True))

    def kept(self) -> list[Path]:
        return sorted((self.root / ".data" / "spool").rglob("*.json"))


@pytest.fixture
def inventory(tmp_path: Path) -> Inventory:
    return Inventory(tmp_path)


def test_a_sweep_is_recorded_and_told(inventory: Inventory, server: str) -> None:
    inventory.target("good", f"{server}/200")
    inventory.target("ill", f"{server}/503")
    result = inventory.probe("--vantage", "cittu-1")
    assert result.exit_code == 1
    assert "точка наблюдения cittu-1; проверок: 2" in result.stdout
    assert "исправно: 1, с замечаниями: 0, не работает: 1, не измерено: 0" in result.stdout
    assert "ill/http (Сервис ill): код ответа не тот, который ожидался" in result.stdout
    assert "записано в журнал" in result.stderr
    rows = inventory.rows()
    assert [(one.target, one.verdict, one.vantage) for one in rows] == [
        ("good", "up", "cittu-1"),
        ("ill", "down", "cittu-1"),
    ]
    assert "ответ 503" in rows[1].evidence
    assert not inventory.kept()


def test_a_job_that_goes_on_is_not_stopped_by_what_is_down(inventory: Inventory, server: str) -> None:
    inventory.target("ill", f"{server}/503")
    inventory.write("monitoring/targets/broken.yml", "id: broken\n")
    result = inventory.probe("--exit-zero")
    assert result.exit_code == 0
    assert "content/monitoring/targets/broken.yml:1: " in result.stderr
    assert [one.verdict for one in inventory.rows()] == ["down"]


def test_what_is_well_is_no_fault(inventory: Inventory, server: str) -> None:
    inventory.target("good", f"{server}/200")
    result = inventory.probe()
    assert (result.exit_code, inventory.rows()[0].vantage) == (0, "default"), result.output


def test_programs_get_a_line_for_each_sweep(inventory: Inventory, server: str) -> None:
    inventory.target("good", f"{server}/200")
    inventory.target("ill", f"{server}/404")
    result = inventory.probe("--format", "json", "--rounds", "2", "--every", "0.5", "--deadline", "30")
    first, *rest = map(json.loads, result.stdout.splitlines())
    assert first["counts"] == {"up": 1, "degraded": 0, "down": 1, "not_measured": 0}
    assert first["targets"] == {"good": "up", "ill": "down"}
    (finding,) = first["findings"]
    assert (finding["target"], finding["cause"], finding["side"]) == ("ill", "http_status", "supplier")
    assert first["recorded"].endswith(".parquet")
    # The second round stands in the same slots, unless one has just begun; on a busy machine it is skipped aloud.
    assert [one["checks"] in (0, 2) for one in rest] == [True] or "Обход 2 из 2 пропущен" in result.stderr
    assert len(inventory.rows()) in (2, 4)


def test_only_the_targets_asked_for_are_measured(inventory: Inventory, server: str) -> None:
    inventory.target("good", f"{server}/200")
    inventory.target("ill", f"{server}/503")
    assert inventory.probe("--target", "good").exit_code == 0
    assert [one.target for one in inventory.rows()] == ["good"]
    result = inventory.probe("--target", "goood")
    assert result.exit_code == 2
    assert "нет наблюдаемого объекта 'goood'; похоже на: good" in result.stderr


def test_shards_share_the_work(inventory: Inventory, server: str) -> None:
    for number in range(6):
        inventory.target(f"service-{number}", f"{server}/200")
    for number in (1, 2):
        assert inventory.probe("--shard", f"{number}/2").exit_code == 0
    assert [one.target for one in inventory.rows()] == [f"service-{number}" for number in range(6)]


def test_a_runner_without_a_way_out_blames_nobody(inventory: Inventory) -> None:
    inventory.target("gate", nobody(), control=True)
    inventory.target("service", nobody())
    result = inventory.probe()
    assert result.exit_code == 1
    assert "с узла наблюдения нет пути в сеть: 2, например " in result.stdout
    assert "/http: контрольные цели недоступны" in result.stdout
    assert {one.cause for one in inventory.rows()} == {"runner_no_route"}


def test_a_journal_out_of_reach_loses_nothing(inventory: Inventory, server: str, tmp_path: Path) -> None:
    inventory.target("good", f"{server}/200")
    place = tmp_path / "journal"
    place.write_text("не папка", "utf-8")
    result = inventory.probe("--journal", str(place))
    assert result.exit_code == 1
    assert f"журнал {place}" in result.stderr and "следующий запуск допишет их" in result.stderr
    (kept,) = inventory.kept()
    assert inventory.probe("--journal", str(place), "--exit-zero", "--vantage", "other").exit_code == 1
    inventory.kept()[1].unlink()
    assert str(kept) in result.stderr
    place.unlink()
    inventory.target("other", f"{server}/200")
    again = inventory.probe("--journal", str(place), "--target", "other")
    assert again.exit_code == 0, again.output
    assert "дописано обходов, сохранённых прежними запусками: 1" in again.stderr
    assert [one.target for one in inventory.rows(str(place))] == ["good", "other"]
    assert not inventory.kept()


def test_a_damaged_file_of_the_spool_is_told_and_holds_nothing_up(
    inventory: Inventory, server: str, tmp_path: Path
) -> None:
    inventory.target("good", f"{server}/200")
    place = tmp_path / "journal"
    place.write_text("не папка", "utf-8")
    inventory.probe("--journal", str(place))
    (kept,) = inventory.kept()
    damaged = kept.with_name("00-damaged.json")
    damaged.write_text(kept.read_text("utf-8").replace('"good"', "7"), "utf-8")
    place.unlink()
    for code, more in ((1, ()), (0, ("--exit-zero",))):
        result = inventory.probe("--journal", str(place), *more)
        assert result.exit_code == code, result.output
        assert f"{damaged}: не читается как сохранённый обход" in result.stderr
        assert inventory.kept() == [damaged]
    assert [one.target for one in inventory.rows(str(place))] == ["good"]


def test_a_faulty_target_is_told_and_the_others_are_measured(inventory: Inventory, server: str) -> None:
    inventory.target("good", f"{server}/200")
    inventory.write("monitoring/targets/broken.yml", "id: broken\n")
    result = inventory.probe()
    assert result.exit_code == 1
    assert "content/monitoring/targets/broken.yml:1: " in result.stderr
    assert [one.target for one in inventory.rows()] == ["good"]


def test_without_a_list_of_networks_nothing_is_probed(inventory: Inventory, server: str) -> None:
    inventory.target("good", f"{server}/200")
    inventory.write("monitoring/networks.yml", "networks: everything\n")
    result = inventory.probe()
    assert result.exit_code == 1
    assert "content/monitoring/networks.yml:1: " in result.stderr and "обход не начат" in result.stderr
    assert not inventory.rows()
    (inventory.root / "content/monitoring/networks.yml").unlink()
    assert "нет файла content/monitoring/networks.yml" in inventory.probe().stderr


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["--rounds", "3"], "--rounds действует вместе с --every"),
        (["--every", "60"], "--every действует вместе с --rounds"),
        (["--vantage", "Узел 1"], "'Узел 1': нужны строчные латинские буквы"),
        (["--journal", "gopher://bucket/journal"], "хранилища вида gopher:// нет"),
        (["--journal", ""], "нужна папка или адрес"),
        (["--journal", "s3://"], "нужна папка или адрес"),
    ],
)
def test_a_misuse_is_told_before_anything_is_measured(inventory: Inventory, args: list[str], why: str) -> None:
    result = inventory.probe(*args)
    assert result.exit_code == 2
    assert why in result.stderr
    assert not (inventory.root / ".data").exists()


def test_in_ci_the_place_is_named_so(inventory: Inventory, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    inventory.target("good", f"{server}/200")
    assert inventory.probe().exit_code == 0
    assert [one.vantage for one in inventory.rows()] == ["ci"]


def test_an_interrupted_sweep_leaves_nothing_half_written(inventory: Inventory, server: str) -> None:
    inventory.target("good", f"{server}/200")
    inventory.target("mute", f"{server}/hang", deadline="20s")
    command = [sys.executable, "-m", "generator", "probe", "--root", str(inventory.root)]
    # Progress in CI is told in lines: the first says that the sweep is under way.
    environment = {**os.environ, "CI": "true"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while "Обход: 1 / 2" not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert (process.returncode, rest.strip()) == (130, "")
    assert not inventory.rows() and not inventory.kept()


def test_a_sweep_loads_no_analysis(inventory: Inventory, server: str) -> None:
    inventory.target("good", f"{server}/200")
    source = (
        "import atexit, sys\n"
        "from generator.cli import main\n"
        "atexit.register(lambda: print(sorted({'pandas', 'matplotlib', 'duckdb', 'dask'} & sys.modules.keys())))\n"
        "main(['probe', '--root', sys.argv[1], '--format', 'json'])\n"
    )
    command = [sys.executable, "-c", source, str(inventory.root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, ["[]"]), done.stderr
    assert len(inventory.rows()) == 1


def test_an_empty_inventory_is_told_and_leaves_no_file(inventory: Inventory) -> None:
    result = inventory.probe()
    assert result.exit_code == 0
    assert "измерять нечего" in result.stdout
    assert not (inventory.root / ".data").exists()
