"""Rules over contact lists: whose they are, who answers now, how fresh they are (point 6, point 2 of the body)."""

from datetime import timedelta

from generator.checks import parties
from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope, day
from generator.model.contacts import Official
from generator.procedure.approvals import signers

FRESH = timedelta(days=90)
APPOINT = frozenset({"rtu", "customs"})


def path(party: str) -> str:
    """The contact list of a party."""
    return f"content/contacts/{party}.yml"


def serving(official: Official, scope: Scope) -> bool:
    """Whether the official answers today."""
    return official.serves(scope.today)


@content_rule("contacts-party", title="Список контактов неизвестного участника", point="6")
def contacts_party(scope: Scope) -> Found:
    """A contact list belongs to a party."""
    for party in scope.content.contacts:
        if party not in scope.content.parties:
            yield wrong(path(party), ("party",), "называть участника из content/parties", party, scope.meant(party))


@content_rule("contact-twice", title="Идентификатор контакта повторяется", point="6")
def contact_twice(scope: Scope) -> Found:
    """Entries of a contact list have different identifiers."""
    for party, contacts in scope.content.contacts.items():
        seen: set[str] = set()
        for i, one in enumerate(contacts.officials):
            if one.id in seen:
                hint = "дайте записи свой идентификатор: по нему на неё ссылаются карты"
                yield wrong(path(party), ("officials", i, "id"), "встречаться в файле один раз", one.id, hint)
            seen.add(one.id)


@content_rule("contact-period", title="Срок полномочий окончен раньше, чем начат", point="6")
def contact_period(scope: Scope) -> Found:
    """An official answers since a day not later than the last one."""
    for party, contacts in scope.content.contacts.items():
        for i, one in enumerate(contacts.officials):
            if one.until is not None and one.until < one.since:
                must = f"быть не раньше since ({one.since})"
                hint = "поменяйте даты местами или исправьте год"
                yield wrong(path(party), ("officials", i, "until"), must, one.until, hint, of=f"записи {one.id}")


@content_rule("contact-confirmed-future", title="Сведения подтверждены будущим днём", point="6")
def contact_confirmed_future(scope: Scope) -> Found:
    """A contact cannot have been confirmed later than today."""
    for party, contacts in scope.content.contacts.items():
        for i, one in enumerate(contacts.officials):
            if one.confirmed > scope.today:
                must = f"быть не позже сегодняшнего дня ({scope.today})"
                hint = "укажите день, когда сведения проверены"
                yield wrong(
                    path(party), ("officials", i, "confirmed"), must, one.confirmed, hint, of=f"записи {one.id}"
                )


@content_rule("contact-stale", title="Контакт давно не подтверждён", point="6", severity="warning")
def contact_stale(scope: Scope) -> Found:
    """An entry about a serving official is confirmed at least every 90 days."""
    since = scope.today - FRESH
    for party, contacts in scope.content.contacts.items():
        for i, one in enumerate(contacts.officials):
            if one.confirmed < since and serving(one, scope):
                must = f"быть не раньше {since} (90 дней)"
                hint = "проверьте сведения и обновите дату подтверждения"
                yield wrong(
                    path(party), ("officials", i, "confirmed"), must, one.confirmed, hint, of=f"записи {one.id}"
                )


@content_rule("contact-nobody", title="В списке контактов сейчас никто не отвечает", point="6", severity="warning")
def contact_nobody(scope: Scope) -> Found:
    """A contact list names at least one official who answers today."""
    for party, contacts in scope.content.contacts.items():
        if not any(serving(one, scope) for one in contacts.officials):
            message = f"у участника {scope.name(party)} на {day(scope.today)} нет действующих ответственных"
            yield Fault(path(party), ("officials",), message, f"добавьте ответственного: tkmv new contact {party}")


@content_rule("contact-acting-for", title="Не найден тот, чьи обязанности исполняют", point="6")
def contact_acting_for(scope: Scope) -> Found:
    """Who acts for somebody acts for another entry of the same list."""
    for party, contacts in scope.content.contacts.items():
        known = {one.id for one in contacts.officials}
        for i, one in enumerate(contacts.officials):
            if one.acting_for is not None and (one.acting_for not in known or one.acting_for == one.id):
                must = "называть другую запись этого файла"
                others = ", ".join(sorted(known - {one.id}))
                hint = f"выберите из: {others}" if others else "других записей в файле нет: уберите acting_for"
                at = ("officials", i, "acting_for")
                yield wrong(path(party), at, must, one.acting_for, hint, of=f"записи {one.id}")


@content_rule("contact-key-twice", title="Один ключ подписи у двух участников")
def contact_key_twice(scope: Scope) -> Found:
    """A public key belongs to officials of one party: whoever holds it signs for that party."""
    first: dict[str, str] = {}
    for party, contacts in scope.content.contacts.items():
        for i, one in enumerate(contacts.officials):
            if one.public_key is None:
                continue
            key = " ".join(one.public_key.split()[:2])  # the comment at its end is not part of a key
            if (other := first.setdefault(key, party)) != party:
                message = f"поле public_key записи {one.id} должно быть своим, этот ключ уже у {scope.name(other)}"
                yield Fault(
                    path(party), ("officials", i, "public_key"), message, "укажите ключ этого должностного лица"
                )


@content_rule("contacts-missing", title="Нет контактов участника обмена", point="6", severity="warning")
def contacts_missing(scope: Scope) -> Found:
    """Every party of a card that is not withdrawn or superseded has a contact list."""
    for party, version in scope.involved.items():
        if party in scope.content.parties and party not in scope.content.contacts:
            message = f"нет списка контактов участника {scope.name(party)}, он назван в карте «{version.card.title}»"
            yield Fault(parties.path(party), (), message, f"добавьте ответственных: tkmv new contact {party}")


@content_rule("signer-missing", title="Некому согласовать ТКМВ", point="6", severity="warning")
def signer_missing(scope: Scope) -> Found:
    """A party that has to agree with a card has an official who may do so today."""
    if scope.procedure is None:
        return
    asked: dict[str, str] = {}
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for one in scope.procedure.standings():
        if one.course.ended is None and not one.course.reached("in_force"):
            casting = (one.view.cast.approvers, one.view.cast.suppliers)
            if casting not in seen:  # most cards are agreed by the same few
                seen.add(casting)
                for party in (*casting[0], *casting[1]):
                    asked.setdefault(party, one.version.card.title)
    for party, title in asked.items():
        contacts = scope.content.contacts.get(party)
        if contacts is not None and not signers(contacts, "internal_approval", scope.today):
            message = f"у участника {scope.name(party)} некому согласовать карту «{title}»"
            hint = "укажите approval или signature в answers_for того, кто согласует, или добавьте его"
            yield Fault(path(party), ("officials",), message, hint)


@content_rule("appointment-missing", title="Ответственный за Порядок не назначен", point="р. 2", severity="warning")
def appointment_missing(scope: Scope) -> Found:
    """Units that answer for cards, RTU, customs houses, GUIT and CITTU have appointed who answers for the order."""
    wanted = {version.card.responsible_unit for version in scope.live}
    for party in scope.content.parties.values():
        if party.id in scope.abolished or not party.of_fts:
            continue
        if party.id in wanted or party.kind in APPOINT or party.role in ("guit", "cittu"):
            contacts = scope.content.contacts.get(party.id)
            if contacts is None or contacts.appointment is None:
                message = f"не назначен ответственный за исполнение Порядка: {scope.name(party.id)}"
                where = parties.path(party.id) if contacts is None else path(party.id)
                yield Fault(where, (), message, f"внесите appointment в {path(party.id)}: номер, дату, должность")


@content_rule("appointment-post", title="Назначенный ответственный не найден", point="р. 2", severity="warning")
def appointment_post(scope: Scope) -> Found:
    """The appointed post is held today by an official of the list who answers for the order."""
    for party, contacts in scope.content.contacts.items():
        if contacts.appointment is None:
            continue
        official = contacts.official(contacts.appointment.post, scope.today)
        if official is None or "order" not in official.answers_for:
            must = "называть должность из officials, которая сейчас отвечает за исполнение Порядка (order)"
            hint = "обновите назначение или список ответственных"
            yield wrong(path(party), ("appointment", "post"), must, contacts.appointment.post, hint)


@content_rule("appointment-future", title="Документ о назначении датирован будущим днём", point="р. 2")
def appointment_future(scope: Scope) -> Found:
    """The document of an appointment is not dated later than today."""
    for party, contacts in scope.content.contacts.items():
        if contacts.appointment is not None and contacts.appointment.date > scope.today:
            must = f"быть не позже сегодняшнего дня ({scope.today})"
            yield wrong(
                path(party), ("appointment", "date"), must, contacts.appointment.date, "проверьте дату документа"
            )


@content_rule("demonstration-contact", title="Вымышленный контакт на рабочем портале", point="6")
def demonstration_contact(scope: Scope) -> Found:
    """A portal that is not a demonstration holds no fictitious contacts."""
    if scope.content.site is None or scope.content.site.demonstration:
        return
    for party, contacts in scope.content.contacts.items():
        for i, one in enumerate(contacts.officials):
            if one.demonstration:
                message = f"поле demonstration записи {one.id} должно быть false, так как портал не демонстрационный"
                yield Fault(
                    path(party), ("officials", i, "demonstration"), message, "замените запись настоящим контактом"
                )
