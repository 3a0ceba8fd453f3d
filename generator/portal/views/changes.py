"""What differs between two texts of a card, in names and words instead of identifiers and codes (points 14, 41)."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.portal.views.names import Names
from generator.procedure.differences import Change, differences, spoken

LONGEST = 600  # signs of a value on a page; the whole text stands in its section


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One difference: where, what was, what is; None where the value was added or removed."""

    label: str
    before: str | None
    after: str | None
    moved: bool


def changes(before: bytes, after: bytes, names: Names) -> tuple[ChangeView, ...]:
    """Differences of two canonical texts for print."""
    return tuple(_views(differences(before, after, spoken(names.short, names.official))))


def _views(found: Iterable[Change]) -> Iterable[ChangeView]:
    for one in found:
        moved = one.what == "moved"
        yield ChangeView(one.label, None if moved else _cut(one.before), _cut(one.after), moved)


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
