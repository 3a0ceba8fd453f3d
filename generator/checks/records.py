"""Rules over what a single record says: its name, parties, dates, paper, and the text it concerns."""

from typing import Any

from generator.checks.cards import PARTY
from generator.checks.rule import Fault, Found, content_rule, records_rule, wrong
from generator.checks.scope import Scope, day
from generator.model.content import CardVersion
from generator.model.record import KINDS, InternalApproval, Record, Sending, SupplierApproval
from generator.procedure.actors import KINDS_OF_ROUTE

# The point that a kind of record comes from; approvals and remarks depend on the route.
POINTS: dict[str, str] = {
    "designation": "42",
    "supplier_approval": "11",
    "sheet_returned": "44",
    "ecard_received": "44",
    "memo": "15",
    "forwarding": "16",
    "submission": "17",
    "ministry_answer": "17",
    "subcommission_decision": "17",
    "protocol_at_fts": "18",
    "protocol_at_consumer": "19",
    "protocol_at_fts_supplier": "45",
    "publication": "19",
    "commissioning": "23",
    "commissioning_notice": "23",
    "service_registration": "49",
    "registration_notice": "49",
    "expert_proposal": "40",
}
# Internal approval, sending, register notice and the rest by route, where the kind alone does not tell.
ROUTE_POINTS: dict[str, dict[str, str]] = {
    "service": {
        "internal_approval": "10",
        "remarks": "10",
        "remarks_answer": "10",
        "sending": "11",
        "approval_sheet": "11",
        "register_notice": "20",
        "functional_requirements": "21",
        "software_change": "22",
    },
    "function": {
        "internal_approval": "14",
        "remarks": "14",
        "remarks_answer": "14",
        "sending": "14",
        "approval_sheet": "14",
        "register_notice": "20",
        "functional_requirements": "21",
        "software_change": "22",
    },
    "incoming": {
        "internal_approval": "43",
        "remarks": "43",
        "remarks_answer": "43",
        "sending": "43",
        "approval_sheet": "43",
        "register_notice": "46",
        "functional_requirements": "47",
        "software_change": "48",
    },
}
# Papers that are nothing without their number and date, and those that mostly have them.
PROTOCOLS = frozenset({"subcommission_decision", "protocol_at_fts", "protocol_at_consumer", "protocol_at_fts_supplier"})
PAPERS = frozenset({"approval_sheet", "sheet_returned", "memo", "functional_requirements"})


def point_of(kind: str, route: str) -> str:
    """The point that a record of this kind comes from on this route; empty where it comes from none."""
    return POINTS.get(kind) or ROUTE_POINTS[route].get(kind, "")


def said(record: Record, field: str) -> Any:
    """What a record says in a field that its kind may lack; getattr would be a hundred times slower then."""
    return record.__dict__.get(field)


@records_rule("record-party", title="Участник, названный в записи, не найден")
def record_party(scope: Scope, version: CardVersion) -> Found:
    """The author, the addressee and the owners of enclosed sheets are parties."""
    parties = scope.content.parties
    for name, record in ((one.name, one.record) for one in version.records):
        if record.author not in parties:
            yield wrong(version.record_path(name), ("author",), PARTY, record.author, scope.meant(record.author))
        to = said(record, "to")
        if to is not None and to not in parties:
            yield wrong(version.record_path(name), ("to",), PARTY, to, scope.meant(to))
        for i, paper in enumerate(record.enclosures):
            if paper.party is not None and paper.party not in parties:
                at = ("enclosures", i, "party")
                yield wrong(version.record_path(name), at, PARTY, paper.party, scope.meant(paper.party))


@records_rule("record-route", title="Запись такого вида не бывает на этом маршруте")
def record_route(_: Scope, version: CardVersion) -> Found:
    """A record is of a kind that its route knows."""
    route = version.card.route
    for filed in version.records:
        routes = KINDS_OF_ROUTE.get(filed.record.kind)
        if routes is not None and route not in routes:
            kind = filed.record.kind
            must = f"быть видом записи, который бывает на маршруте {route}"
            hint = f"«{KINDS[kind]}» относится к маршруту {', '.join(sorted(routes))}: проверьте kind и карту"
            yield wrong(version.record_path(filed.name), ("kind",), must, kind, hint, point=POINTS.get(kind, ""))


@records_rule("record-service", title="Сервиса, названного в записи, в карте нет")
def record_service(_: Scope, version: CardVersion) -> Found:
    """A record about a service names a service of the card."""
    for filed in version.records:
        service = said(filed.record, "service")
        if service is not None and all(one.id != service for one in version.card.services):
            have = ", ".join(one.id for one in version.card.services) or "в карте сервисов нет"
            point = point_of(filed.record.kind, version.card.route)
            must = "называть сервис этой карты"
            yield wrong(version.record_path(filed.name), ("service",), must, service, f"есть: {have}", point=point)


@records_rule("record-future", title="Запись датирована будущим днём")
def record_future(scope: Scope, version: CardVersion) -> Found:
    """A record is made when the event has happened, not before."""
    today = scope.today
    for filed in version.records:
        if filed.record.date > today:
            must = f"быть не позже сегодняшнего дня ({today})"
            hint = "исправьте дату или внесите запись, когда событие произойдёт"
            yield wrong(version.record_path(filed.name), ("date",), must, filed.record.date, hint)


@records_rule("document-late", title="Документ датирован позже события")
def document_late(_: Scope, version: CardVersion) -> Found:
    """The paper of an event and its mark in the state system are not dated later than the event."""
    for name, record in ((one.name, one.record) for one in version.records):
        if record.document is not None and record.document.date > record.date:
            must = f"быть не позже даты записи ({record.date})"
            hint = "проверьте дату документа и дату события"
            yield wrong(version.record_path(name), ("document", "date"), must, record.document.date, hint)
        gis = said(record, "gis")
        if gis is not None and gis.date > record.date:
            must = f"быть не позже даты записи ({record.date})"
            hint = "проверьте дату отметки в ГИС и дату события"
            yield wrong(version.record_path(name), ("gis", "date"), must, gis.date, hint)


@records_rule("protocol-document", title="Не указаны номер и дата протокола")
def protocol_document(_: Scope, version: CardVersion) -> Found:
    """A decision of the Subcommission and a receipt of its protocol name the number and the date of the protocol."""
    for filed in version.records:
        if filed.record.kind in PROTOCOLS and filed.record.document is None:
            message = "поле document должно содержать номер и дату протокола Подкомиссии, оно не заполнено"
            point = POINTS[filed.record.kind]
            hint = "укажите number и date по протоколу"
            yield Fault(version.record_path(filed.name), (), message, hint, point)


@records_rule("paper-document", title="Не указаны реквизиты документа", severity="warning")
def paper_document(_: Scope, version: CardVersion) -> Found:
    """Approval sheets, memos and functional requirements have a number and a date."""
    for filed in version.records:
        if filed.record.kind in PAPERS and filed.record.document is None:
            what = KINDS[filed.record.kind]
            message = f"поле document должно содержать номер и дату документа, оно не заполнено: «{what}»"
            point = point_of(filed.record.kind, version.card.route)
            hint = "укажите number и date; для документа без номера — «б/н»"
            yield Fault(version.record_path(filed.name), (), message, hint, point)


@records_rule("gis-mark", title="Нет отметки ГИС «Проектирование ТКМВ»", point="9", severity="warning")
def gis_mark(_: Scope, version: CardVersion) -> Found:
    """Cards of state services are agreed and sent through the state system, whose mark the record keeps."""
    if version.card.route != "service":
        return
    for filed in version.records:
        record = filed.record
        if isinstance(record, InternalApproval | SupplierApproval | Sending) and record.gis is None:
            message = "поле gis должно содержать номер и дату отметки в ГИС «Проектирование ТКМВ», оно не заполнено"
            point = point_of(record.kind, "service")
            hint = "перенесите отметку из ГИС"
            yield Fault(version.record_path(filed.name), (), message, hint, point)


@records_rule("sheet-owner", title="Не указано, чей лист утверждения приложен", point="15")
def sheet_owner(scope: Scope, version: CardVersion) -> Found:
    """An enclosed approval sheet names whose it is: a supplier of the card, on an incoming card a recipient."""
    card = version.card
    for filed in version.records:
        for i, paper in enumerate(filed.record.enclosures):
            if paper.what != "approval_sheet":
                continue
            owners = card.consumers if card.route == "incoming" else card.suppliers
            if paper.party not in owners:
                point = "44" if card.route == "incoming" else ""
                must = "называть, чей это лист утверждения"
                hint = f"выберите из: {scope.names(owners)}"
                at = ("enclosures", i, "party")
                got = paper.party or "пусто"
                yield wrong(version.record_path(filed.name), at, must, got, hint, point=point)


@content_rule("digest-of-another-card", title="Запись относится к тексту другой карты")
def digest_of_another_card(scope: Scope) -> Found:
    """A record concerns a text of its own version: the digest of another card shows that the record was copied."""
    for version in scope.versions():
        for filed in version.records:
            digest = filed.record.digest
            if digest != version.digest and (other := scope.texts.get(digest)) is not None:
                message = f"поле digest должно называть текст этой версии, получена сумма текста {other.path}"
                hint = f"укажите сумму из вывода tkmv digest {version.id}@v{version.number} или уберите чужую запись"
                yield Fault(version.record_path(filed.name), ("digest",), message, hint)


@records_rule("answer-target", title="Ответ дан не на те замечания")
def answer_target(scope: Scope, version: CardVersion) -> Found:
    """An answer to remarks names the record with the remarks and goes to their author."""
    for filed in version.records:
        record = filed.record
        if record.kind != "remarks_answer":
            continue
        point = point_of(record.kind, version.card.route)
        path = version.record_path(filed.name)
        target = next((one.record for one in version.records if one.name == record.answers), None)
        if target is None or target.kind != "remarks":
            have = ", ".join(one.name for one in version.records if one.record.kind == "remarks") or "замечаний нет"
            must = "называть файл записи с замечаниями из этой же папки"
            yield wrong(path, ("answers",), must, record.answers, f"есть: {have}", point=point)
        elif target.author != record.to:
            must = f"называть автора замечаний: {scope.name(target.author)}"
            yield wrong(path, ("to",), must, record.to, "исправьте адресата или имя записи в answers", point=point)
        elif target.date > record.date:
            must = f"быть не раньше замечаний ({day(target.date)})"
            yield wrong(path, ("date",), must, record.date, "проверьте дату ответа", point=point)


@records_rule("proposal-sitting", title="Предложение к заседанию, которого нет в календаре", point="40")
def proposal_sitting(scope: Scope, version: CardVersion) -> Found:
    """A proposal to the expert group names a sitting of the calendar to which its author has a proposal."""
    for filed in version.records:
        record = filed.record
        if record.kind != "expert_proposal":
            continue
        sittings = scope.content.sittings.sittings if scope.content.sittings else ()
        proposals = [
            proposal
            for sitting in sittings
            if sitting.date == record.sitting
            for proposal in sitting.proposals
            if proposal.unit == record.author and version.id in proposal.cards
        ]
        if not proposals:
            must = (
                "называть заседание, к которому в content/monitoring/sittings.yml есть предложение автора по этой карте"
            )
            hint = "проверьте дату заседания или внесите предложение в календарь"
            yield wrong(version.record_path(filed.name), ("sitting",), must, record.sitting, hint)
