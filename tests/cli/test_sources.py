"""What the portal tells of its sources: the commit of the content where there is one, nothing made up elsewhere."""

import subprocess
from pathlib import Path

import pytest

from generator.cli.sources import edition


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=T", "-c", "user.email=t@tkmv.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", str(folder), *identity, *arguments], capture_output=True, check=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with a file of content."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text("title: Портал\n", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "content")
    git(tmp_path, "commit", "--quiet", "--message", "First")
    return tmp_path


def test_a_checkout_tells_its_commit_and_whether_files_were_changed_after_it(checkout: Path) -> None:
    clean = edition(checkout)
    assert (clean.revision, clean.edited) == (git(checkout, "rev-parse", "HEAD"), False)
    assert edition(checkout) == clean
    (checkout / "other.txt").write_text("not content")
    assert edition(checkout) == clean
    (checkout / "content/site.yml").write_text("title: Иной\n", "utf-8")
    changed = edition(checkout)
    assert (changed.revision, changed.edited) == (clean.revision, True) and changed.content != clean.content
    git(checkout, "checkout", "--quiet", "content")
    (checkout / "content/new.yml").write_text("title: Новый\n", "utf-8")
    assert edition(checkout).edited


def test_content_outside_of_a_repository_has_no_commit(tmp_path: Path, checkout: Path) -> None:
    root = checkout / "copied"
    (root / "content").mkdir(parents=True)
    (root / "content/site.yml").write_text("title: Портал\n", "utf-8")
    inside = edition(root)  # below a repository that knows nothing of it
    assert (inside.revision, inside.edited) == (None, False)
    assert inside.content == edition(checkout).content and inside.tool


def test_the_same_commit_gives_the_same_edition_wherever_it_is_checked_out(checkout: Path, tmp_path: Path) -> None:
    git(checkout, "clone", "--quiet", str(checkout), str(tmp_path / "clone"))
    assert edition(tmp_path / "clone") == edition(checkout)
