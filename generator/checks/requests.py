"""Rules over documents and requests of a card: what is needed, from whom, by which request (point 7)."""

from operator import attrgetter

from generator.checks.rule import Fault, Found, text_rule, wrong
from generator.checks.scope import CardText, Scope
from generator.model.card import DataField
from generator.model.finding import Place

# Quicker than a comprehension; these run over every card.
_name, _supplier, _request = attrgetter("name"), attrgetter("supplier"), attrgetter("request")


@text_rule("documents-numbered", title="Документы пронумерованы не подряд", point="7")
def documents_numbered(_: Scope, text: CardText) -> Found:
    """Documents of form А.2 are numbered 1, 2, 3 in a row."""
    for i, one in enumerate(text.card.documents, 1):
        if one.no != i:
            yield wrong(text.path, ("documents", i - 1, "no"), f"быть {i}", one.no, "пронумеруйте документы подряд с 1")


@text_rule("requests-numbered", title="Запросы пронумерованы не подряд", point="7")
def requests_numbered(_: Scope, text: CardText) -> Found:
    """Requests are numbered А.3-1, А.3-2 in a row."""
    for i, one in enumerate(text.card.requests, 1):
        if one.no != f"А.3-{i}":
            at = ("requests", i - 1, "no")
            hint = "пронумеруйте запросы подряд и поправьте ссылки на них в documents"
            yield wrong(text.path, at, f"быть А.3-{i}", one.no, hint)


@text_rule("document-incomplete", title="Для межведомственного документа не указан поставщик или запрос", point="7")
def document_incomplete(_: Scope, text: CardText) -> Found:
    """A document obtained from another body names its supplier and the request; any other names neither."""
    for i, one in enumerate(text.card.documents):
        interagency = one.obtained_by == "interagency"
        if interagency and (one.supplier is None or one.request is None):
            lacks = (
                "supplier и request"
                if one.supplier is one.request
                else "supplier"
                if one.supplier is None
                else "request"
            )
            message = f"документ № {one.no} «{one.name}» должен содержать {lacks}: он получается межведомственно"
            yield Fault(text.path, ("documents", i), message, "укажите поставщика и запрос, которым документ получают")
        elif not interagency and (one.supplier is not None or one.request is not None):
            must = "быть interagency, так как названы поставщик или запрос"
            hint = "исправьте способ получения или уберите supplier и request"
            yield wrong(
                text.path, ("documents", i, "obtained_by"), must, one.obtained_by, hint, of=f"документа № {one.no}"
            )


@text_rule("document-supplier", title="Поставщика документа нет среди участников", point="7")
def document_supplier(scope: Scope, text: CardText) -> Found:
    """The supplier of a document takes part in the card as a supplier."""
    for i, one in enumerate(text.card.documents):
        if one.supplier is not None and one.supplier not in text.suppliers:
            must = "называть участника карты с ролью supplier"
            hint = f"добавьте в participants или выберите из: {_listed(scope, text.suppliers)}"
            yield wrong(text.path, ("documents", i, "supplier"), must, one.supplier, hint, of=f"документа № {one.no}")


@text_rule("document-request", title="Запроса, которым получают документ, в карте нет", point="7")
def document_request(_: Scope, text: CardText) -> Found:
    """The request of a document is one of the requests of the card."""
    for i, one in enumerate(text.card.documents):
        if one.request is not None and one.request not in text.requests:
            hint = f"выберите из: {', '.join(each.no for each in text.card.requests)} — или опишите запрос в requests"
            at = ("documents", i, "request")
            yield wrong(text.path, at, "называть запрос этой карты", one.request, hint, of=f"документа № {one.no}")


@text_rule("document-request-supplier", title="Документ и его запрос называют разных поставщиков", point="7")
def document_request_supplier(scope: Scope, text: CardText) -> Found:
    """A document and the request by which it is obtained name the same supplier."""
    for i, one in enumerate(text.card.documents):
        request = text.requests.get(one.request) if one.request is not None else None
        if request is not None and one.supplier is not None and request.supplier != one.supplier:
            must = f"совпадать с поставщиком запроса {request.no}: {scope.name(request.supplier)}"
            hint = "исправьте поставщика или номер запроса"
            yield wrong(text.path, ("documents", i, "supplier"), must, one.supplier, hint, of=f"документа № {one.no}")


@text_rule("request-consumer", title="Потребителя запроса нет среди участников", point="7")
def request_consumer(scope: Scope, text: CardText) -> Found:
    """Who asks takes part in the card as a consumer."""
    for i, one in enumerate(text.card.requests):
        if one.consumer not in text.consumers:
            must = "называть участника карты с ролью consumer"
            hint = f"добавьте в participants или выберите из: {_listed(scope, text.consumers)}"
            yield wrong(text.path, ("requests", i, "consumer"), must, one.consumer, hint, of=f"запроса {one.no}")


@text_rule("request-supplier", title="Поставщика запроса нет среди участников", point="7")
def request_supplier(scope: Scope, text: CardText) -> Found:
    """Who answers takes part in the card as a supplier."""
    for i, one in enumerate(text.card.requests):
        if one.supplier not in text.suppliers:
            must = "называть участника карты с ролью supplier"
            hint = f"добавьте в participants или выберите из: {_listed(scope, text.suppliers)}"
            yield wrong(text.path, ("requests", i, "supplier"), must, one.supplier, hint, of=f"запроса {one.no}")


@text_rule("request-unused", title="Запросом не получают ни одного документа", point="7", severity="warning")
def request_unused(_: Scope, text: CardText) -> Found:
    """By every request that brings data some document is obtained; a reverse one only tells the other side."""
    used = set(map(_request, text.card.documents))
    for i, one in enumerate(text.card.requests):
        if one.no not in used and one.direction != "reverse":
            message = f"запрос {one.no} «{one.name}» не назван ни у одного документа"
            yield Fault(
                text.path, ("requests", i), message, "укажите его в request нужного документа или уберите запрос"
            )


@text_rule("field-twice", title="Сведения в запросе или ответе повторяются", point="7")
def field_twice(_: Scope, text: CardText) -> Found:
    """Items of a request and of its answer have different names."""
    for i, one in enumerate(text.card.requests):
        for part, fields in (("request_fields", one.request_fields), ("response_fields", one.response_fields)):
            if len(set(map(_name, fields))) < len(fields):
                of = f"ответа на запрос {one.no}" if part == "response_fields" else f"запроса {one.no}"
                yield from _twins(text.path, ("requests", i, part), fields, of)


def _twins(path: str, at: Place, fields: tuple[DataField, ...], of: str) -> Found:
    seen: set[str] = set()
    for i, one in enumerate(fields):
        if one.name in seen:
            hint = "уберите повтор или уточните наименование"
            yield wrong(path, (*at, i, "name"), "встречаться в перечне один раз", one.name, hint, of=of)
        seen.add(one.name)


@text_rule("supplier-document", title="От поставщика не получают ни одного документа", point="7")
def supplier_document(scope: Scope, text: CardText) -> Found:
    """From every supplier of a card a document or information is obtained."""
    named = set(map(_supplier, text.card.documents))
    for i, one in enumerate(text.card.participants):
        if one.role == "supplier" and one.party not in named:
            message = f"в documents должен быть документ поставщика {scope.name(one.party)}, нет ни одного"
            yield Fault(text.path, ("participants", i), message, "опишите, что от него получают, или уберите участника")


@text_rule("supplier-request", title="К поставщику нет ни одного запроса", point="7")
def supplier_request(scope: Scope, text: CardText) -> Found:
    """To every supplier of a card a request is described."""
    named = set(map(_supplier, text.card.requests))
    for i, one in enumerate(text.card.participants):
        if one.role == "supplier" and one.party not in named:
            message = f"в requests должен быть запрос к поставщику {scope.name(one.party)}, нет ни одного"
            yield Fault(
                text.path, ("participants", i), message, "опишите запрос и состав сведений или уберите участника"
            )


def _listed(scope: Scope, parties: tuple[str, ...]) -> str:
    return scope.names(parties) or "пока никого нет"
