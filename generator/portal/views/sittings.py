"""Sittings of the expert group: the last day for proposals, what was proposed and when it was sent (п. 40)."""

from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.record import DocumentRef
from generator.portal.views.duties import State, state
from generator.portal.views.names import Link
from generator.portal.views.survey import Survey

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal to a sitting."""

    unit: Link
    topic: str
    cards: tuple[Link, ...]
    sent_on: date | None
    document: DocumentRef | None
    state: State | None


@dataclass(frozen=True, slots=True)
class SittingView:
    """A sitting with its proposals."""

    on: date
    last_day: date
    topic: str | None
    past: bool
    proposals: tuple[ProposalRow, ...]


@dataclass(frozen=True, slots=True)
class SittingsPage:
    """Sittings ahead in the order of their days, past ones the latest first."""

    ahead: tuple[SittingView, ...]
    past: tuple[SittingView, ...]


def sittings_page(survey: Survey) -> SittingsPage:
    """All sittings."""
    known = survey.content.sittings
    views = _views(survey) if known else []
    return SittingsPage(
        tuple(one for one in views if not one.past), tuple(reversed([one for one in views if one.past]))
    )


def _views(survey: Survey) -> list[SittingView]:
    names, sittings = survey.names, survey.content.sittings
    assert sittings is not None
    duties = {(one.started, one.bearer, one.title): one for one in survey.procedure.proposals}
    found = []
    for sitting in sorted(sittings.sittings, key=lambda one: one.date):
        proposals, last_day = [], sitting.date - WEEK
        for one in sitting.proposals:
            duty = next(
                (
                    duty
                    for (started, bearer, title), duty in duties.items()
                    if started == sitting.date and bearer == one.unit and title.endswith(f": {one.topic}")
                ),
                None,
            )
            last_day = duty.due if duty and duty.due else last_day
            proposals.append(
                ProposalRow(
                    names.party(one.unit),
                    one.topic,
                    tuple(names.card(card) for card in one.cards),
                    one.sent_on,
                    one.document,
                    state(duty) if duty else None,
                )
            )
        found.append(SittingView(sitting.date, last_day, sitting.topic, sitting.date < survey.today, tuple(proposals)))
    return found
