"""A furnished office with a card of each route, made once; every test works on a copy of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.office import Office, furnished, with_card


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Caches and reports of failures of a test stay with the test; the machine's own settings do not reach it."""
    state = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_CACHE_HOME", str(state / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    for name in ("CI", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def furnished_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The original, which no test changes."""
    office = furnished(tmp_path_factory.mktemp("office"))
    for route in ("service", "function", "incoming"):
        with_card(office, route)
    yield office


@pytest.fixture
def office(furnished_office: Office, tmp_path: Path) -> Office:
    """A copy to work on."""
    root = tmp_path / "office"
    shutil.copytree(furnished_office.root, root)
    return Office(root)
