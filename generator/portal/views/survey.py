"""One pass over all cards: what more than one page needs, so that no page walks through all cards again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from heapq import nlargest
from itertools import chain
from typing import TypeVar

from generator.model.content import Content, FiledRecord
from generator.model.order import DutyRule, Order
from generator.model.party import Party
from generator.portal.views.live import Live
from generator.portal.views.names import Names, order_of_names
from generator.portal.views.states import CardState, card_state
from generator.portal.views.terms import Terms
from generator.procedure.duties import Duty
from generator.procedure.explain import Explanation, Signature, explained
from generator.procedure.outline import brief, outlined
from generator.procedure.outline import key as outline_key
from generator.procedure.standing import Procedure, Standing
from generator.procedure.steps import Step

SOON = 10  # working days that the pages look ahead
RECENT = 15  # records on the front page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Awaited:
    """A step that a card waits for, with the version it belongs to."""

    standing: Standing
    step: Step


@dataclass(frozen=True, slots=True)
class Event:
    """A record with the version it belongs to."""

    standing: Standing
    filed: FiledRecord


@dataclass(frozen=True, slots=True)
class Stale:
    """An agreement that a later change of the text has made worthless."""

    standing: Standing
    signature: Signature


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that pages share. Cards stand in the order of their titles, duties in the order of their terms."""

    procedure: Procedure
    names: Names
    terms: Terms
    cards: Mapping[str, CardState]
    explanations: Mapping[tuple[str, int], Explanation]
    families: Mapping[str, Sequence[Party]]
    rules: Mapping[str, DutyRule]
    soon_until: date
    live: Live = field(default_factory=Live)
    # What is gathered from many cards.
    duties: tuple[Duty, ...] = ()
    by_bearer: Mapping[str, Sequence[Duty]] = field(default_factory=dict)
    by_addressee: Mapping[str, Sequence[Duty]] = field(default_factory=dict)
    by_point: Mapping[str, Sequence[Duty]] = field(default_factory=dict)
    awaited: Mapping[str, Sequence[Awaited]] = field(default_factory=dict)
    cards_of: Mapping[str, Mapping[str, Sequence[CardState]]] = field(default_factory=dict)
    by_passport: Mapping[str, Sequence[CardState]] = field(default_factory=dict)
    stale: tuple[Stale, ...] = ()
    recent: tuple[Event, ...] = ()

    @property
    def content(self) -> Content:
        """The content of the portal."""
        return self.procedure.content

    @property
    def order(self) -> Order:
        """The order as data."""
        return self.procedure.order

    @property
    def today(self) -> date:
        """The day that the portal shows."""
        return self.procedure.today

    def alone(self, card: str) -> "Survey":
        """What the pages of a card may see: itself and what is not a card, so that its own files are their key."""
        procedure, state = self.procedure.alone(card), self.cards[card]
        return replace(
            self,
            procedure=procedure,
            names=self.names.alone(procedure.content, card),
            cards={card: state},
            explanations={(card, number): self.explanations[card, number] for number in state.versions},
            duties=(),
            by_bearer={},
            by_addressee={},
            by_point={},
            awaited={},
            cards_of={},
            by_passport={},
            stale=(),
            recent=(),
            live=self.live.alone(card),
        )

    def soon(self, duty: Duty) -> bool:
        """Whether a duty is open and its term ends within the days that the pages look ahead."""
        return duty.status == "open" and duty.due is not None and duty.due <= self.soon_until


def survey(procedure: Procedure) -> Survey:
    """Look over all cards once."""
    return _looked_over(of_cards(procedure))


def of_cards(procedure: Procedure) -> Survey:
    """What the pages of single cards need, without what is gathered from many cards."""
    states = (card_state(procedure, card) for card in procedure.content.cards)
    cards = {one.id: one for one in sorted(states, key=_by_title)}
    standings = chain.from_iterable(one.versions.values() for one in cards.values())
    explanations = {(one.version.id, one.version.number): explained(one) for one in standings}
    return Survey(
        procedure,
        Names(procedure.content, procedure.today, {card: one.main.version.number for card, one in cards.items()}),
        Terms(procedure.office.calendar),
        cards,
        explanations,
        _families(procedure.content),
        {rule.id: rule for point in procedure.order.points for rule in point.duties},
        _horizon(procedure),
    )


def of_lists(seen: Survey) -> Survey:
    """What pages and files that tell of many cards may see: outlines, and what is gathered from them."""
    procedure = outlined(seen.procedure)
    explanations = {
        (card, number): _outlined(one, procedure.standing(card, number))
        for (card, number), one in seen.explanations.items()
    }
    return _looked_over(
        replace(
            seen,
            procedure=procedure,
            names=seen.names.over(procedure.content),
            cards={card: card_state(procedure, card) for card in seen.cards},
            explanations=explanations,
        )
    )


def told_to_lists(seen: Survey, card: str) -> str:
    """A key of all that lists are told of a card."""
    explanations = [seen.explanations[card, number] for number in seen.cards[card].versions]
    told = [(one.signatures, one.remarks, one.steps) for one in (_outlined(one, one.standing) for one in explanations)]
    return outline_key([brief(seen.procedure, card), told])


def _outlined(explanation: Explanation, outline: Standing) -> Explanation:
    """Without the changes of the text since an agreement, which only the card's own page tells."""
    signatures = tuple(replace(one, changes=()) for one in explanation.signatures)
    return replace(explanation, standing=outline, signatures=signatures)


def _looked_over(seen: Survey) -> Survey:
    """With all that is gathered from the cards."""
    cards, explanations, duties = seen.cards, seen.explanations, seen.procedure.duties()
    return replace(
        seen,
        duties=duties,
        by_bearer=_grouped((one.bearer, one) for one in duties),
        by_addressee=_grouped((one.addressee, one) for one in duties if one.addressee),
        by_point=_grouped((one.point, one) for one in duties),
        awaited=_grouped(
            (step.who, Awaited(one.standing, step)) for one in explanations.values() for step in one.steps if step.gates
        ),
        cards_of=_roles(cards.values()),
        by_passport=_grouped((passport, one) for one in cards.values() if (passport := one.main.version.card.passport)),
        stale=tuple(_stale(explanations.values())),
        recent=_recent([one for state in cards.values() for one in state.versions.values()]),
    )


def _by_title(state: CardState) -> tuple[str, str]:
    return order_of_names(state.main.version.card.title), state.id


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, Sequence[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return dict(found)


def _horizon(procedure: Procedure) -> date:
    """The last of the days that the pages look ahead; two weeks where the calendar of the year is missing."""
    from generator.workdays import CalendarGap

    try:
        return procedure.office.calendar.shift(procedure.today, SOON)
    except CalendarGap:
        return procedure.today + timedelta(weeks=2)


def _roles(cards: Iterable[CardState]) -> Mapping[str, Mapping[str, Sequence[CardState]]]:
    """Cards of each party by what it is to them."""
    found: dict[str, dict[str, list[CardState]]] = defaultdict(lambda: defaultdict(list))
    for state in cards:
        card = state.main.version.card
        found[card.responsible_unit]["responsible"].append(state)
        for role, parties in (
            ("interested", card.interested_units),
            ("supplier", card.suppliers),
            ("consumer", card.consumers),
        ):
            for party in dict.fromkeys(parties):
                found[party][role].append(state)
    return found


def _families(content: Content) -> Mapping[str, Sequence[Party]]:
    """Those that stand below each party, and those that it succeeds."""
    parties = content.parties.values()
    return _grouped((above, one) for one in parties for above in dict.fromkeys((one.parent, one.successor)) if above)


def _stale(explanations: Iterable[Explanation]) -> Iterator[Stale]:
    """Stale agreements with versions that are still under way; of older versions nothing is expected any more."""
    for one in explanations:
        if one.standing.course.ended or one.standing.course.reached("in_force"):
            continue
        for signature in one.signatures:
            if signature.approval is not None and signature.approval.worth == "stale":
                yield Stale(one.standing, signature)


def _recent(standings: Iterable[Standing]) -> tuple[Event, ...]:
    events = (Event(one, filed) for one in standings for filed in one.view.ledger.records)
    return tuple(
        nlargest(RECENT, events, key=lambda one: (one.filed.record.date, one.standing.version.id, one.filed.name))
    )
