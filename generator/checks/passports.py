"""Rules over passports of state services and their link to cards (point 8)."""

from generator.checks.cards import PARTY
from generator.checks.rule import Fault, Found, content_rule, text_rule, wrong
from generator.checks.scope import CardText, Scope
from generator.procedure.approvals import AGREEMENTS


def path(passport: str) -> str:
    """The file of a passport."""
    return f"content/passports/{passport}.yml"


@text_rule("passport-missing", title="У карты услуги нет паспорта")
def passport_missing(_: Scope, text: CardText) -> Found:
    """A card of a state service has a passport, at the latest when it is agreed with.

    Point 8 sets no moment, so this is a rule of the portal: a warning at first, an error from the first agreement on.
    """
    if text.card.route == "service" and text.card.passport is None:
        agreed = any(filed.record.kind in AGREEMENTS for filed in text.version.records)
        message = (
            "поле passport должно называть паспорт государственной услуги, оно не заполнено (правило портала к п. 8)"
        )
        hint = "составьте паспорт в content/passports и укажите его идентификатор"
        yield Fault(text.path, (), message, hint, severity="error" if agreed else "warning")


@text_rule("passport-unknown", title="Паспорт, названный в карте, не найден", point="8")
def passport_unknown(scope: Scope, text: CardText) -> Found:
    """The passport that a card names exists."""
    passport = text.card.passport
    if passport is not None and passport not in scope.content.passports:
        have = ", ".join(sorted(scope.content.passports)) or "паспортов пока нет"
        yield wrong(text.path, ("passport",), "называть паспорт из content/passports", passport, f"есть: {have}")


@text_rule("passport-route", title="Паспорт услуги указан не у услуги", point="8", severity="warning")
def passport_route(_: Scope, text: CardText) -> Found:
    """Only cards of state services have a passport of a state service."""
    if text.card.passport is not None and text.card.route != "service":
        hint = "уберите passport или исправьте route"
        yield wrong(text.path, ("passport",), "быть только у карты услуги (route: service)", text.card.passport, hint)


@text_rule("passport-differs", title="Карта и паспорт услуги расходятся", point="8", severity="warning")
def passport_differs(scope: Scope, text: CardText) -> Found:
    """A card and its passport agree on the unit, the number in the federal register and the term."""
    if text.card.passport is None or (passport := scope.content.passports.get(text.card.passport)) is None:
        return
    card, file = text.card, path(text.card.passport)
    hint = f"сверьте карту с {file} и исправьте то, что устарело"
    if passport.unit != card.responsible_unit:
        must = f"совпадать с подразделением из паспорта: {scope.name(passport.unit)}"
        yield wrong(text.path, ("responsible_unit",), must, card.responsible_unit, hint)
    if card.procedure.frgu_id is not None and card.procedure.frgu_id != passport.frgu_id:
        must = f"совпадать с номером из паспорта: {passport.frgu_id or 'не указан'}"
        yield wrong(text.path, ("procedure", "frgu_id"), must, card.procedure.frgu_id, hint)
    term = card.procedure.term
    if term is not None and (term.value, term.unit) != (passport.term.value, passport.term.unit):
        must = f"совпадать со сроком из паспорта: {passport.term.value} {passport.term.unit}"
        yield wrong(text.path, ("procedure", "term"), must, f"{term.value} {term.unit}", hint)


@content_rule("passport-party", title="Участник, названный в паспорте, не найден", point="8")
def passport_party(scope: Scope) -> Found:
    """The agency, the unit and the territorial bodies of a passport are parties."""
    for name, one in scope.content.passports.items():
        for at, party in (
            (("agency",), one.agency),
            (("unit",), one.unit),
            *((("territorial_bodies", i), party) for i, party in enumerate(one.territorial_bodies)),
        ):
            if party not in scope.content.parties:
                yield wrong(path(name), at, PARTY, party, scope.meant(party))


@content_rule("passport-kind", title="В паспорте указан участник не того вида", point="8")
def passport_kind(scope: Scope) -> Found:
    """A passport names FTS as the agency, a unit of it, and RTU and customs houses as territorial bodies."""
    parties = scope.content.parties
    for name, one in scope.content.passports.items():
        agency, unit = parties.get(one.agency), parties.get(one.unit)
        if agency is not None and agency.kind != "fts":
            hint = f"услуги портала предоставляет ФТС России, указан участник {scope.name(one.agency)}"
            yield wrong(path(name), ("agency",), "называть ФТС России", one.agency, hint)
        if unit is not None and not unit.of_fts:
            hint = f"{scope.name(one.unit)} не входит в ФТС России"
            yield wrong(path(name), ("unit",), "называть подразделение ФТС России", one.unit, hint)
        for i, body in enumerate(one.territorial_bodies):
            if (known := parties.get(body)) is not None and known.kind not in ("rtu", "customs"):
                hint = f"{scope.name(body)} — не РТУ и не таможня: уберите строку"
                yield wrong(path(name), ("territorial_bodies", i), "называть РТУ или таможню", body, hint)


@content_rule("passport-unused", title="Паспорт не связан ни с одной картой", point="8", severity="warning")
def passport_unused(scope: Scope) -> Found:
    """Every passport is named by a card."""
    named = {version.card.passport for version in scope.versions()}
    for name, one in scope.content.passports.items():
        if name not in named:
            message = f"паспорт услуги «{one.short_name}» не назван ни в одной карте"
            yield Fault(path(name), (), message, f"укажите passport: {name} в карте этой услуги или уберите паспорт")


@content_rule("passport-future", title="Паспорт актуализирован будущим днём", point="8")
def passport_future(scope: Scope) -> Found:
    """A passport was brought up to date not later than today."""
    for name, one in scope.content.passports.items():
        if one.updated_on > scope.today:
            must = f"быть не позже сегодняшнего дня ({scope.today})"
            yield wrong(path(name), ("updated_on",), must, one.updated_on, "проверьте дату")
