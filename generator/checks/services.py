"""Rules over electronic services of a card and their identifiers in SMEV (points 7, 23, 49)."""

import re

from generator.checks.rule import Fault, Found, text_rule, wrong
from generator.checks.scope import CardText, Scope
from generator.model.types import SMEV2_MNEMONIC

_SMEV2_FORM = re.compile(SMEV2_MNEMONIC)
_SID_INSIDE = re.compile(r"SID\d{7}", re.IGNORECASE)
GENERATION = {"smev2": "СМЭВ 2", "smev3": "СМЭВ 3"}


@text_rule("service-twice", title="Идентификатор сервиса повторяется", point="7")
def service_twice(_: Scope, text: CardText) -> Found:
    """Services of a card have different identifiers."""
    if len(text.services) == len(text.card.services):
        return
    seen: set[str] = set()
    for i, one in enumerate(text.card.services):
        if one.id in seen:
            hint = "дайте сервису свой идентификатор: по нему на него ссылаются запросы и записи"
            yield wrong(text.path, ("services", i, "id"), "встречаться в карте один раз", one.id, hint)
        seen.add(one.id)


@text_rule("service-owner", title="Владелец сервиса не участвует в обмене", point="7")
def service_owner(scope: Scope, text: CardText) -> Found:
    """A service belongs to a participant of the card or to a unit of FTS."""
    for i, one in enumerate(text.card.services):
        if one.owner in text.suppliers or one.owner in text.consumers or one.owner in scope.fts:
            continue
        must = "называть участника этой карты или подразделение ФТС России"
        known = one.owner in scope.content.parties
        hint = f"добавьте в participants: {scope.name(one.owner)}" if known else scope.meant(one.owner)
        yield wrong(text.path, ("services", i, "owner"), must, one.owner, hint, of=f"сервиса {one.id}")


@text_rule("service-unused", title="Сервис не нужен ни одному запросу", point="7")
def service_unused(_: Scope, text: CardText) -> Found:
    """Every service of a card serves a request: it will have to be commissioned or registered."""
    if not text.card.services:
        return
    used = {one.service for one in text.card.requests}
    for i, one in enumerate(text.card.services):
        if one.id not in used:
            message = f"сервис {one.id} «{one.name}» должен быть назван в service какого-либо запроса"
            yield Fault(text.path, ("services", i), message, "укажите сервис в запросе или уберите его")


@text_rule("request-service", title="Сервиса, названного в запросе, в карте нет", point="7")
def request_service(_: Scope, text: CardText) -> Found:
    """The service of a request is one of the services of the card."""
    for i, one in enumerate(text.card.requests):
        if one.service is not None and one.service not in text.services:
            known = ", ".join(each.id for each in text.card.services) or "сервисов пока нет"
            hint = f"выберите из: {known} — или опишите сервис в services"
            at = ("requests", i, "service")
            yield wrong(text.path, at, "называть сервис этой карты", one.service, hint, of=f"запроса {one.no}")


@text_rule("request-generation", title="Запрос и сервис относятся к разным поколениям СМЭВ", point="7")
def request_generation(_: Scope, text: CardText) -> Found:
    """A request through SMEV 2 or SMEV 3 uses a service with identifiers of the same generation."""
    for i, one in enumerate(text.card.requests):
        service = text.services.get(one.service) if one.service is not None else None
        if service is None or one.exchange_form not in GENERATION:
            continue
        other = "smev3" if one.exchange_form == "smev2" else "smev2"
        if getattr(service, other) is not None:
            must = f"быть {other}: у сервиса {service.id} указаны идентификаторы {GENERATION[other]}"
            hint = "исправьте форму взаимодействия или идентификаторы сервиса"
            at = ("requests", i, "exchange_form")
            yield wrong(text.path, at, must, one.exchange_form, hint, of=f"запроса {one.no}")


@text_rule("request-service-idle", title="Сервис назван у запроса, который идёт не через СМЭВ", point="7")
def request_service_idle(_: Scope, text: CardText) -> Found:
    """A request that does not go through SMEV names neither a service nor a mode."""
    for i, one in enumerate(text.card.requests):
        if one.exchange_form not in GENERATION and (one.service is not None or one.mode is not None):
            must = "быть smev2 или smev3, так как у запроса названы service или mode"
            hint = "исправьте форму взаимодействия или уберите service и mode"
            at = ("requests", i, "exchange_form")
            yield wrong(text.path, at, must, one.exchange_form, hint, of=f"запроса {one.no}")


@text_rule("smev3-mnemonic", title="Мнемоника СМЭВ 3 похожа на мнемонику СМЭВ 2", severity="warning")
def smev3_mnemonic(_: Scope, text: CardText) -> Found:
    """A mnemonic of SMEV 3 in the form of SMEV 2 is mostly taken from the wrong passport; it may be right."""
    for i, one in enumerate(text.card.services):
        if one.smev3 is not None and one.smev3.mnemonic is not None and _SMEV2_FORM.match(one.smev3.mnemonic):
            must = "быть мнемоникой из паспорта вида сведений СМЭВ 3, вид значения обычен для СМЭВ 2"
            hint = "сверьте с паспортом; если сервис относится к СМЭВ 2, заполните smev2"
            at = ("services", i, "smev3", "mnemonic")
            yield wrong(text.path, at, must, one.smev3.mnemonic, hint, of=f"сервиса {one.id}")


@text_rule("smev3-namespace", title="В пространстве имён СМЭВ 3 указан SID сервиса СМЭВ 2")
def smev3_namespace(_: Scope, text: CardText) -> Found:
    """A namespace of SMEV 3 holds no identifier of a SMEV 2 service."""
    for i, one in enumerate(text.card.services):
        if one.smev3 is not None and one.smev3.namespace is not None and _SID_INSIDE.search(one.smev3.namespace):
            must = "быть пространством имён вида сведений без SID"
            hint = "SID бывает только у сервисов СМЭВ 2: укажите URN из паспорта вида сведений или заполните smev2"
            at = ("services", i, "smev3", "namespace")
            yield wrong(text.path, at, must, one.smev3.namespace, hint, of=f"сервиса {one.id}")
