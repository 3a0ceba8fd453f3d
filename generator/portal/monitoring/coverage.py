"""What is watched: every request of every card in force that goes through SMEV (п. 25, 29)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.monitoring.target import WATCHES, Watch
from generator.monitoring.coverage import Coverage, coverage
from generator.portal.monitoring import words
from generator.portal.monitoring.sight import Sight
from generator.portal.russian import sentence
from generator.portal.views.names import Link
from generator.procedure.standing import Procedure


@dataclass(frozen=True, slots=True)
class Cell:
    """Checks of one of the two, or why there are none."""

    checks: tuple[tuple[Link, str], ...]
    reason: str | None

    @property
    def kind(self) -> str:
        """The look of the cell's mark."""
        return "ok" if self.checks else ("wait" if self.reason else "late")


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A request."""

    card: Link
    request: str
    supplier: Link
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """The matrix and its sums: watched, excused, open for each of the two."""

    titles: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    sums: tuple[tuple[str, int, int, int], ...]


def coverage_page(sight: Sight, procedure: Procedure) -> CoveragePage:
    """The matrix of the day."""
    found = sorted(coverage(procedure), key=lambda one: (one.version.card.title, one.version.id))
    return CoveragePage(
        tuple(sentence(title) for title in WATCHES.values()),
        tuple(_row(sight, one) for one in found),
        tuple(_sums(found)),
    )


def _row(sight: Sight, one: Coverage) -> CoverageRow:
    return CoverageRow(
        sight.survey.names.card(one.version.id),
        f"{one.request.no}. {one.request.name}",
        sight.survey.names.party(one.request.supplier),
        tuple(_cell(sight, one, watch) for watch in WATCHES),
    )


def _cell(sight: Sight, one: Coverage, watch: Watch) -> Cell:
    checks = tuple((sight.target(each.target), words.KINDS[each.kind]) for each in one.watchers(watch))
    return Cell(checks, None if checks else one.reasons.get(watch))


def _sums(found: Sequence[Coverage]) -> Iterator[tuple[str, int, int, int]]:
    for watch, title in WATCHES.items():
        watched = sum(bool(one.watchers(watch)) for one in found)
        open_ = sum(watch in one.gaps() for one in found)
        yield sentence(title), watched, len(found) - watched - open_, open_
