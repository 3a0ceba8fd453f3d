"""What the published data consist of: their sources, how much there is, which files for programs there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import get_args

from generator.model.order import Order, Stage
from generator.portal.edition import Edition, Totals
from generator.portal.views.survey import Survey


@dataclass(frozen=True, slots=True)
class StageTotal:
    """How many cards stand at a stage, each counted once, by its main version."""

    stage: Stage
    title: str
    cards: int


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file for programs with the version of its form."""

    path: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """Everything that identifies the data of a build."""

    on: date
    edition: Edition
    cards: int
    versions: int
    records: int
    parties: int
    passports: int
    calendars: tuple[int, ...]
    stages: tuple[StageTotal, ...]
    files: tuple[DataFile, ...]


def totals(survey: Survey) -> Totals:
    """Count all cards."""
    versions = [one.version for state in survey.cards.values() for one in state.versions.values()]
    return Totals(
        len(survey.cards),
        len(versions),
        sum(len(one.records) for one in versions),
        dict(Counter(state.main.stage for state in survey.cards.values())),
    )


def versions_page(survey: Survey, found: Totals, edition: Edition, files: Iterable[DataFile]) -> VersionsPage:
    """What was counted, beside what a survey tells without cards."""
    content = survey.content
    return VersionsPage(
        survey.today,
        edition,
        found.cards,
        found.versions,
        found.records,
        len(content.parties),
        len(content.passports),
        tuple(sorted(content.calendar)),
        _stages(survey.order, found),
        tuple(files),
    )


def _stages(order: Order, found: Totals) -> tuple[StageTotal, ...]:
    titles = {rule.stage: rule.title for route in reversed(order.routes) for rule in route.stages}
    stages: tuple[Stage, ...] = get_args(Stage)
    return tuple(StageTotal(one, titles[one], found.stages[one]) for one in stages if found.stages.get(one))
