"""What walks share: a network of loopback of their own, nothing of the machine's settings."""

from collections.abc import Iterator
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from generator.monitoring.plan import plan
from generator.reading.content import load
from tests.probes.simulator.stage import own_network, simulated
from tests.probes.tickets.postman import Postman, postman
from tests.walk.watch import Mailbox, Watch, furnished


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_CACHE_HOME", str(state / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    for name in ("CI", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def network() -> Iterator[IPv4Network]:
    with own_network() as found:
        yield found


@pytest.fixture
def watch(tmp_path: Path, network: IPv4Network) -> Iterator[Watch]:
    """Everything is well, and nothing is known yet."""
    root = furnished(tmp_path / "world", network)
    targets = plan(load(root).content)
    with simulated(targets, network=network, root=root / ".data", content=root) as simulator:
        yield Watch(root, network, simulator)


@pytest.fixture
def mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mail server with TLS and authentication, told to commands by the environment."""
    folder = tmp_path / "mail"
    folder.mkdir()
    with postman(folder) as (man, server):
        assert isinstance(man, Postman)
        told = {"HOST": server.host, "PORT": server.port, "USER": server.user, "PASSWORD": server.password}
        for name, value in {**told, "SECURITY": server.security, "TRUST": server.trust}.items():
            monkeypatch.setenv(f"TKMV_SMTP_{name}", str(value))
        yield Mailbox(man)
