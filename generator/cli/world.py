"""Content, day, calendar and procedure, read once for a command."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import place, show
from generator.cli.tool import Refusal
from generator.reading.content import Loaded, load
from generator.reading.on_demand import ChangedMeanwhileError

if TYPE_CHECKING:
    from generator.model.content import CardVersion
    from generator.model.finding import Finding
    from generator.procedure.standing import Procedure
    from generator.workdays import ProductionCalendar


@dataclass(frozen=True)
class World:
    """What was read below a root, and the day it is looked at."""

    root: Path
    loaded: Loaded
    today: date

    @cached_property
    def calendar(self) -> "ProductionCalendar":
        """The production calendar of the content."""
        return calendar(self.loaded)

    @cached_property
    def procedure(self) -> "Procedure":
        """The order applied to the content; without a readable order nothing can be said."""
        from generator.checks.order import applicable
        from generator.procedure.standing import Procedure

        if not applicable(self.loaded.content.order):
            show.findings(self.errors)
            raise Refusal("по content/procedure/order-151r.yml стадии и сроки не вычислить; что не так: tkmv check")
        return Procedure(self.loaded.content, self.calendar, self.today)

    @property
    def errors(self) -> "list[Finding]":
        """Faults for which something is missing from the content."""
        return [one for one in self.loaded.findings if one.severity == "error"]

    def version(self, card: tuple[str, int | None]) -> "CardVersion":
        """A card version by its name; refused with its faults where a file of it cannot be read."""
        folder, number = place.card_folder(self.root, card)
        own = [one for one in self.errors if one.path.startswith(f"{folder}/")]
        others = len(self.errors) - len(own)
        if own:
            show.findings(own)
            raise Refusal(f"файлы в {folder} прочитаны не полностью; исправьте их")
        if others:
            show.note(f"в других файлах есть ошибки, замечаний: {others}; их показывает tkmv check")
        return self.loaded.content.cards[card[0]][number]

    def party(self, ident: str, option: str) -> str:
        """The identifier of a party that there is."""
        broken = [one for one in self.errors if one.path == f"content/parties/{ident}.yml"]
        if broken:
            show.findings(broken)
            raise Refusal(f"файл участника {ident} не прочитан; исправьте его")
        if ident not in self.loaded.content.parties:
            raise place.unknown(f"участника для {option}", ident, self.loaded.content.parties)
        return ident


def world(faultless: Collection[str] = ()) -> World:
    """Read all content below the root, with a sign that it goes on; cards known as `faultless` when they are needed."""
    root = place.root()
    with show.progress("Чтение content/") as progress:
        loaded = load(root, cache=cache(), progress=progress, faultless=faultless)
    return World(root, loaded, day_of(loaded))


@contextmanager
def steady() -> Iterator[None]:
    """Content that changes while it is read card by card is refused."""
    try:
        yield
    except ChangedMeanwhileError:
        raise Refusal("файлы в content/ изменились, пока их читали; повторите команду") from None


def revision(found: World, base: str) -> Loaded:
    """Content as it was at a revision of git that `--base` names."""
    from generator.reading.revision import UnknownRevision, load_revision

    try:
        with show.progress(f"Чтение ревизии {base}") as progress:
            return load_revision(found.root, base, cache=cache(), progress=progress)
    except UnknownRevision as error:
        raise click.BadParameter(str(error), param_hint="'--base'") from None


def day_of(loaded: Loaded) -> date:
    """Today, for this content."""
    site = loaded.content.site
    if site is None:
        from generator.checks.standins import as_of

        return place.today(as_of(loaded))
    return place.today(site.as_of if site.demonstration else None)


def calendar(loaded: Loaded) -> "ProductionCalendar":
    """The production calendar of what was read."""
    from generator.workdays import ProductionCalendar

    return ProductionCalendar(loaded.content.calendar.values())


def cache() -> Path | None:
    """Where trees of unchanged files are kept; in CI nowhere, as whoever writes there decides what is read."""
    if os.environ.get("CI"):
        return None
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "tkmv"
