"""The first page of the section: what works now, by side, by kind of monitoring and by card (п. 24, 28, 29, 39)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.monitoring.picture import AVAILABILITY, TargetState
from generator.portal.monitoring import words
from generator.portal.monitoring.rows import IncidentRow, TargetRow, idle, incident_row, marks, overall, target_row
from generator.portal.monitoring.sight import Sight
from generator.portal.views.lists import Field, choice, found, in_order
from generator.portal.views.live import Mark
from generator.portal.views.names import Link, order_of_names
from probes.model.verdict import Purpose, Side, Verdict

# Runs may be late by so many of their own spans before readers are warned.
LATE_RUNS = 3


@dataclass(frozen=True, slots=True)
class Freshness:
    """When the last run was, and after how many seconds data are old; the reader's browser compares."""

    at: datetime | None
    words: str
    every: str
    old_after: int
    simulated: bool


@dataclass(frozen=True, slots=True)
class SideRows:
    """Targets of one side (п. 26)."""

    id: str
    title: str
    rows: tuple[TargetRow, ...]


@dataclass(frozen=True, slots=True)
class KindRow:
    """One of the five kinds of technical monitoring (п. 29) with the number of checks in each state."""

    title: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card with the states of what it stands on."""

    card: Link
    parts: tuple[tuple[Link, Mark | None, Mark | None], ...]


@dataclass(frozen=True, slots=True)
class NowPage:
    """The state at the last run."""

    fresh: Freshness
    down: tuple[tuple[str, int], ...]
    tiles: tuple[tuple[str, int, str], ...]
    open: tuple[IncidentRow, ...]
    signatures: tuple[IncidentRow, ...]
    works: tuple[IncidentRow, ...]
    sides: tuple[SideRows, ...]
    fields: tuple[Field, ...]
    kinds: tuple[KindRow, ...]
    cards: tuple[CardRow, ...]
    others: tuple[tuple[Link, str], ...]
    quarantined: int


def freshness(sight: Sight) -> Freshness:
    """How old the data are allowed to be."""
    picture = sight.picture
    if picture is None or picture.at is None:
        return Freshness(None, "", "", 0, bool(picture and picture.simulated))
    told = words.at(picture.at.timestamp())
    return Freshness(picture.at, told, words.every(picture.every), LATE_RUNS * picture.every, picture.simulated)


def now_page(sight: Sight) -> NowPage:
    """Everything that is known now."""
    picture = sight.picture
    states = [sight.state(one.id) for one in sight.inventory.values() if sight.watched(one)]
    lasting = picture.open if picture else ()
    works = [one for one in (picture.incidents if picture else ()) if one.planned and one.end is None]
    sides = tuple(_sides(sight))
    return NowPage(
        freshness(sight),
        tuple(_down(sight, states)),
        tuple(_tiles(states)),
        tuple(incident_row(sight, one) for one in lasting if Purpose.SIGNATURE_EXPIRY not in one.purposes),
        tuple(incident_row(sight, one) for one in lasting if Purpose.SIGNATURE_EXPIRY in one.purposes),
        tuple(incident_row(sight, one) for one in works),
        sides,
        _fields(sight, sides),
        tuple(_kinds(states)),
        tuple(_cards(sight)),
        tuple(_others(sight)),
        sum(picture.quarantined.values()) if picture else 0,
    )


# After «на стороне».
_AMONG = {
    Side.SMEV: "СМЭВ",
    Side.SUPPLIER: "поставщиков данных",
    Side.CONSUMER: "ФТС России",
    Side.UNKNOWN: "неустановленной",
}


def _down(sight: Sight, states: Iterable[TargetState]) -> Iterator[tuple[str, int]]:
    """How many targets are down, by the side on which the error arose (п. 26)."""
    found = [(one, sight.incidents.get(one.incident or "")) for one in states if one.verdict is Verdict.DOWN]
    counts = Counter(lasting.side if lasting else one.target.side for one, lasting in found)
    yield from ((title, counts[side]) for side, title in _AMONG.items() if counts[side])


_STATES = {
    str(Verdict.DOWN): "не работает",
    str(Verdict.DEGRADED): "с замечаниями",
    str(Verdict.UP): "работает",
    str(Verdict.NOT_MEASURED): "не измерено",
    "unknown": "нет данных",
}


def _fields(sight: Sight, sides: Iterable[SideRows]) -> tuple[Field, ...]:
    """By what the list of a hundred targets can be narrowed."""
    values = found(row for side in sides for row in side.rows)
    parties = sight.survey.names.party
    return (
        *in_order("state", "Состояние", "любое", values, _STATES),
        *in_order("side", "Сторона обмена", "любая", values, {str(side): said for side, said in words.SIDES.items()}),
        *choice("owner", "Владелец", "любой", values, lambda one: parties(one).title),
    )


def _tiles(states: Iterable[TargetState]) -> Iterator[tuple[str, int, str]]:
    """How many targets are in each state: the look, the number, the words."""
    counts = Counter(one.verdict for one in states if one.watches(*AVAILABILITY, Purpose.SERVICE_HEALTH))
    signatures = sum(one.signatures in (Verdict.DEGRADED, Verdict.DOWN) for one in states)
    yield "ok", counts[Verdict.UP], "работают"
    yield "wait", counts[Verdict.DEGRADED], "работают с замечаниями"
    yield "late", counts[Verdict.DOWN], "не работают"
    yield "none", counts[Verdict.NOT_MEASURED] + counts[None], "нет данных"
    yield "wait" if signatures else "ok", signatures, "подписи истекают или истекли"


def _sides(sight: Sight) -> Iterator[SideRows]:
    for side in (Side.SMEV, Side.SUPPLIER, Side.CONSUMER):
        own = [one for one in sight.inventory.values() if one.side == side.value and sight.watched(one)]
        own.sort(key=lambda one: (_rank(sight.state(one.id)), order_of_names(one.name)))
        if own:
            yield SideRows(side.value, words.SIDES[side], tuple(target_row(sight, one) for one in own))


def _others(sight: Sight) -> Iterator[tuple[Link, str]]:
    """Targets that are watched no longer or not yet."""
    for one in sight.inventory.values():
        if one.checks and not sight.watched(one):
            yield sight.target(one.id), idle(sight, one)


_RANKS = {Verdict.DOWN: 0, Verdict.DEGRADED: 1, Verdict.NOT_MEASURED: 2, None: 3, Verdict.UP: 4}


def _rank(state: TargetState) -> int:
    """What needs eyes stands first."""
    return _RANKS[overall(state)]


def _kinds(states: Iterable[TargetState]) -> Iterator[KindRow]:
    checks = [one for state in states for one in state.checks]
    for purpose, title in words.PURPOSES.items():
        counts = Counter(one.verdict for one in checks if one.check.purpose is purpose)
        told = tuple(counts[one] for one in (Verdict.UP, Verdict.DEGRADED, Verdict.DOWN, Verdict.NOT_MEASURED, None))
        yield KindRow(title, told, sum(told))


def _cards(sight: Sight) -> Sequence[CardRow]:
    """Cards whose exchange is disturbed stand first."""
    return [row for _, row in sorted(_ranked(sight), key=lambda one: one[0])]


def _ranked(sight: Sight) -> Iterator[tuple[int, CardRow]]:
    for card in sight.survey.cards:
        served = [one for one in sight.by_card.get(card, ()) if sight.watched(one)]
        if not served:
            continue
        parts, verdicts = [], []
        for one in served:
            state = sight.state(one.id)
            availability, health, _ = marks(state)
            parts.append((sight.target(one.id), availability, health))
            verdicts.append(state.verdict)
        yield min(_RANKS[one] for one in verdicts), CardRow(sight.survey.names.card(card), tuple(parts))
