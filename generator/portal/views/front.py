"""The front page: today's state in figures, what is urgent, what happened last."""

from dataclasses import dataclass
from datetime import date

from generator.portal.views.cards import StageCount, stage_counts
from generator.portal.views.duties import DutyRow, duty_row
from generator.portal.views.names import Link
from generator.portal.views.records import anchor, record_title
from generator.portal.views.survey import Survey

URGENT = 12  # rows of a list on the front page


@dataclass(frozen=True, slots=True)
class NewsRow:
    """A record of late: what happened, who did it, to which card."""

    on: date
    title: str
    author: Link
    card: Link
    version: int


@dataclass(frozen=True, slots=True)
class StaleRow:
    """An agreement that must be given anew, since the text has changed."""

    party: Link
    on: date
    card: Link
    point: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What a visitor sees first."""

    title: str
    description: str
    demonstration: bool
    today: date
    soon_until: date
    published: int
    in_work: int
    ended: int
    routes: tuple[str, ...]
    stages: tuple[StageCount, ...]
    overdue: tuple[DutyRow, ...]
    overdue_total: int
    soon: tuple[DutyRow, ...]
    soon_total: int
    stale: tuple[StaleRow, ...]
    stale_total: int
    news: tuple[NewsRow, ...]
    down: int | None


def front_page(survey: Survey) -> FrontPage:
    """The state of everything on the portal's day."""
    site, names = survey.content.site, survey.names
    shelves = [one.shelf for one in survey.cards.values()]
    overdue = [one for one in survey.duties if one.status == "overdue"]
    soon = [one for one in survey.duties if survey.soon(one)]
    routes, stages = stage_counts(survey)
    return FrontPage(
        site.title if site else "Межведомственное взаимодействие ФТС России",
        site.description if site else "",
        bool(site and site.demonstration),
        survey.today,
        survey.soon_until,
        shelves.count("published"),
        shelves.count("in_work"),
        shelves.count("ended"),
        routes,
        stages,
        tuple(duty_row(one, names) for one in overdue[:URGENT]),
        len(overdue),
        tuple(duty_row(one, names) for one in soon[:URGENT]),
        len(soon),
        _stale(survey),
        len(survey.stale),
        _news(survey),
        survey.live.down,
    )


def _stale(survey: Survey) -> tuple[StaleRow, ...]:
    found = []
    for one in survey.stale[:URGENT]:
        version = one.standing.version
        assert one.signature.approval is not None
        found.append(
            StaleRow(
                survey.names.party(one.signature.party),
                one.signature.approval.filed.record.date,
                survey.names.card(version.id, version.number, "#approvals"),
                survey.order.route(version.card.route).approval_point,
            )
        )
    return tuple(found)


def _news(survey: Survey) -> tuple[NewsRow, ...]:
    return tuple(
        NewsRow(
            one.filed.record.date,
            record_title(one.filed),
            survey.names.party(one.filed.record.author),
            survey.names.card(one.standing.version.id, one.standing.version.number, f"#{anchor(one.filed.name)}"),
            one.standing.version.number,
        )
        for one in survey.recent
    )
