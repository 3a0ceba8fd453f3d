"""The cache: what did not change is not parsed again, and nothing in it can do harm by being wrong or absent."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from zlib import crc32

import pytest

from generator.reading import cache as store
from generator.reading.content import Loaded, load

PARTY = "id: fns\nkind: foiv\nnames:\n  - full: Федеральная налоговая служба\n    short: ФНС России\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root/content/parties").mkdir(parents=True)
    (tmp_path / "root/content/parties/fns.yml").write_text(PARTY)
    return tmp_path / "root"


@pytest.fixture
def kept(root: Path, tmp_path: Path) -> Path:
    """A cache that knows the root."""
    load(root, cache=tmp_path / "cache")
    return tmp_path / "cache"


def rows(folder: Path) -> list[tuple[bytes, bytes]]:
    with closing(sqlite3.connect(folder / store.FILE)) as base:
        return base.execute("SELECT key, text FROM tree").fetchall()


def rewrite(folder: Path, text: bytes, crc: int) -> None:
    with closing(sqlite3.connect(folder / store.FILE)) as base, base:
        base.execute("UPDATE tree SET text = ?, crc = ?", (text, crc))


def short(loaded: Loaded) -> str:
    assert loaded.findings == ()
    return loaded.content.parties["fns"].names[0].short


def test_an_unchanged_file_is_not_parsed_again(root: Path, kept: Path) -> None:
    (row,) = rows(kept)
    changed = row[1].replace("ФНС".encode(), "ФТС".encode())
    rewrite(kept, changed, crc32(changed))
    assert short(load(root, cache=kept)) == "ФТС России"
    assert short(load(root)) == "ФНС России"


def test_a_changed_file_is_parsed_and_learned(root: Path, kept: Path) -> None:
    party = root / "content/parties/fns.yml"
    party.write_text(PARTY.replace("ФНС", "ФНС2"))
    assert short(load(root, cache=kept)) == "ФНС2 России"
    assert len(rows(kept)) == 2


def test_a_file_at_fault_is_not_kept_and_is_told_of_each_time(root: Path, kept: Path) -> None:
    (root / "content/parties/fns.yml").write_text(PARTY + "kind: foiv\n")
    first, second = load(root, cache=kept), load(root, cache=kept)
    assert [one.code for one in first.findings] == ["yaml-duplicate-key"]
    assert first.findings == second.findings
    assert len(rows(kept)) == 1


def test_a_fault_of_the_model_is_told_from_the_cache_too(root: Path, kept: Path) -> None:
    (root / "content/parties/fns.yml").write_text(PARTY.replace("foiv", "fo"))
    first, second = load(root, cache=kept), load(root, cache=kept)
    assert [(one.code, one.line, one.column) for one in first.findings] == [("field-choice", 2, 7)]
    assert first.findings == second.findings


def test_another_version_of_the_tool_does_not_trust_it(root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite(kept, b"{}", crc32(b"{}"))
    monkeypatch.setattr(store, "tool_version", lambda: b"another")
    assert short(load(root, cache=kept)) == "ФНС России"


@pytest.mark.parametrize("text", [b"", b"{", b'{"id":"fns"}', b"null", "строка".encode()])
def test_a_damaged_row_is_passed_over(root: Path, kept: Path, text: bytes) -> None:
    rewrite(kept, text, 1)
    assert short(load(root, cache=kept)) == "ФНС России"


@pytest.mark.parametrize("text", [b"", b"{", b'{"id":"fns"}', b"null"])
def test_a_row_that_is_no_such_file_is_found_out(root: Path, kept: Path, text: bytes) -> None:
    rewrite(kept, text, crc32(text))
    assert short(load(root, cache=kept)) == "ФНС России"


@pytest.mark.parametrize("junk", [b"", b"junk", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_cache_is_replaced(root: Path, kept: Path, junk: bytes) -> None:
    (kept / store.FILE).write_bytes(junk)
    assert short(load(root, cache=kept)) == "ФНС России"
    assert len(rows(kept)) == 1


def test_a_cache_of_another_layout_is_harmless(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    with closing(sqlite3.connect(folder / store.FILE)) as base, base:
        base.execute("CREATE TABLE tree (key TEXT, tree TEXT)")
    assert short(load(root, cache=folder)) == "ФНС России"


def test_where_nothing_can_be_written_nothing_is(root: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file, no folder")
    assert short(load(root, cache=taken / "cache")) == "ФНС России"
    assert taken.read_text() == "a file, no folder"


def test_a_locked_cache_is_left_alone(root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT", 0.05)
    (root / "content/parties/fns.yml").write_text(PARTY.replace("ФНС", "ФНС2"))
    with closing(sqlite3.connect(kept / store.FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert short(load(root, cache=kept)) == "ФНС2 России"
    assert len(rows(kept)) == 1


def test_runs_at_once_do_not_disturb_each_other(root: Path, tmp_path: Path) -> None:
    roots = []
    for number in range(4):
        copy = tmp_path / f"copy{number}"
        (copy / "content/parties").mkdir(parents=True)
        (copy / "content/parties/fns.yml").write_text(PARTY.replace("ФНС", f"ФНС{number}"))
        roots.append(copy)
    with ThreadPoolExecutor(4) as threads:
        loaded = list(threads.map(lambda copy: load(copy, cache=tmp_path / "cache"), roots * 3))
    assert [short(one) for one in loaded] == [f"ФНС{number} России" for number in range(4)] * 3
    assert len(rows(tmp_path / "cache")) == 4


def test_rows_of_older_contents_are_swept_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "SPARE", 3)
    old = [store.Row(bytes([number]), b"{}") for number in range(4)]
    store.remember(tmp_path, old, [row.key for row in old])
    new = store.Row(b"new", b"{}")
    store.remember(tmp_path, [new], [new.key])
    assert rows(tmp_path) == [(b"new", b"{}")] or len(rows(tmp_path)) == 5
    newer = store.Row(b"newer", b"{}")
    store.remember(tmp_path, [newer], [newer.key])
    assert sorted(key for key, _ in rows(tmp_path)) == [b"newer"]


def test_nothing_is_written_beside_the_content(root: Path, kept: Path) -> None:
    before = sorted(root.rglob("*"))
    for path in root.rglob("*"):
        path.chmod(stat.S_IREAD | stat.S_IEXEC)
    load(root, cache=kept)
    assert sorted(root.rglob("*")) == before
