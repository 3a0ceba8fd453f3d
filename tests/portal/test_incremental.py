"""A build that makes only what has changed leaves the very bytes of a full one, whatever was edited in between."""

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from generator.checks.together import check_all
from generator.model.content import Content
from generator.monitoring.picture import Picture, Seen, TargetState
from generator.monitoring.plan import plan
from generator.portal import build, cards, crew, memory
from generator.portal.build import build_portal
from generator.portal.memory import BuildReport, Memory, earlier_build
from generator.portal.views.survey import Survey, of_lists
from generator.procedure.standing import Procedure
from generator.reading.card_answers import CardAnswers
from generator.reading.content import load
from generator.reading.sums import Sums, sums
from generator.workdays import ProductionCalendar
from probes.model.verdict import Verdict
from tests.content.test_small_world import AS_OF, assembled
from tests.portal.test_shell import tree as bytes_of

SEED = 151
EDITS = 50


@dataclass
class Desk:
    """A content tree that is being edited, and the folders its portal is built into."""

    root: Path
    shells: Path
    today: date = AS_OF
    checked: bool = True  # findings change with the day and the parties, and would hide what else changes with them
    sweep: int | None = None  # of the journal, by which what was seen differs; None: there is no journal
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    @property
    def memory(self) -> Path:
        return self.root / "memory"

    def build(self, *, remembering: str = "", plainly: str = "") -> BuildReport:
        """What `tkmv build` does, without the search index; into a folder or two, with memory and without."""
        summed = sums(self.root)
        assert summed is not None
        answers = CardAnswers(self.memory, summed, str(self.today))
        loaded = load(self.root, cache=self.root / "trees", faultless=answers.cards)
        assert summed.stand()
        calendar = ProductionCalendar(loaded.content.calendar.values())
        procedure = Procedure(loaded.content, calendar, self.today)
        found = check_all(loaded, self.today, calendar, procedure, answers)
        anew = load(self.root)
        assert found == check_all(anew, self.today, calendar)
        answers.remember()
        known = self.known(summed)
        reports = [
            build_portal(
                self.root,
                self.root / out,
                one.content,
                one,
                found if self.checked else (),
                cache=self.shells,
                searchable=False,
                memory=remembered,
                picture=picture(one.content, self.sweep),
            )
            for out, one, remembered in (
                (remembering, procedure, known),
                (plainly, Procedure(anew.content, calendar, self.today), None),
            )
            if out
        ]
        return reports[-1]

    def known(self, summed: Sums) -> Memory:
        """The memory of a build of these sums."""
        sweep = str(self.sweep)
        return Memory(self.memory, summed, sweep, memory.key(summed.all, str(self.today), sweep))

    def some(self, pattern: str) -> Path:
        """One of the files below content/."""
        return self.chance.choice(sorted((self.root / "content").glob(pattern)))

    def edit(self, pattern: str, line: str) -> None:
        """Another text at the end of a line of some file that has such a line."""
        paths = [
            one for one in sorted((self.root / "content").glob(pattern)) if re.search(line, one.read_text("utf-8"))
        ]
        path = self.chance.choice(paths)
        text = path.read_text("utf-8")
        at = self.chance.choice([found.end() for found in re.finditer(line, text)])
        path.write_text(f"{text[:at]} {self.chance.choice('абвгдежз')}{text[at:]}", "utf-8")


def picture(content: Content, sweep: int | None) -> Picture:
    """What a journal may tell of the targets of the content."""
    if sweep is None:
        return Picture(None, 300)
    chance = random.Random(sweep)
    told = (None, Verdict.UP, Verdict.DEGRADED, Verdict.DOWN)
    states = {
        one.id: TargetState(one, tuple(Seen(check, chance.choice(told)) for check in one.checks))
        for one in plan(content)
    }
    return Picture(datetime(2026, 6, 15, 9, tzinfo=UTC) + timedelta(minutes=5 * sweep), 300, states=states)


def _with_record(desk: Desk) -> None:
    path = desk.some("cards/*/v*/records/*[a-z].yml")
    path.with_name(f"{path.stem}-{desk.chance.randrange(2, 999)}.yml").write_bytes(path.read_bytes())


def _without_record(desk: Desk) -> None:
    desk.some("cards/*/v*/records/*.yml").unlink()


def _another_version(desk: Desk) -> None:
    """The latest version of a card once more, or the latest gone."""
    card = desk.some("cards/*")
    numbers = sorted(int(one.name[1:]) for one in card.glob("v*"))
    last = card / f"v{numbers[-1]}"
    if len(numbers) > 1 and desk.chance.random() < 0.6:
        shutil.rmtree(last)
        return
    text = (last / "card.yml").read_text("utf-8")
    new = card / f"v{numbers[-1] + 1}"
    new.mkdir()
    text = re.sub(r"(?m)^version: .*$", f"version: {numbers[-1] + 1}", text)
    (new / "card.yml").write_text(text, "utf-8")


def _another_card(desk: Desk) -> None:
    """A copy of a card under another name, or a copy gone."""
    copies = sorted((desk.root / "content/cards").glob("*-copy"))
    if copies and desk.chance.random() < 0.5:
        shutil.rmtree(copies[0])
        return
    source = desk.chance.choice(sorted(set((desk.root / "content/cards").iterdir()) - set(copies)))
    target = source.with_name(f"{source.name}-copy")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    for path in target.glob("v*/card.yml"):
        text = re.sub(r"(?m)^card: .*$", f"card: {target.name}", path.read_text("utf-8"))
        path.write_text(text, "utf-8")


def _moved_lines(desk: Desk) -> None:
    """Everything in a card stands some lines lower, and says what it said."""
    path = desk.some("cards/*/v*/card.yml")
    path.write_text("# remark\n" * desk.chance.randrange(1, 4) + path.read_text("utf-8"), "utf-8")


def _hidden_contact(desk: Desk) -> None:
    path = desk.some("contacts/*.yml")
    text = path.read_text("utf-8")
    hidden = "    visibility: internal\n"
    text = (
        text.replace(hidden, "") if hidden in text else re.sub(r"(?m)^(    since: .*\n)", rf"\1{hidden}", text, count=1)
    )
    path.write_text(text, "utf-8")


def _another_day(desk: Desk) -> None:
    desk.today = AS_OF + timedelta(days=desk.chance.choice((-400, -90, -7, 0, 3, 40, 300)))


def _another_sweep(desk: Desk) -> None:
    desk.sweep = desk.chance.choice((None, *range(9)))


def _touched_output(desk: Desk) -> None:
    """Somebody edits or removes a file of the portal itself."""
    path = desk.chance.choice(sorted((desk.root / "made").glob("exchange/cards/*/index.html")))
    path.unlink() if desk.chance.random() < 0.5 else path.write_bytes(path.read_bytes()[:-1] + b"?")


def _spoilt_memory(desk: Desk) -> None:
    (path,) = (desk.memory / memory.FOLDER).iterdir()
    path.write_bytes(path.read_bytes()[: desk.chance.randrange(400)])


OFTEN: tuple[Callable[[Desk], None], ...] = (
    lambda desk: desk.edit("cards/*/v*/card.yml", r"(?m)^title: .*$"),
    lambda desk: desk.edit("cards/*/v*/card.yml", r"(?m)^    name: \w.*$"),
    lambda desk: desk.edit("cards/*/v*/card.yml", r"(?m)^  result: .*$"),
    lambda desk: desk.edit("cards/*/v*/card.yml", r"(?m)^    trigger: .*$"),
    _moved_lines,
    lambda desk: desk.edit("cards/*/v*/records/*.yml", r"(?m)^  number: .*$"),
    lambda desk: desk.edit("parties/*.yml", r"(?m)^    short: .*$"),
    lambda desk: desk.edit("contacts/*.yml", r"(?m)^    post: .*$"),
    _with_record,
    _without_record,
    _another_version,
    _another_card,
    lambda desk: desk.edit("monitoring/targets/*.yml", r"(?m)^name: .*$"),
    _hidden_contact,
    _another_day,
    _another_sweep,
    _touched_output,
)
SELDOM: tuple[Callable[[Desk], None], ...] = (  # what stands on hand-written pages too, so that the site tool runs
    lambda desk: desk.edit("glossary.yml", r"(?m)^    expansion: .*$"),
    lambda desk: desk.edit("site.yml", r"(?m)^title: .*$"),
    _spoilt_memory,
)


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Desk:
    return Desk(assembled(tmp_path), cache)


def _edits(chance: random.Random) -> Iterator[Callable[[Desk], None]]:
    edits = [*SELDOM, *OFTEN, *chance.choices(OFTEN, k=EDITS - len(SELDOM) - len(OFTEN))]
    chance.shuffle(edits)
    yield from edits


def test_after_each_of_fifty_edits_the_portal_equals_a_full_build(desk: Desk) -> None:
    desk.checked = False
    desk.build(remembering="made")
    for number, edit in enumerate(_edits(desk.chance)):
        edit(desk)
        desk.checked = number >= EDITS // 2
        desk.build(remembering="made", plainly="full")
        made, full = bytes_of(desk.root / "made"), bytes_of(desk.root / "full")
        differing = sorted(name for name in made.keys() | full.keys() if made.get(name) != full.get(name))
        assert differing == [], f"after edit {number}"


def test_a_changed_card_is_made_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.build(remembering="made")
    made: list[str] = []
    whole = cards.card_files

    def noted(made_of: cards.Makings, card: str) -> Iterator[cards.File]:
        made.append(card)
        return whole(made_of, card)

    monkeypatch.setattr(cards, "card_files", noted)
    desk.build(remembering="made")
    assert made == []
    desk.edit("cards/tkmv-svc-sklady/v1/card.yml", r"(?m)^title: .*$")
    report = desk.build(remembering="made")
    assert made == ["tkmv-svc-sklady"]
    assert report.pages == desk.build(plainly="full").pages


def test_lists_are_made_anew_only_where_they_show_the_change(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.build(remembering="made")
    made: list[Survey] = []

    def noted(seen: Survey) -> Survey:
        made.append(seen)
        return of_lists(seen)

    monkeypatch.setattr(build, "of_lists", noted)
    path = desk.root / "content/cards/tkmv-ext-fns-sklady/v1/card.yml"
    path.write_text("# remark\n" + path.read_text("utf-8"), "utf-8")
    report = desk.build(remembering="made")
    assert made == []
    page = desk.root / "made/exchange/contacts/index.html"
    page.write_bytes(page.read_bytes() + b"?")
    assert desk.build(remembering="made") == replace(report, written=report.written + 1, unchanged=report.unchanged - 1)
    assert len(made) == 1
    desk.edit("cards/tkmv-ext-fns-sklady/v1/card.yml", r"(?m)^title: .*$")
    desk.build(remembering="made")
    assert len(made) == 2


def test_an_unchanged_build_is_known_until_anything_is_touched(desk: Desk) -> None:
    out = desk.root / "made"

    def known() -> BuildReport | None:
        summed = sums(desk.root)
        assert summed is not None
        return earlier_build(out, desk.known(summed))

    assert known() is None
    first = desk.build(remembering="made")
    assert known() == BuildReport(first.pages, 0, first.written, 0)
    (out / "letter.txt").write_text("stray")
    assert known() is None
    (out / "letter.txt").unlink()
    assert known() is not None
    (out / "index.html").touch()
    assert known() is None
    desk.build(remembering="made")
    assert known() is not None
    desk.sweep = 1
    assert known() is None
    desk.sweep = None
    desk.today += timedelta(days=1)
    assert known() is None


def test_several_processes_make_the_bytes_of_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.build(plainly="made")
    monkeypatch.setattr(crew, "MANY", 1)
    monkeypatch.setattr(crew, "STEP", 1)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    report = desk.build(remembering="full")
    assert bytes_of(desk.root / "made") == bytes_of(desk.root / "full")
    assert report.written == len(bytes_of(desk.root / "full")) - 1  # the manifest is not counted


def test_another_version_of_the_tool_keeps_its_templates(tmp_path: Path) -> None:
    """Two checkouts may build at once: neither takes from the other what it is compiling."""
    others = [tmp_path / memory.COMPILED / f"other-{number:02}" for number in range(memory.KEPT)]
    for number, other in enumerate(others):
        other.mkdir(parents=True)
        os.utime(other, (number, number))
    own = memory.compiled(tmp_path)
    assert own is not None and own.is_dir()
    assert [one.is_dir() for one in others] == [False, *[True] * (memory.KEPT - 1)]
