"""Contacts of all parties, how fresh they are, who has none, and who has appointed whom (п. 6, р. 2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model.contacts import ANSWERS_FOR
from generator.model.party import Party
from generator.portal.views.lists import Field, Row, check, facts, found, in_order
from generator.portal.views.names import Link, order_of_names
from generator.portal.views.officials import (
    FRESH_DAYS,
    AppointmentView,
    OfficialView,
    appointment,
    officials,
    withheld,
)
from generator.portal.views.parties import GROUPS, abolished
from generator.portal.views.survey import Survey


@dataclass(frozen=True, slots=True)
class PartyContacts:
    """The public contacts of a party."""

    id: str
    party: Link
    officials: tuple[OfficialView, ...]
    withheld: int
    facts: str


@dataclass(frozen=True, slots=True)
class ContactGroup:
    """Contacts of parties of one kind."""

    id: str
    title: str
    parties: tuple[PartyContacts, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a unit that must appoint those responsible has done so."""

    party: Link
    appointment: AppointmentView | None


@dataclass(frozen=True, slots=True)
class ContactsPage:
    """Everything about contacts."""

    fresh_days: int
    groups: tuple[ContactGroup, ...]
    missing: tuple[Link, ...]
    stale: tuple[PartyContacts, ...]
    coverage: tuple[Coverage, ...]
    fields: tuple[Field, ...]

    @property
    def appointed(self) -> int:
        """How many have appointed."""
        return sum(one.appointment is not None for one in self.coverage)


def contacts_page(survey: Survey) -> ContactsPage:
    """Contacts by kind of party; parties that no longer exist are left out."""
    parties = sorted(survey.content.parties.values(), key=lambda one: order_of_names(one.name(survey.today).short))
    alive = [one for one in parties if not abolished(one, survey.today)]
    listed = {one.id: _contacts(survey, one) for one in alive if one.id in survey.content.contacts}
    groups = tuple(
        ContactGroup(id, title, tuple(listed[one.id] for one in alive if one.kind in kinds and one.id in listed))
        for id, title, kinds in GROUPS
    )
    involved = _involved(survey)
    return ContactsPage(
        FRESH_DAYS,
        tuple(one for one in groups if one.parties),
        tuple(survey.names.party(one.id) for one in alive if one.id in involved and not _answers(listed.get(one.id))),
        tuple(one for one in listed.values() if any(official.stale for official in one.officials)),
        tuple(_coverage(survey, alive)),
        tuple(_fields(listed.values())),
    )


def _fields(listed: Iterable[PartyContacts]) -> Iterator[Field]:
    rows: list[Row] = []
    for one in listed:
        rows += [one, *one.officials]
    values = found(rows)
    yield from in_order("kind", "Вид", "все", values, {id: title for id, title, _ in GROUPS})
    yield from in_order(
        "for", "За что отвечает", "за что угодно", values, {str(id): words for id, words in ANSWERS_FOR.items()}
    )
    yield from check("stale", "сведения устарели", values)


def _kind(party: Party) -> str:
    """The group that a party is listed in."""
    return next(id for id, _, kinds in GROUPS if party.kind in kinds)


def _contacts(survey: Survey, party: Party) -> PartyContacts:
    contacts = survey.content.contacts[party.id]
    return PartyContacts(
        party.id,
        survey.names.party(party.id),
        officials(contacts, survey.names, survey.today),
        withheld(contacts, survey.today),
        facts(("kind", _kind(party))),
    )


def _answers(listed: PartyContacts | None) -> bool:
    return listed is not None and bool(listed.officials or listed.withheld)


def _involved(survey: Survey) -> frozenset[str]:
    """Parties of cards that have not ended."""
    return frozenset(
        party
        for party, roles in survey.cards_of.items()
        if any(state.shelf != "ended" for states in roles.values() for state in states)
    )


def _coverage(survey: Survey, parties: list[Party]) -> Iterator[Coverage]:
    """Units that answer for cards, RTU, customs houses, GUIT and CITTU (р. 2)."""
    responsible = {
        party
        for party, roles in survey.cards_of.items()
        if any(state.shelf != "ended" for state in roles.get("responsible", ()))
    }
    for one in parties:
        if one.of_fts and (one.id in responsible or one.kind in ("rtu", "customs") or one.role in ("guit", "cittu")):
            yield Coverage(survey.names.party(one.id), appointment(survey.content.contacts.get(one.id), survey.names))
