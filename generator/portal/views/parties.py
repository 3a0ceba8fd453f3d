"""Parties: all of them by kind, and the page of each with what it takes part in and what awaits it (points 3, 6)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model.party import Party, PartyName
from generator.model.words import PARTY_KINDS
from generator.portal.views.cards import CardRow, card_row
from generator.portal.views.coordination import Coordination, coordination
from generator.portal.views.duties import DutyRow, duty_row
from generator.portal.views.duty_lists import DutyList, duty_lists
from generator.portal.views.lists import Field, check, choice, facts, found, in_order, yes
from generator.portal.views.live import LivePart
from generator.portal.views.names import PARTIES, Link, order_of_names
from generator.portal.views.officials import AppointmentView, OfficialView, appointment, officials, withheld
from generator.portal.views.progress import StepView, step_view
from generator.portal.views.survey import Survey

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("units", "Структурные подразделения ФТС России", ("fts", "fts_unit")),
    ("rtu", "Региональные таможенные управления", ("rtu",)),
    ("customs", "Таможни", ("customs",)),
    ("foiv", "Федеральные органы исполнительной власти", ("foiv",)),
    ("funds", "Государственные внебюджетные фонды", ("fund",)),
    ("regional", "Органы субъектов Российской Федерации и местного самоуправления", ("regional", "municipal")),
    ("organisations", "Организации", ("subordinate", "organisation")),
    ("councils", "Коллегиальные и иные органы", ("council",)),
)


@dataclass(frozen=True, slots=True)
class RoleView:
    """What the order gives to a role that it names, and by which point."""

    words: str
    point: str


ROLES: Mapping[str, RoleView] = {
    "fts": RoleView("сама служба", "3"),
    "guit": RoleView("координирует реализацию карт", "р. 3"),
    "cittu": RoleView("сопровождает программные средства, ведёт мониторинг", "р. 4"),
    "au": RoleView("получает карты и сведения для Единого реестра соглашений", "19"),
    "ud": RoleView("хранит карты и подлинники листов утверждения", "19"),
    "minec": RoleView("согласует проекты карт", "17"),
    "mincifry": RoleView("согласует проекты карт", "17"),
    "government": RoleView("передаёт проекты карт Подкомиссии", "17"),
    "subcommission": RoleView("одобряет карты", "17"),
    "expert_secretariat": RoleView("принимает предложения к заседаниям экспертной группы", "40"),
}
CARD_ROLES: tuple[tuple[str, str], ...] = (
    ("responsible", "Ответственное подразделение"),
    ("interested", "Заинтересованное подразделение"),
    ("consumer", "Потребитель данных"),
    ("supplier", "Поставщик данных"),
)
SHOWN = 100  # rows of one list on the page of a party


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party in the list."""

    party: Link
    full: str
    code: str | None
    parent: Link | None
    role: RoleView | None
    abolished: bool
    cards: int
    open: int
    overdue: int
    facts: str


@dataclass(frozen=True, slots=True)
class PartyGroup:
    """Parties of one kind."""

    id: str
    title: str
    rows: tuple[PartyRow, ...]


@dataclass(frozen=True, slots=True)
class PartiesPage:
    """All parties by kind."""

    groups: tuple[PartyGroup, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class AwaitedRow:
    """A step that a card waits for from the party."""

    step: StepView
    card: Link


@dataclass(frozen=True, slots=True)
class CardRole:
    """Cards in which the party has a role; the first ones where there are very many."""

    title: str
    rows: tuple[CardRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PartyPage:
    """One party with everything that concerns it."""

    id: str
    title: str
    full: str
    kind: str
    role: RoleView | None
    code: str | None
    parent: Link | None
    children: tuple[Link, ...]
    successor: Link | None
    predecessors: tuple[Link, ...]
    names: tuple[PartyName, ...]
    note: str | None
    of_fts: bool
    appointment: AppointmentView | None
    officials: tuple[OfficialView, ...]
    withheld: int
    awaited: tuple[AwaitedRow, ...]
    awaited_total: int
    duties: tuple[DutyList, ...]
    owed: tuple[DutyRow, ...]
    owed_total: int
    cards: tuple[CardRole, ...]
    calendar: str | None
    coordination: Coordination | None
    live: Sequence[LivePart]


def parties_page(survey: Survey) -> PartiesPage:
    """All parties, each group by name."""
    parties = sorted(survey.content.parties.values(), key=lambda one: order_of_names(one.name(survey.today).short))
    groups = (
        PartyGroup(id, title, tuple(_row(survey, one, id) for one in parties if one.kind in kinds))
        for id, title, kinds in GROUPS
    )
    kept = tuple(one for one in groups if one.rows)
    values = found(row for group in kept for row in group.rows)
    fields = (
        *in_order("kind", "Вид", "все", values, {id: title for id, title, _ in GROUPS}),
        *choice("parent", "Вышестоящий орган", "все", values, survey.names.short),
        *check("cards", "участвует в картах", values),
        *check("late", "есть просроченные обязанности", values),
    )
    return PartiesPage(kept, fields)


def party_page(survey: Survey, party: Party) -> PartyPage:
    """Everything about one party."""
    names, today = survey.names, survey.today
    contacts = survey.content.contacts.get(party.id)
    family = sorted(survey.families.get(party.id, ()), key=lambda one: order_of_names(names.short(one.id)))
    awaited = survey.awaited.get(party.id, ())
    owed = [one for one in survey.by_addressee.get(party.id, ()) if one.done is None]
    return PartyPage(
        party.id,
        party.name(today).short,
        party.name(today).full,
        PARTY_KINDS[party.kind],
        ROLES[party.role] if party.role else None,
        party.customs_code,
        names.party(party.parent) if party.parent else None,
        names.parties(tuple(one.id for one in family if one.parent == party.id)),
        names.party(party.successor) if party.successor else None,
        names.parties(tuple(one.id for one in family if one.successor == party.id)),
        tuple(reversed(party.names)),
        party.note,
        party.of_fts,
        appointment(contacts, names),
        officials(contacts, names, today),
        withheld(contacts, today),
        tuple(
            AwaitedRow(step_view(one.step, names), names.card(one.standing.version.id, one.standing.version.number))
            for one in awaited[:SHOWN]
        ),
        len(awaited),
        tuple(one for one in duty_lists(survey, survey.by_bearer.get(party.id, ()), SHOWN) if one.rows),
        tuple(duty_row(one, names) for one in owed[:SHOWN]),
        len(owed),
        tuple(_roles(survey, party)),
        f"calendar/{party.id}.ics" if has_calendar(survey, party) else None,
        coordination(survey, party),
        survey.live.by_owner.get(party.id, ()),
    )


def has_calendar(survey: Survey, party: Party) -> bool:
    """Units of FTS may subscribe to their terms before they have any; others once they owe something."""
    return party.of_fts or party.id in survey.by_bearer


def abolished(party: Party, today: date) -> bool:
    """Whether a party no longer exists: it has a successor, or its last name has ended."""
    until = party.names[-1].until
    return party.successor is not None or (until is not None and until < today)


def _roles(survey: Survey, party: Party) -> Iterator[CardRole]:
    roles = survey.cards_of.get(party.id, {})
    for role, title in CARD_ROLES:
        states = roles.get(role, ())
        if states:
            yield CardRole(title, tuple(card_row(survey, one) for one in states[:SHOWN]), len(states))


def _row(survey: Survey, party: Party, kind: str) -> PartyRow:
    name = party.name(survey.today)
    counts = Counter(one.status for one in survey.by_bearer.get(party.id, ()))
    roles = survey.cards_of.get(party.id, {})
    return PartyRow(
        Link(name.short, f"{PARTIES}{party.id}/"),
        name.full,
        party.customs_code,
        survey.names.party(party.parent) if party.parent else None,
        ROLES[party.role] if party.role else None,
        abolished(party, survey.today),
        len({state.id for states in roles.values() for state in states}),
        counts["open"] + counts["no_term"],
        counts["overdue"],
        facts(("kind", kind), ("parent", party.parent), ("cards", yes(roles)), ("late", yes(counts["overdue"]))),
    )
