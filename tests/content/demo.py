"""The demonstration, read once for all tests of it."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from generator.model.content import CardVersion, Content, FiledRecord
from generator.procedure.duties import Duty
from generator.procedure.standing import Procedure
from generator.reading.content import load
from generator.workdays import ProductionCalendar

ROOT = Path(__file__).parents[2]


@cache
def content() -> Content:
    loaded = load(ROOT)
    assert loaded.findings == ()
    return loaded.content


def as_of() -> date:
    site = content().site
    assert site is not None and site.demonstration and site.as_of is not None
    return site.as_of


@cache
def procedure() -> Procedure:
    return Procedure(content(), ProductionCalendar(content().calendar.values()), as_of())


def versions() -> Iterator[CardVersion]:
    for card in content().cards.values():
        yield from card.values()


def records() -> Iterator[tuple[CardVersion, FiledRecord]]:
    for version in versions():
        for filed in version.records:
            yield version, filed


def duties() -> tuple[Duty, ...]:
    return procedure().duties()
