"""Many files on several processes say the same as one after another, whatever happens to the processes."""

import os
import signal
from pathlib import Path

import pytest

from generator.digest import canonical
from generator.reading import parsing
from generator.reading.content import Loaded, load
from generator.reading.strict import Parsed, parse

PARTY = "id: p{0}\nkind: foiv\nnames:\n  - full: Орган {0}\n    short: О{0}\n"
COUNT = 450


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Parties enough for several portions; every hundredth is at fault."""
    folder = tmp_path_factory.mktemp("root")
    (folder / "content/parties").mkdir(parents=True)
    for number in range(COUNT):
        kind = "foiv" if number % 100 else "fo"
        text = PARTY.format(number).replace("foiv", kind)
        (folder / f"content/parties/p{number}.yml").write_text(text)
    return folder


@pytest.fixture(scope="module")
def alone(root: Path) -> Loaded:
    """The same read by one process."""
    before, parsing.MAX_WORKERS = parsing.MAX_WORKERS, 1
    loaded = load(root)
    parsing.MAX_WORKERS = before
    return loaded


def same(one: Loaded, other: Loaded) -> bool:
    return one.content == other.content and one.findings == other.findings


@pytest.mark.parametrize("extra", ["", "interested_units: []\n", "annexes: {}\n", "title: '[] и {}'\n", "note:\n"])
def test_the_text_of_a_card_is_the_one_its_digest_is_made_of(extra: str) -> None:
    tree = parse(f"card: a\nb:\n  - x: 'Й'\n    а: []\n{extra}".encode(), "card.yml").tree
    assert tree is not None
    assert parsing.text_of(tree, "card") == canonical(tree)


def test_several_processes_find_what_one_finds(root: Path, alone: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    assert len(alone.content.parties) == COUNT - 5
    assert [one.code for one in alone.findings] == ["field-choice"] * 5
    assert same(load(root), alone)


def test_a_killed_worker_costs_time_and_nothing_else(
    root: Path, alone: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()

    def deadly(data: bytes, path: str) -> Parsed:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return parse(data, path)

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr("generator.reading.parsing.parse", deadly)
    assert same(load(root), alone)


def test_where_no_process_can_be_started_one_does_all(
    root: Path, alone: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refused)
    assert same(load(root), alone)


def test_progress_ends_where_it_must(root: Path) -> None:
    seen: list[tuple[int, int]] = []
    load(root, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (COUNT, COUNT)
    assert all(done <= total for done, total in seen)
    assert seen == sorted(seen)
