"""Machine data on its branch: runners that push at once lose nothing, and people's work is never touched."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from probes.journal import Journal
from probes.journal.branch import BranchError, prepare, push
from tests.probes.journal.sweeps import NOON, STEP, down, now, row, target

DAY = NOON.date()
SPAN = (NOON - timedelta(days=1), NOON + timedelta(days=1))


def git(folder: Path, *call: str) -> str:
    who = ("-c", "user.name=tests", "-c", "user.email=tests@portal.example", "-c", "init.defaultBranch=main")
    told = subprocess.run(["git", "-C", folder, *who, *call], capture_output=True, text=True, check=True)
    return told.stdout


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A bare repository with a commit of people."""
    bare, people = tmp_path / "origin.git", tmp_path / "people"
    for folder in (bare, people):
        folder.mkdir()
    git(bare, "init", "--bare", "--quiet")
    git(people, "init", "--quiet")
    (people / "content").mkdir()
    (people / "content" / "site.yml").write_text("title: Проверка\n", encoding="utf-8")
    git(people, "add", ".")
    git(people, "commit", "--quiet", "-m", "Content")
    git(people, "push", "--quiet", str(bare), "HEAD:main")
    git(bare, "symbolic-ref", "HEAD", "refs/heads/main")
    return bare


def runner(origin: Path, name: str) -> Path:
    """A checkout as a job has it, with .data on its branch."""
    root = origin.parent / name
    git(origin.parent, "clone", "--quiet", str(origin), str(root))
    prepare(root, root / ".data")
    return root / ".data"


def opened(data: Path) -> Journal:
    return Journal.open(str(data / "journal"), now=now)


def seen(origin: Path, name: str = "reader") -> list[int]:
    return [one.milliseconds for one in opened(runner(origin, name)).measurements(*SPAN)]


def test_data_goes_to_its_branch_and_nowhere_else(origin: Path) -> None:
    data = runner(origin, "one")
    opened(data).append([row(), down(check="dns")], runner="one", started=NOON)
    done = push(data)
    assert (done.files, done.tries, done.left) == (2, 1, ())
    assert push(data).files == 0
    assert git(origin, "ls-tree", "--name-only", "main").split() == ["content"]
    assert git(origin, "ls-tree", "--name-only", "data").split() == ["journal"]
    assert git(data, "log", "--format=%an %ae", "-1").strip() == "tkmv-portal tkmv@portal.example"
    assert len(seen(origin)) == 2


@pytest.mark.parametrize("pushes", [6, pytest.param(100, marks=pytest.mark.soak)])
def test_two_runners_that_push_at_once_lose_nothing(origin: Path, pushes: int) -> None:
    def work(name: str, first: int) -> None:
        data, chance = runner(origin, name), Random(first)
        for number in range(pushes):
            moment = NOON + timedelta(seconds=STEP * (number % 12))
            opened(data).append(
                [row(moment, vantage=f"{name}-{number}", elapsed=first + number)], runner=name, started=moment
            )
            if number % 3 == 2:
                opened(data).compact(DAY)
            push(data, tries=200, chance=chance)

    with ThreadPoolExecutor(2) as both:
        list(both.map(work, ("one", "two"), (0, 1000)))
    assert sorted(seen(origin)) == [*range(pushes), *range(1000, 1000 + pushes)]


def test_a_day_that_two_have_compacted_holds_the_rows_of_both(origin: Path) -> None:
    one, two = runner(origin, "one"), runner(origin, "two")
    for data, elapsed in ((one, 1), (two, 2)):
        journal = opened(data)
        rows = [down(vantage=data.parent.name, evidence=f"№ {elapsed}"), row(check="dns", elapsed=elapsed)]
        journal.append(rows, runner=f"r{elapsed}", started=NOON)
        journal.compact(DAY)
        journal.roll_up(DAY, [target()])
    push(one)
    push(two)
    both = opened(runner(origin, "reader"))
    found = list(both.measurements(*SPAN, evidence=True))
    assert sorted(each.evidence for each in found if each.check == "wsdl") == ["№ 1", "№ 2"]
    assert [each.milliseconds for each in found if each.check == "dns"] == [1]
    # The roll-up of the first no longer says what the day says: the next run makes it again.
    assert DAY in both.stale()
    assert both.last_runs().keys() == {"moscow", "one", "two"}


def test_what_is_neither_text_nor_parquet_stays(origin: Path) -> None:
    data = runner(origin, "one")
    (data / "incidents.json").write_text('{"имя": "узел"}', encoding="utf-8")
    (data / "chart.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (data / "link").symlink_to(data / "incidents.json")
    done = push(data)
    assert done.left == ("chart.png", "link")
    assert git(origin, "ls-tree", "-r", "--name-only", "data").split() == ["incidents.json"]


def test_only_the_branch_of_data_is_pushed(origin: Path) -> None:
    data = runner(origin, "one")
    with pytest.raises(BranchError, match="не является рабочим деревом ветки data"):
        push(data.parent)
    with pytest.raises(BranchError, match="не является рабочим деревом ветки data"):
        push(data / "journal")
    (data / "content").mkdir()
    (data / "content" / "site.yml").write_text("", encoding="utf-8")
    git(data, "add", ".")
    git(data, "commit", "--quiet", "-m", "Mixed")
    with pytest.raises(BranchError, match="не смешиваются"):
        push(data)


def test_a_folder_in_use_is_not_taken_and_a_prepared_one_stays(origin: Path) -> None:
    data = runner(origin, "one")
    prepare(data.parent, data)
    (data.parent / "other").mkdir()
    (data.parent / "other" / "file").write_text("")
    with pytest.raises(BranchError, match="не пуста"):
        prepare(data.parent, data.parent / "other")


def test_conflicts_of_other_files_are_told_and_nothing_is_lost(origin: Path) -> None:
    one, two = runner(origin, "one"), runner(origin, "two")
    for data in (one, two):
        (data / "notes.json").write_text(f'{{"by": "{data.parent.name}"}}\n', encoding="utf-8")
    push(one)
    with pytest.raises(BranchError, match=r"не сводятся: notes\.json"):
        push(two)
    assert "two" in (two / "notes.json").read_text(encoding="utf-8")
    assert git(two, "status", "--porcelain") == ""


def test_facts_and_letters_of_two_runners_do_not_keep_their_rows_from_being_pushed(origin: Path) -> None:
    """Facts of the later moment are gone on from; a letter is sent where one of the two knows so."""
    names = ("one", "two", "three")
    for (late, sent), data in zip(
        ((7, "sent"), (9, "queued"), (8, "queued")), [runner(origin, n) for n in names], strict=True
    ):
        (data / "outbox").mkdir()
        (data / "outbox" / "1-opened.json").write_text(f'{{"state": "{sent}", "by": {late}}}\n', encoding="utf-8")
        (data / "incidents.json").write_text(f'{{"until": {late}}}\n', encoding="utf-8")
        opened(data).append([row(vantage=data.parent.name)], runner=data.parent.name, started=NOON)
        push(data)
    reader = runner(origin, "reader")
    assert json.loads((reader / "incidents.json").read_text(encoding="utf-8")) == {"until": 9}
    assert json.loads((reader / "outbox" / "1-opened.json").read_text(encoding="utf-8"))["state"] == "sent"
    assert len(list(opened(reader).measurements(*SPAN))) == 3


def test_a_push_of_which_nothing_remains_ends_well(origin: Path) -> None:
    """Facts alone, and the other runner has later ones: what is left of the commit is empty."""
    one, two = runner(origin, "one"), runner(origin, "two")
    for data, facts in ((one, '{"until": 9}\n'), (two, '{"until": 7}\n'), (runner(origin, "damaged"), '{"until"')):
        (data / "incidents.json").write_text(facts, encoding="utf-8")
        push(data)
    assert json.loads((two / "incidents.json").read_text(encoding="utf-8")) == {"until": 9}
    assert git(two, "status", "--porcelain") == ""
    (two / "incidents.json").write_text('{"until": 11}\n', encoding="utf-8")
    assert push(two).files == 1


def test_a_remote_that_is_gone_is_told(origin: Path) -> None:
    data = runner(origin, "one")
    opened(data).append([row()], runner="one", started=NOON)
    origin.rename(origin.parent / "moved.git")
    with pytest.raises(BranchError, match="отправить ветку data в origin не удалось: "):
        push(data)
    (origin.parent / "moved.git").rename(origin)
    assert push(data).tries == 1
    assert len(seen(origin)) == 1
