"""Drafts reach their places whole, all or none, and never over a file that is there."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.drafting.files import Draft, Occupied, put

TWO = (Draft("content/texts/a.json", b"{}"), Draft("content/records/b.yml", b"kind: x\n"))


def tree(root: Path) -> dict[str, bytes | None]:
    """Everything below a folder; None for folders."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


def test_folders_are_made_and_nothing_else_is_left(tmp_path: Path) -> None:
    put(tmp_path, TWO)
    assert tree(tmp_path) == {
        "content": None,
        "content/records": None,
        "content/records/b.yml": b"kind: x\n",
        "content/texts": None,
        "content/texts/a.json": b"{}",
    }


def test_a_taken_place_leaves_everything_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, TWO[1:])
    before = tree(tmp_path)
    with pytest.raises(Occupied, match=r"content/records/b\.yml"):
        put(tmp_path, (TWO[0], Draft("content/records/b.yml", b"other")))
    assert tree(tmp_path) == before


def test_the_same_bytes_from_another_hand_are_as_good_where_a_file_is_shared(tmp_path: Path) -> None:
    put(tmp_path, TWO[:1])
    shared = Draft(TWO[0].path, TWO[0].data, shared=True)
    put(tmp_path, (shared, TWO[1]))
    assert (tmp_path / TWO[1].path).read_bytes() == TWO[1].data
    with pytest.raises(Occupied):
        put(tmp_path, [Draft(TWO[0].path, b"other", shared=True)])


def test_a_file_is_extended_only_from_the_bytes_it_had(tmp_path: Path) -> None:
    put(tmp_path, TWO)
    put(tmp_path, [Draft("content/records/b.yml", b"kind: x\nmore: y\n", replaces=b"kind: x\n")])
    assert (tmp_path / "content/records/b.yml").read_bytes() == b"kind: x\nmore: y\n"
    with pytest.raises(Occupied):
        put(tmp_path, [Draft("content/records/b.yml", b"lost", replaces=b"kind: x\n")])
    assert (tmp_path / "content/records/b.yml").read_bytes() == b"kind: x\nmore: y\n"


@pytest.mark.parametrize("call", ["fsync", "link"])
@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_an_interruption_leaves_nothing_behind(
    call: str, at: int, fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the first or second file, while it is written or put in place; a full disk is no different from Ctrl-C."""
    (tmp_path / "content").mkdir()
    if call == "link" and isinstance(fault, OSError):
        fault = KeyboardInterrupt()  # without links the other way is taken, see below
    monkeypatch.setattr(os, call, failing(getattr(os, call), at, fault))
    with pytest.raises(type(fault)):
        put(tmp_path, TWO)
    monkeypatch.undo()
    assert tree(tmp_path) == {"content": None}


def test_a_file_system_without_links_is_served_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(os.link, 1, PermissionError(1, "Operation not permitted")))
    put(tmp_path, TWO[:1])
    assert (tmp_path / "content/texts/a.json").read_bytes() == b"{}"
    monkeypatch.setattr(os, "link", failing(os.link, 1, PermissionError(1, "Operation not permitted")))
    with pytest.raises(Occupied):
        put(tmp_path, TWO[:1])


def test_of_many_at_once_one_gets_the_place(tmp_path: Path) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(8)

    def try_it(number: int) -> None:
        start.wait()
        try:
            put(tmp_path, [Draft("content/one.yml", f"{number}\n".encode() * 1000)])
            outcomes.append("put")
        except Occupied:
            outcomes.append("occupied")

    threads = [threading.Thread(target=try_it, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["occupied"] * 7 + ["put"]
    lines = set((tmp_path / "content/one.yml").read_text().splitlines())
    assert len(lines) == 1
    assert len(list((tmp_path / "content").iterdir())) == 1


def failing(real: Callable[..., object], at: int, fault: BaseException) -> Callable[..., object]:
    """The real call, but for its `at`-th time."""
    count = 0

    def call(*args: object) -> object:
        nonlocal count
        count += 1
        if count == at:
            raise fault
        return real(*args)

    return call
