"""Responsible officials as the portal may show them: the public part alone, and how fresh it is (п. 6, р. 2)."""

from dataclasses import dataclass
from datetime import date

from generator.model.contacts import ANSWERS_FOR, Contacts, Official
from generator.portal.views.lists import facts, yes
from generator.portal.views.names import Names

FRESH_DAYS = 90  # a rule of the portal: point 6 asks for up-to-date entries and sets no number


@dataclass(frozen=True, slots=True)
class OfficialView:
    """One official; only those whose entry is marked public."""

    post: str
    name: str | None
    answers_for: tuple[str, ...]
    phone: str | None
    email: str | None
    since: date
    until: date | None
    confirmed: date
    age: int
    stale: bool
    acting_for: str | None
    demonstration: bool
    facts: str


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """The document that appoints those responsible for the Procedure."""

    number: str
    date: date
    post: str | None


def officials(contacts: Contacts | None, names: Names, today: date) -> tuple[OfficialView, ...]:
    """Public officials that answer today, as listed."""
    if contacts is None:
        return ()
    serving = (one for one in contacts.officials if one.serves(today))
    return tuple(_official(contacts, one, names, today) for one in serving if one.visibility == "public")


def official_by_id(contacts: Contacts | None, official: str | None, names: Names, today: date) -> OfficialView | None:
    """The official that a card names as its contact, if the entry is public."""
    if contacts is None or official is None:
        return None
    found = next((one for one in contacts.officials if one.id == official), None)
    return _official(contacts, found, names, today) if found and found.visibility == "public" else None


def withheld(contacts: Contacts | None, today: date) -> int:
    """How many officials answer today whose entries are not published."""
    found = contacts.officials if contacts else ()
    return sum(one.visibility == "internal" and one.serves(today) for one in found)


def appointment(contacts: Contacts | None, names: Names) -> AppointmentView | None:
    """The appointment of a party, if its contact list names one."""
    if contacts is None or contacts.appointment is None:
        return None
    found = contacts.appointment
    return AppointmentView(found.number, found.date, names.post(contacts.party, found.post))


def _official(contacts: Contacts, one: Official, names: Names, today: date) -> OfficialView:
    age = (today - one.confirmed).days
    other = next((found for found in contacts.officials if found.id == one.acting_for), None)
    return OfficialView(
        one.post,
        one.name,
        tuple(ANSWERS_FOR[what] for what in one.answers_for),
        one.phone,
        one.email,
        one.since,
        one.until,
        one.confirmed,
        age,
        age > FRESH_DAYS,
        names.post(contacts.party, other.post) if other else None,
        one.demonstration,
        facts(*(("for", what) for what in one.answers_for), ("stale", yes(age > FRESH_DAYS))),
    )
