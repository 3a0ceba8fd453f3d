"""What differs between two texts of a card, in names and words instead of identifiers and codes (points 14, 41)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.words import CODED, TECH_STAGES
from generator.portal.views.names import Names
from generator.procedure.differences import Change, Say, differences

PARTY_FIELDS = frozenset(
    {
        "consumer",
        "interested_units",
        "owner",
        "participants",
        "party",
        "responsible",
        "responsible_unit",
        "supplier",
        "suppliers",
    }
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
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
    return tuple(_views(differences(before, after, spoken(names))))


def spoken(names: Names) -> Say:
    """How pages say the values of a card."""

    def say(field: str, text: str) -> str:
        if field in PARTY_FIELDS:
            return names.short(text)
        if field == "tech_plan":
            return TECH_STAGES.get(text, text)
        if (day := _DAY.fullmatch(text)) is not None:
            return f"{day[3]}.{day[2]}.{day[1]}"
        return CODED.get(field, {}).get(text, text)

    return say


def _views(found: Iterable[Change]) -> Iterable[ChangeView]:
    for one in found:
        moved = one.what == "moved"
        yield ChangeView(one.label, None if moved else _cut(one.before), _cut(one.after), moved)


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
