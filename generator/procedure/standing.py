"""The procedure applied to content: where every card stands on a day and who owes what."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from generator.model.content import CardVersion, Content, FiledRecord
from generator.model.order import DutyRule, Order, Point
from generator.model.sittings import Proposal, Sitting
from generator.procedure.cast import holders
from generator.procedure.duties import Duty, due_day, duties, standing
from generator.procedure.stages import Course, course, superseded
from generator.procedure.view import Office, View, view

if TYPE_CHECKING:
    from generator.workdays import ProductionCalendar


@dataclass(frozen=True, slots=True)
class Standing:
    """A card version on a day: its view, its course through the stages, its duties."""

    view: View
    course: Course
    duties: tuple[Duty, ...]

    @property
    def version(self) -> CardVersion:
        """The version itself."""
        return self.view.version

    @property
    def stage(self) -> str:
        """Its stage."""
        return self.course.stage


class Procedure:
    """Order 151-r over content on a day. Cost: linear in cards and records; each version is computed once."""

    def __init__(self, content: Content, calendar: "ProductionCalendar", today: date) -> None:
        if content.order is None:
            raise ValueError("content has no readable order")
        self.content = content
        self.order: Order = content.order
        self.today = today
        # What is computed for a card cannot see another card: its result holds as long as its own files do.
        self.office = Office(replace(content, cards={}), self.order, holders(content), calendar, today)
        self._cards: dict[str, Mapping[int, Standing]] = {}
        self.briefs: dict[str, str] = {}  # keys of outlines, each computed once (outline.py)

    def card(self, card: str) -> Mapping[int, Standing]:
        """Standings of all versions of a card by number; KeyError when there is no such card."""
        if card not in self._cards:
            self._cards[card] = self._standings(self.content.cards[card])
        return self._cards[card]

    def standing(self, card: str, version: int | None = None) -> Standing:
        """Standing of one version, by default the latest; KeyError when there is none."""
        versions = self.card(card)
        return versions[max(versions) if version is None else version]

    def standings(self) -> Iterator[Standing]:
        """Every version of every card, by card and version."""
        for card in self.content.cards:
            yield from self.card(card).values()

    def effective(self, card: str) -> Standing | None:
        """The version that is in force (point 41: the old one until the new one is approved), or None."""
        found = [one for one in self.card(card).values() if one.stage in ("in_force", "in_operation")]
        return found[-1] if found else None

    def duties(self) -> tuple[Duty, ...]:
        """Every duty of all cards and of the sittings (point 40), by due day, then card, point and addressee."""
        found = [duty for one in self.standings() for duty in one.duties]
        return tuple(sorted((*found, *self.proposals), key=duty_order))

    @cached_property
    def proposals(self) -> tuple[Duty, ...]:
        """Duties of point 40: proposals to the expert group no later than a week before a sitting."""
        if self.content.sittings is None:
            return ()
        rules = [(point, rule) for point in self.order.points for rule in point.duties if rule.starts == "sitting"]
        return tuple(
            self._proposal(point, rule, sitting, proposal)
            for point, rule in rules
            for sitting in self.content.sittings.sittings
            for proposal in sitting.proposals
        )

    def tried(self, card: str, version: int, extra: FiledRecord) -> Standing:
        """The standing of a version as if one more record were filed: a forecast, or a step being tried."""
        ahead = max(self.today, extra.record.date)
        office = replace(self.office, today=ahead)
        found = view(office, self.content.cards[card][version], extra=(extra,))
        way = course(found)
        return Standing(found, way, duties(found, way))

    def alone(self, card: str) -> "Procedure":
        """The same over content that has this card and no other."""
        return self.only((card,))

    def only(self, cards: Iterable[str]) -> "Procedure":
        """The same over content that has these cards and no others."""
        made = self.over({card: self.card(card) for card in cards})
        made.briefs = self.briefs
        return made

    def over(self, cards: Mapping[str, Mapping[int, Standing]]) -> "Procedure":
        """The same over content that has the versions of these standings and no others."""
        other = copy(self)
        versions = {card: {number: one.version for number, one in own.items()} for card, own in cards.items()}
        other.content = replace(self.content, cards=versions)
        other._cards, other.briefs = dict(cards), {}
        return other

    def _standings(self, versions: Mapping[int, CardVersion]) -> Mapping[int, Standing]:
        views = {number: view(self.office, versions[number]) for number in sorted(versions)}
        courses = superseded({number: course(one) for number, one in views.items()})
        return {number: Standing(one, courses[number], duties(one, courses[number])) for number, one in views.items()}

    def _proposal(self, point: Point, rule: DutyRule, sitting: Sitting, proposal: Proposal) -> Duty:
        limit = rule.limit(sitting.date)
        due, gap = due_day(self.office, sitting.date, limit)
        done = proposal.sent_on if proposal.sent_on and proposal.sent_on <= self.today else None
        record = None
        for card in proposal.cards:
            for one in self.card(card).values() if card in self.content.cards else ():
                filed = one.view.ledger.first("expert_proposal", author=proposal.unit, sitting=sitting.date)
                if filed and (done is None or filed.record.date < done):
                    done, record = filed.record.date, filed.name
        status, late = standing(self.office, limit, due, done)
        return Duty(
            card=None,
            version=None,
            rule=rule.id,
            point=point.point,
            title=f"{rule.title}: {proposal.topic}",
            bearer=proposal.unit,
            addressee=self.office.roles.get("expert_secretariat", "expert_secretariat"),
            service=None,
            enclosures=(),
            started=sitting.date,
            limit=limit,
            due=due,
            done=done,
            status=status,
            days_late=late,
            record=record,
            gap=gap,
        )


def duty_order(duty: Duty) -> tuple[date, str, int, str, str, str]:
    """Stable order of duties: by due day (those without a term last), card, version, point, addressee, service."""
    return (
        duty.due or date.max,
        duty.card or "",
        duty.version or 0,
        duty.point,
        duty.addressee or "",
        duty.service or duty.title,
    )
