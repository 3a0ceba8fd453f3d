"""The list of cards: published, in development until publication (п. 19), ended; and how many stand where."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.card import Route
from generator.model.words import ROUTES_SHORT
from generator.portal.views.lists import Field, check, choice, facts, found, in_order, yes
from generator.portal.views.names import Link
from generator.portal.views.progress import StageView, stage_view
from generator.portal.views.states import CardState, Shelf
from generator.portal.views.survey import Survey

SHELVES: tuple[tuple[Shelf, str], ...] = (
    ("published", "Опубликованные карты"),
    ("in_work", "В разработке"),
    ("ended", "Отозванные карты"),
)


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card in a list."""

    card: Link
    route: str
    responsible: Link
    counterparties: tuple[Link, ...]
    stage: StageView
    version: int
    draft: StageView | None
    draft_version: int | None
    published: date | None
    open: int
    overdue: int
    facts: str


@dataclass(frozen=True, slots=True)
class CardShelf:
    """A group of the list."""

    id: Shelf
    title: str
    rows: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many cards of each route stand at a stage; None where the route has no such stage."""

    title: str
    counts: tuple[int | None, ...]

    @property
    def total(self) -> int:
        """Cards of all routes."""
        return sum(one or 0 for one in self.counts)


@dataclass(frozen=True, slots=True)
class CardsPage:
    """The list of cards."""

    shelves: tuple[CardShelf, ...]
    total: int
    fields: tuple[Field, ...]


def cards_page(survey: Survey) -> CardsPage:
    """All cards, by the shelves of the list."""
    rows = [(state.shelf, card_row(survey, state)) for state in survey.cards.values()]
    shelves = (CardShelf(id, title, tuple(row for shelf, row in rows if shelf == id)) for id, title in SHELVES)
    fields = _fields(survey, [row for _, row in rows])
    return CardsPage(tuple(one for one in shelves if one.rows), len(rows), fields)


def card_row(survey: Survey, state: CardState) -> CardRow:
    """One card for a list: its main version, and the version in progress beside it."""
    main, names = state.main, survey.names
    draft = state.in_progress if state.in_progress is not main else None
    counts = Counter(duty.status for duty in state.duties)
    card, parties = main.version.card, main.view.cast.recipients or main.view.cast.suppliers
    return CardRow(
        names.card(state.id),
        ROUTES_SHORT[card.route],
        names.party(card.responsible_unit),
        names.parties(parties),
        stage_view(main),
        main.version.number,
        stage_view(draft) if draft else None,
        draft.version.number if draft else None,
        state.published,
        counts["open"] + counts["no_term"],
        counts["overdue"],
        facts(
            ("route", card.route),
            ("stage", main.stage),
            ("stage", draft.stage if draft else None),
            ("unit", card.responsible_unit),
            *(("party", one) for one in parties),
            ("late", yes(counts["overdue"])),
        ),
    )


def _fields(survey: Survey, rows: Iterable[CardRow]) -> tuple[Field, ...]:
    """A card is found at the stage of its main version, and at that of the version in progress beside it."""
    values, names = found(rows), survey.names
    return (
        *in_order("route", "Вид карты", "все", values, ROUTES_SHORT),
        *in_order("stage", "Стадия", "все", values, dict(_stages(survey))),
        *choice("unit", "Ответственное подразделение", "все", values, names.short),
        *choice("party", "Контрагент", "все", values, names.short),
        *check("late", "есть просроченные обязанности", values),
    )


def stage_counts(survey: Survey) -> tuple[tuple[str, ...], tuple[StageCount, ...]]:
    """Routes as columns, stages as rows; a card counts once, at the stage of its main version."""
    numbers = Counter((one.main.version.card.route, one.main.stage) for one in survey.cards.values())
    routes = survey.order.routes
    rows = []
    for stage, title in _stages(survey):
        counts = tuple(_count(numbers, route.route, stage, {one.stage for one in route.stages}) for route in routes)
        rows.append(StageCount(title, counts))
    return tuple(ROUTES_SHORT[one.route] for one in routes), tuple(one for one in rows if one.total)


def _count(numbers: Mapping[tuple[Route, str], int], route: Route, stage: str, known: set[str]) -> int | None:
    return numbers.get((route, stage), 0) if stage in known else None


def _stages(survey: Survey) -> list[tuple[str, str]]:
    """Stages of all routes with their titles, in order."""
    titles: dict[str, str] = {}
    for route in survey.order.routes:
        for rule in route.stages:
            titles.setdefault(rule.stage, rule.title)
    return _in_order(titles, (tuple(one.stage for one in route.stages) for route in survey.order.routes))


def _in_order(titles: Mapping[str, str], ways: Iterable[tuple[str, ...]]) -> list[tuple[str, str]]:
    """Stages of all routes in one order: how far each stands on the way that has it."""
    place: dict[str, float] = {}
    for way in ways:
        for number, stage in enumerate(way):
            place[stage] = max(place.get(stage, 0.0), number / len(way))
    return sorted(titles.items(), key=lambda one: place[one[0]])
