"""`tkmv simulate`: ready when it says so, ended by a command, by time, by Ctrl-C; what stands in its way is told."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from ipaddress import IPv4Network
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from probes.simulator.illness import ILLNESSES
from probes.simulator.scenarios import SCENARIOS
from tests.probes.simulator.stage import own_network

ROOT = Path(__file__).parents[2]
NETWORKS = """\
networks:
  - network: {network}
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
checks:
  - id: wsdl
    kind: wsdl
    purpose: service_availability
    url: {url}
  - id: alive
    kind: heartbeat
    purpose: own_component
    file: {ident}.json
"""
# What somebody else on this machine sees of a page.
LOOK = "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).status)"


class Inventory:
    """A root with two services in a network of its own."""

    def __init__(self, root: Path, network: IPv4Network) -> None:
        self.root, self.network = root, network
        self.host = str(network.network_address).removesuffix("0.0") + "1.1"
        self.url = f"http://{self.host}:7575/ws/egrul?wsdl"
        targets = root / "content/monitoring/targets"
        targets.mkdir(parents=True)
        (targets.parent / "networks.yml").write_text(NETWORKS.format(network=network), encoding="utf-8")
        for ident, url in (("egrul", self.url), ("egrip", self.url.replace("egrul", "egrip"))):
            (targets / f"{ident}.yml").write_text(TARGET.format(ident=ident, url=url), encoding="utf-8")

    def command(self, *args: str) -> list[str]:
        own = ["--root", str(self.root), "simulate", "--network", str(self.network)]
        return [sys.executable, "-m", "generator", *own, *args]

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command(*args), cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    def called(self, *args: str) -> Result:
        """The same within this process, which is quicker."""
        return CliRunner().invoke(main, self.command(*args)[3:])

    def started(self, *args: str) -> subprocess.Popen[str]:
        """A simulator that says it is ready."""
        process = subprocess.Popen(
            self.command(*args), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Симулятор готов: узлов 1, портов 1, сценарий calm")
        return process


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inventory]:
    with own_network() as network:
        yield Inventory(tmp_path_factory.mktemp("root"), network)


def ended(process: subprocess.Popen[str]) -> int:
    """The exit code; nothing after the signal looks like a fault."""
    _, told = process.communicate(timeout=60)
    assert told.strip() == ""
    return process.returncode


def listening(inventory: Inventory) -> bool:
    with socket.socket() as one:
        return one.connect_ex((inventory.host, 7575)) == 0


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_listens_when_it_says_so_and_until_it_is_asked_to_end(
    sent: signal.Signals, code: int, inventory: Inventory
) -> None:
    process = inventory.started("--scenario", "calm")
    assert listening(inventory)
    process.send_signal(sent)
    assert ended(process) == code
    assert not listening(inventory)
    assert json.loads((inventory.root / ".data/heartbeats/egrul.json").read_text("utf-8"))["status"] == "ok"


def test_it_ends_by_itself_after_its_time(inventory: Inventory) -> None:
    told = inventory.called("--scenario", "calm", "--for", "0.2")
    assert (told.exit_code, told.stdout) == (0, "")
    assert told.stderr.startswith("Симулятор готов")


def test_a_command_runs_while_it_listens_and_gives_its_exit_code(inventory: Inventory) -> None:
    seen = inventory.run("--scenario", "calm", "--", sys.executable, "-c", LOOK, inventory.url)
    assert (seen.returncode, seen.stdout) == (0, "200\n")
    assert inventory.run("--", sys.executable, "-c", "raise SystemExit(7)").returncode == 7
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert inventory.run("--", sys.executable, "-c", killed).returncode == 128 + signal.SIGKILL
    assert not listening(inventory)


def test_a_command_is_ended_with_the_time(inventory: Inventory, tmp_path: Path) -> None:
    mark = tmp_path / "ended"
    code = (
        "import pathlib, signal, sys, time\n"
        "def end(*_): pathlib.Path(sys.argv[1]).touch(); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "while True: time.sleep(1)"
    )
    told = inventory.run("--for", "2", "--", sys.executable, "-c", code, str(mark))
    assert (told.returncode, mark.exists()) == (0, True)


def test_somebody_is_ill_where_it_is_asked_for(inventory: Inventory) -> None:
    ill = ["--scenario", "calm", "--ill", "egrul=status 503", "--", sys.executable, "-c", LOOK]
    assert "HTTP Error 503" in inventory.run(*ill, inventory.url).stderr
    assert inventory.run(*ill, inventory.url.replace("egrul", "egrip")).stdout == "200\n"


def test_a_sweep_is_recorded_and_scripted_faults_are_no_error(inventory: Inventory) -> None:
    told = inventory.run("--scenario", "calm", "--ill", "egrul=refuse", "--sweep")
    assert told.returncode == 0, told.stderr
    assert "не работает: 3" in told.stdout
    assert "узел отклоняет соединения" in told.stdout
    assert list((inventory.root / ".data/demo").rglob("*.parquet"))
    assert not (inventory.root / ".data/journal").exists()


def test_a_sweep_meets_nobody_real(inventory: Inventory, tmp_path: Path) -> None:
    real = inventory.root / "content/monitoring/targets/real.yml"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/?wsdl"
        real.write_text(TARGET.format(ident="real", url=url), encoding="utf-8")
        told = inventory.run("--scenario", "calm", "--sweep", "--journal", str(tmp_path / "journal"))
        real.unlink()
        with pytest.raises(BlockingIOError):
            server.accept()
    assert told.returncode == 0, told.stderr
    assert "проверок: 4" in told.stdout
    assert list((tmp_path / "journal").rglob("*.parquet"))


def test_a_sweep_without_anything_to_show_is_no_fault(inventory: Inventory) -> None:
    told = inventory.called("--network", "127.9.0.0/16", "--sweep")
    assert (told.exit_code, told.stdout) == (0, "")
    assert "Симулятору нечего показать" in told.stderr


def test_a_port_that_is_taken_is_named(inventory: Inventory) -> None:
    with socket.create_server((inventory.host, 7575)):
        told = inventory.called("--for", "1")
    assert told.exit_code == 1
    assert f"адрес {inventory.host}:7575 занят или недоступен" in told.stderr
    assert "симулятор уже запущен?" in told.stderr


def test_data_that_cannot_be_written_is_named(inventory: Inventory, tmp_path: Path) -> None:
    other = Inventory(tmp_path, inventory.network)
    (tmp_path / ".data").write_text("a file where a folder belongs")
    told = other.called("--for", "1")
    assert told.exit_code == 1
    assert ".data" in told.stderr
    assert not listening(inventory)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--network", "127.9.0.0/16"], 1, "нет проверок с адресами в сети 127.9.0.0/16"),
        (["--network", "10.0.0.0/8"], 2, "только на этом узле"),
        (["--network", "here"], 2, "нужна сеть"),
        (["--scenario", "war"], 2, "--scenario"),
        (["--ill", "egrul=flu"], 2, "tkmv simulate --list"),
        (["--ill", "egrull=refuse"], 2, "похоже на: egrul"),
        (["--for", "0"], 2, "--for"),
        (["--journal", "x"], 2, "--journal действует вместе с --sweep"),
        (["--sweep", "--", "true"], 2, "--sweep и команда вместе не действуют"),
        (["--", "no-such-command-here"], 1, "команду no-such-command-here не запустить"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_done_is_said_in_a_line(args: list[str], code: int, said: str, inventory: Inventory) -> None:
    told = inventory.called(*args)
    assert told.exit_code == code
    assert said in told.stderr
    assert len(told.stderr.splitlines()) <= 2


def test_scenarios_and_illnesses_can_be_listed(inventory: Inventory) -> None:
    told = inventory.called("--list").stdout
    assert [name for name in (*SCENARIOS, *ILLNESSES) if f"  {name} " not in told] == []


def test_ctrl_c_ends_the_command_too(inventory: Inventory, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    code = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(60)"
    process = inventory.started("--scenario", "calm", "--", sys.executable, "-c", code, str(mark))
    while not mark.exists() or not mark.read_text():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert ended(process) == 130
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
