"""How monitoring works: the group, who is told of what, how verdicts come about, the taxonomy (п. 25-31)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.monitoring.group import MEMBER_ROLES
from generator.model.types import span
from generator.monitoring.people import duty, seats
from generator.portal.monitoring import words
from generator.portal.monitoring.sight import Sight
from generator.portal.views.live import Mark
from generator.portal.views.names import Link
from probes.model.cause import CAUSES


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A member of the working group."""

    party: Link
    post: str
    role: str
    access: date | None
    state: Mark


@dataclass(frozen=True, slots=True)
class AboutPage:
    """Facts of the section itself."""

    group: str | None
    group_document: str
    seats: tuple[SeatRow, ...]
    duty: str | None
    support: str | None
    patience: str
    recall: str
    storm: int
    causes: tuple[tuple[str, str, str], ...]


_STATES = {
    "current": Mark("ok", "отвечает"),
    "ended": Mark("late", "больше не отвечает"),
    "future": Mark("wait", "ещё не отвечает"),
    "unknown": Mark("late", "нет в контактах"),
}


def about_page(sight: Sight) -> AboutPage:
    """Who does monitoring and by which rules."""
    content = sight.survey.content
    group, support, contact = content.group, content.support, duty(content)
    return AboutPage(
        group.name if group else None,
        f"{group.document.number} от {group.document.date:%d.%m.%Y}" if group else "",
        tuple(_seats(sight)),
        contact.post if contact and contact.visibility == "public" else None,
        support.addressee_name if support else None,
        words.lasted(_seconds(support.patience)) if support else "",
        words.every(_seconds(support.recall)) if support else "",
        support.storm_cap if support else 0,
        tuple(_causes()),
    )


def _seconds(text: str) -> int:
    return int(span(text).total_seconds())


def _seats(sight: Sight) -> Iterator[SeatRow]:
    names = sight.survey.names
    for one in seats(sight.survey.content, sight.survey.today):
        yield SeatRow(
            names.party(one.member.party),
            names.official(one.member.party, one.member.contact),
            MEMBER_ROLES[one.member.role],
            one.member.access,
            _STATES[one.state],
        )


def _causes() -> Iterator[tuple[str, str, str]]:
    for cause in CAUSES.values():
        side = words.AT_SIDE[cause.side] if cause.side else "на стороне того, что проверяется"
        yield cause.title, side, "да" if cause.technical else "нет"
