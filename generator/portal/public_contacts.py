"""The public JSON of contacts, version 1: the entries that the page of contacts shows, and no other (п. 6, р. 2)."""

from collections.abc import Iterator
from datetime import date as Day  # a field is called date

from pydantic import Field

from generator.model.contacts import AnswersFor, Contacts, Official
from generator.portal.public import Public
from generator.portal.views.names import PARTIES, Names
from generator.portal.views.officials import FRESH_DAYS, withheld
from generator.portal.views.parties import abolished
from generator.portal.views.survey import Survey

CONTACTS_FILE = "api/v1/contacts.json"


class PublicAppointment(Public):
    """The document that appoints those responsible for the Procedure."""

    number: str = Field(description="Номер документа")
    date: Day = Field(description="Дата документа")
    post: str | None = Field(description="Должность ответственного; пусто, если сведения не публикуются")


class PublicOfficial(Public):
    """An official who answers today and whose entry is public."""

    post: str = Field(description="Должность")
    name: str | None = Field(description="Инициалы и фамилия")
    answers_for: tuple[AnswersFor, ...] = Field(description="За что отвечает")
    phone: str | None = Field(description="Рабочий телефон")
    email: str | None = Field(description="Рабочая почта")
    since: Day = Field(description="С какого дня отвечает")
    until: Day | None = Field(description="По какой день включительно; пусто, если срок не назван")
    confirmed: Day = Field(description="Когда сведения подтверждены")
    stale: bool = Field(description=f"Не подтверждались больше {FRESH_DAYS} дней")
    acting_for: str | None = Field(description="Чьи обязанности исполняет: должность")
    demonstration: bool = Field(description="Запись вымышлена для демонстрации")


class PublicContacts(Public):
    """Contacts of one party."""

    party: str = Field(description="Идентификатор участника")
    name: str = Field(description="Краткое наименование участника")
    appointment: PublicAppointment | None = Field(description="Назначение ответственных (р. 2); пусто, если нет данных")
    officials: tuple[PublicOfficial, ...] = Field(description="Должностные лица")
    withheld: int = Field(description="Сколько записей для служебного пользования не опубликовано")
    url: str = Field(description="Страница участника")


def contacts_json(survey: Survey, address: str) -> bytes:
    """Contacts of all parties that still exist, by identifier, one party a line."""
    lines = ",\n".join(one.model_dump_json() for one in public_contacts(survey, address))
    return f"[\n{lines}\n]\n".encode() if lines else b"[]\n"


def public_contacts(survey: Survey, address: str) -> Iterator[PublicContacts]:
    """Contacts of each party that still exists."""
    for party, contacts in sorted(survey.content.contacts.items()):
        known = survey.content.parties.get(party)
        if known is None or abolished(known, survey.today):
            continue
        yield PublicContacts(
            party=party,
            name=survey.names.short(party),
            appointment=_appointment(contacts, survey.names),
            officials=tuple(
                _official(contacts, one, survey)
                for one in contacts.officials
                if one.visibility == "public" and one.serves(survey.today)
            ),
            withheld=withheld(contacts, survey.today),
            url=f"{address}{PARTIES}{party}/",
        )


def _appointment(contacts: Contacts, names: Names) -> PublicAppointment | None:
    if (found := contacts.appointment) is None:
        return None
    return PublicAppointment(number=found.number, date=found.date, post=_shown(contacts.party, found.post, names))


def _official(contacts: Contacts, one: Official, survey: Survey) -> PublicOfficial:
    other = next((found for found in contacts.officials if found.id == one.acting_for), None)
    return PublicOfficial(
        post=one.post,
        name=one.name,
        answers_for=one.answers_for,
        phone=one.phone,
        email=one.email,
        since=one.since,
        until=one.until,
        confirmed=one.confirmed,
        stale=(survey.today - one.confirmed).days > FRESH_DAYS,
        acting_for=_shown(contacts.party, other.post, survey.names) if other else None,
        demonstration=one.demonstration,
    )


def _shown(party: str, post: str, names: Names) -> str | None:
    return None if names.is_hidden(party, post) else post
