"""Rules over the header of a card: its units and its participants (points 6, 7, 42)."""

from generator.checks.rule import Fault, Found, content_rule, text_rule, wrong
from generator.checks.scope import CardText, Scope
from generator.model.content import CardVersion

PARTY = "называть участника из content/parties"


@text_rule("unit-unknown", title="Подразделение карты не найдено", point="7")
def unit_unknown(scope: Scope, text: CardText) -> Found:
    """The responsible unit and the interested units of a card are parties."""
    parties, card = scope.content.parties, text.card
    if card.responsible_unit not in parties:
        unit = card.responsible_unit
        yield wrong(text.path, ("responsible_unit",), PARTY, unit, scope.meant(unit))
    for i, unit in enumerate(card.interested_units):
        if unit not in parties:
            yield wrong(text.path, ("interested_units", i), PARTY, unit, scope.meant(unit))


@text_rule("unit-outside-fts", title="Подразделение карты не входит в ФТС России", point="3")
def unit_outside_fts(scope: Scope, text: CardText) -> Found:
    """The responsible unit and the interested units of a card belong to FTS."""
    card, must = text.card, "называть подразделение ФТС России"
    for at, unit in (
        (("responsible_unit",), card.responsible_unit),
        *((("interested_units", i), unit) for i, unit in enumerate(card.interested_units)),
    ):
        if unit not in scope.fts and unit in scope.content.parties:
            hint = f"{scope.name(unit)} не входит в ФТС России: внешние участники перечисляются в participants"
            yield wrong(text.path, at, must, unit, hint)


@text_rule("interested-units", title="Заинтересованное подразделение названо дважды", point="7")
def interested_units(scope: Scope, text: CardText) -> Found:
    """Interested units are named once and do not include the responsible unit."""
    if not (units := text.card.interested_units):
        return
    seen = {text.card.responsible_unit}
    for i, unit in enumerate(units):
        if unit in seen:
            what = "ответственное подразделение" if unit == text.card.responsible_unit else "уже названо выше"
            message = f"поле interested_units должно перечислять другие подразделения по одному разу, получено '{unit}'"
            hint = f"уберите строку: {scope.name(unit)} — {what}"
            yield Fault(text.path, ("interested_units", i), message, hint)
        seen.add(unit)


@text_rule("participant-unknown", title="Участник карты не найден", point="7")
def participant_unknown(scope: Scope, text: CardText) -> Found:
    """Every participant of a card is a party."""
    parties = scope.content.parties
    for i, one in enumerate(text.card.participants):
        if one.party not in parties:
            yield wrong(text.path, ("participants", i, "party"), PARTY, one.party, scope.meant(one.party))


@text_rule("participant-twice", title="Участник карты назван дважды", point="7")
def participant_twice(scope: Scope, text: CardText) -> Found:
    """A party takes part in a card in one role and is named once."""
    people = text.card.participants
    if len({one.party for one in people}) == len(people):
        return
    seen: set[str] = set()
    for i, one in enumerate(people):
        if one.party in seen:
            hint = f"оставьте одну строку: {scope.name(one.party)}"
            yield wrong(
                text.path, ("participants", i, "party"), "встречаться среди участников один раз", one.party, hint
            )
        seen.add(one.party)


@text_rule("participant-side", title="Участник стоит не на своей стороне обмена", point="7")
def participant_side(scope: Scope, text: CardText) -> Found:
    """FTS is the consumer of its own cards and others supply; on an incoming card it is the other way round."""
    incoming, fts, parties = text.card.route == "incoming", scope.fts, scope.content.parties
    for i, one in enumerate(text.card.participants):
        # Of FTS: consumer on own cards, supplier on incoming ones.
        if (one.party in fts) is not ((one.role == "consumer") is not incoming) and one.party in parties:
            must = "supplier" if one.role == "consumer" else "consumer"
            whose = (
                "ТКМВ другого ФОИВ сведения поставляет ФТС России"
                if incoming
                else "ТКМВ потребителя сведения получает ФТС России"
            )
            hint = f"в {whose}: проверьте role и route; участник: {scope.name(one.party)}"
            at = ("participants", i, "role")
            yield wrong(text.path, at, f"быть {must}", one.role, hint, point="42" if incoming else "")


@text_rule("side-missing", title="Не названа одна из сторон обмена", point="7")
def side_missing(_: Scope, text: CardText) -> Found:
    """A card names at least one consumer and at least one supplier."""
    for role, title, side in (("consumer", "потребителя", text.consumers), ("supplier", "поставщика", text.suppliers)):
        if not side:
            message = f"поле participants должно называть хотя бы одного {title} данных (role: {role}), нет ни одного"
            yield Fault(text.path, ("participants",), message, "добавьте недостающего участника")


@text_rule("participant-contact", title="Ответственный участника не найден", point="6")
def participant_contact(scope: Scope, text: CardText) -> Found:
    """The contact of a participant is an entry of the contact list of that party."""
    for i, one in enumerate(text.card.participants):
        if one.contact is None or one.party not in scope.content.parties:
            continue
        known = scope.officials.get(one.party, ())
        if one.contact not in known:
            have = ", ".join(known) or "записей нет"
            must = f"называть запись из content/contacts/{one.party}.yml"
            yield wrong(text.path, ("participants", i, "contact"), must, one.contact, f"выберите одну из: {have}")


@content_rule(
    "participant-contact-ended", title="Ответственный участника больше не отвечает", severity="warning", point="6"
)
def participant_contact_ended(scope: Scope) -> Found:
    """On a card that is not withdrawn or superseded the contact of a participant still answers."""
    ended = {
        (party, one.id)
        for party, contacts in scope.content.contacts.items()
        for one in contacts.officials
        if one.until is not None and one.until < scope.today
    }
    if not ended:
        return
    for version in scope.live:
        for i, one in enumerate(version.card.participants):
            if one.contact is not None and (one.party, one.contact) in ended:
                must = f"называть того, кто отвечает сейчас: {scope.name(one.party)}"
                hint = "укажите действующую запись; если текст уже согласован, сделайте это в следующей версии"
                yield wrong(version.path, ("participants", i, "contact"), must, one.contact, hint)


@content_rule("party-abolished", title="В карте назван упразднённый участник", severity="warning")
def party_abolished(scope: Scope) -> Found:
    """A card that is not withdrawn or superseded names no party that has been abolished."""
    if scope.abolished.isdisjoint(scope.involved):
        return
    for version in scope.live:
        for at, party in _named(version):
            if party in scope.abolished:
                successor = scope.content.parties[party].successor
                hint = "замените его действующим участником"
                if successor is not None:
                    hint = f"замените правопреемником: {scope.name(successor)}; если ТКМВ действует, новой версией"
                yield wrong(version.path, at, "называть действующего участника", party, hint)


def _named(version: CardVersion) -> list[tuple[tuple[str | int, ...], str]]:
    card = version.card
    return [
        (("responsible_unit",), card.responsible_unit),
        *((("interested_units", i), unit) for i, unit in enumerate(card.interested_units)),
        *((("participants", i, "party"), one.party) for i, one in enumerate(card.participants)),
    ]


@content_rule("card-title-twice", title="Две карты называются одинаково", severity="warning")
def card_title_twice(scope: Scope) -> Found:
    """Cards have different titles: an equal one mostly shows that a card was copied and left so."""
    first: dict[str, str] = {}
    for card in scope.content.cards:
        version = scope.content.latest(card)
        other = first.setdefault(version.card.title.casefold(), version.path)
        if other != version.path:
            hint = "уточните наименование; если карта скопирована, проверьте остальные поля"
            yield wrong(version.path, ("title",), f"отличаться от наименования в {other}", version.card.title, hint)


@text_rule("term-missing", title="Для услуги не указан срок предоставления")
def term_missing(_: Scope, text: CardText) -> Found:
    """A card of a state service names the term of the service; a rule of the portal."""
    if text.card.route == "service" and text.card.procedure.term is None:
        message = "поле procedure должно содержать term, срок предоставления услуги (правило портала)"
        yield Fault(text.path, ("procedure",), message, "укажите value и unit, например 15 и working_days")
