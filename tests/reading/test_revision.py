"""content/ of another revision, read out of a real repository without touching its checkout."""

import os
import subprocess
from pathlib import Path

import pytest

from generator.reading.content import load
from generator.reading.revision import UnknownRevision, load_revision

PARTY = "id: fns\nkind: foiv\nnames:\n  - full: Федеральная налоговая служба\n    short: ФНС России\n"


def git(root: Path, *arguments: str) -> str:
    names = ["-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false"]
    run = subprocess.run(["git", "-C", str(root), *names, *arguments], capture_output=True, check=True)
    return run.stdout.decode().strip()


def commit(root: Path) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "change")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "content/parties").mkdir(parents=True)
    (root / "content/parties/fns.yml").write_text(PARTY)
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def test_the_base_is_read_while_the_checkout_says_otherwise(root: Path) -> None:
    (root / "content/parties/fns.yml").write_text(PARTY.replace("ФНС", "ФТС"))
    base = load_revision(root, "main")
    assert base.content.parties["fns"].names[0].short == "ФНС России"
    assert load(root).content.parties["fns"].names[0].short == "ФТС России"
    assert "ФТС" in (root / "content/parties/fns.yml").read_text()


def test_faults_and_lines_are_those_of_the_revision(root: Path) -> None:
    (root / "content/parties/fns.yml").write_text(PARTY.replace("foiv", "fo"))
    broken = commit(root)
    (root / "content/parties/fns.yml").write_text("# исправлено\n" + PARTY)
    loaded = load_revision(root, broken)
    assert [(one.path, one.line, one.column, one.code) for one in loaded.findings] == [
        ("content/parties/fns.yml", 2, 7, "field-choice")
    ]
    assert loaded.locate("content/parties/fns.yml", ("names", 0, "short")) == (5, 12)
    assert loaded.locate("content/parties/none.yml", ("names",)) == (1, 1)
    assert load_revision(root, f"{broken}~1").findings == ()


def test_links_and_submodules_of_a_revision_are_refused(root: Path) -> None:
    (root / "content/parties/link.yml").symlink_to("fns.yml")
    (root / "content/contacts").symlink_to("parties")
    head = commit(root)
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{head},content/passports/module")
    git(root, "commit", "-q", "-m", "module")
    found = [(one.path, one.code) for one in load_revision(root, "HEAD").findings]
    assert found == [
        ("content/contacts", "file-symlink"),
        ("content/parties/link.yml", "file-symlink"),
        ("content/passports/module/.git", "file-submodule"),
    ]


def test_attributes_in_the_tree_hide_nothing(root: Path) -> None:
    (root / ".gitattributes").write_text("*.yml export-ignore\n*.yml export-subst\n")
    commit(root)
    assert set(load_revision(root, "HEAD").content.parties) == {"fns"}


def test_a_name_that_is_no_text_is_told(root: Path) -> None:
    (root / os.fsdecode(b"content/parties/\xff.yml")).write_text(PARTY)
    commit(root)
    assert [(one.path, one.code) for one in load_revision(root, "HEAD").findings] == [
        ("content/parties/\\udcff.yml", "name-ascii")
    ]


def test_a_root_inside_a_repository_is_read_from_there(root: Path) -> None:
    (root / "portal").mkdir()
    (root / "content").rename(root / "portal/content")
    commit(root)
    loaded = load_revision(root / "portal", "HEAD")
    assert set(loaded.content.parties) == {"fns"}
    assert loaded.locate("content/parties/fns.yml", ("kind",)) == (2, 7)


def test_a_revision_without_content_is_told(root: Path) -> None:
    (root / "content/parties/fns.yml").unlink()
    (root / "readme").touch()
    commit(root)
    loaded = load_revision(root, "HEAD")
    assert loaded.findings == ()
    assert loaded.content.parties == {}


@pytest.mark.parametrize("revision", ["none", "", "--all", "HEAD:content", "-1", "HEAD\n", "main..HEAD"])
def test_what_is_no_revision_is_refused_in_russian(root: Path, revision: str) -> None:
    with pytest.raises(UnknownRevision, match="нет ревизии"):
        load_revision(root, revision)


def test_without_a_repository_there_is_no_revision(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(UnknownRevision, match="нет ревизии"):
        load_revision(tmp_path, "HEAD")


def test_without_git_there_is_no_revision(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnknownRevision, match="нет git"):
        load_revision(root, "HEAD")
