"""One browser and the real portal for all tests of the room, served on this machine under a path prefix."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.model.content import Content
from generator.reading.content import load
from tests.browser.building import ROOT, build
from tests.browser.chromium import chromium
from tests.browser.looks import Look, looks
from tests.browser.pagetypes import WRONG, addresses
from tests.browser.serving import serving
from tests.browser.visit import DESK, PHONE, watched

PREFIX = "portal/"

Open = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Of the package, not of the session: while it lives, the driver's event loop hinders other tests' own loops."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="package")
def www(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is served; each portal lies in a folder of it."""
    return tmp_path_factory.mktemp("www")


@pytest.fixture(scope="package")
def host(www: Path) -> Iterator[str]:
    """The address of that folder."""
    with serving(www) as address:
        yield address


@pytest.fixture(scope="package")
def content() -> Content:
    """The content of the repository."""
    return load(ROOT).content


@pytest.fixture(scope="package")
def site(www: Path) -> Path:
    """The real portal in its folder."""
    build(ROOT, www / PREFIX)
    return www / PREFIX


@pytest.fixture(scope="package")
def portal(site: Path, host: str) -> str:
    """The address of the real portal."""
    return host + PREFIX


@pytest.fixture(scope="package")
def seen(browser: Browser, portal: str, site: Path) -> list[Look]:
    """Every page of the real portal, and the answer to a wrong address, as seen at the desk and on a phone."""
    return list(looks(browser, portal, [*addresses(site), WRONG], (DESK, PHONE)))


@pytest.fixture
def open_page(browser: Browser, portal: str) -> Iterator[Open]:
    """Opens a page of the portal; afterwards nothing was asked from outside, complained of, refused or run."""
    with ExitStack() as stack:
        watches = []

        def opened(address: str = "", **how: object) -> Page:
            page, watch = stack.enter_context(watched(browser, portal, **how))  # type: ignore[arg-type]
            watches.append(watch)
            page.goto(portal + address)
            return page

        yield opened
    assert [watch.seen() for watch in watches if watch.seen()] == []
