"""Trees of the sound world of tests/checks/build.py: every file as its author would write it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

Tree = dict[str, Any]
File = Callable[..., str]

POST = "Заместитель начальника"
# Identifier, kind, role, short name, parent.
PARTIES = (
    ("fts", "fts", "fts", "ФТС России", None),
    ("guit", "fts_unit", "guit", "ГУИТ", "fts"),
    ("cittu", "fts_unit", "cittu", "ЦИТТУ", "fts"),
    ("au", "fts_unit", "au", "АУ", "fts"),
    ("ud", "fts_unit", "ud", "УД", "fts"),
    ("utn", "fts_unit", None, "Управление товарной номенклатуры", "fts"),
    ("utovek", "fts_unit", None, "УТОВЭК", "fts"),
    ("ctu", "rtu", None, "ЦТУ", "fts"),
    ("vnukovo", "customs", None, "Внуковская таможня", "ctu"),
    ("fns", "foiv", None, "ФНС России", None),
    ("rosreestr", "foiv", None, "Росреестр", None),
    ("minec", "foiv", "minec", "Минэкономразвития России", None),
    ("mincifry", "foiv", "mincifry", "Минцифры России", None),
    ("government", "council", "government", "Правительство", None),
    ("subcommission", "council", "subcommission", "Подкомиссия", None),
    ("secretariat", "council", "expert_secretariat", "Секретариат", None),
)
SIGNED = {"signatory": POST}
SHEET = {"what": "approval_sheet", "form": "original"}
ECARD = {"what": "card", "form": "electronic"}
PROTOCOL = {"what": "protocol", "form": "copy"}
MINUTES = {"number": "7", "date": "2026-05-20"}


def parties() -> dict[str, Tree]:
    """Sixteen parties; FTS bodies have codes where they have one."""
    found: dict[str, Tree] = {}
    for ident, kind, role, name, parent in PARTIES:
        found[ident] = {"id": ident, "kind": kind, "names": [{"full": f"{name} (полностью)", "short": name}]}
        if role is not None:
            found[ident]["role"] = role
        if parent is not None:
            found[ident]["parent"] = parent
    found["vnukovo"]["customs_code"] = "10001000"
    found["mincifry"]["names"] = [
        {"full": "Министерство связи", "short": "Минкомсвязь России", "until": "2018-05-14"},
        {"full": "Министерство цифрового развития", "short": "Минцифры России", "since": "2018-05-15"},
    ]
    return found


def contacts() -> dict[str, Tree]:
    """A list for every party, each with one official who may do everything."""
    found: dict[str, Tree] = {}
    for ident, kind, *_ in PARTIES:
        official = {
            "id": "zam",
            "post": POST,
            "answers_for": ["order", "approval", "signature"],
            "email": f"{ident}@tkmv.example",
            "since": "2025-01-09",
            "confirmed": "2026-10-12",
            "demonstration": "true",
        }
        found[ident] = {"party": ident, "officials": [official]}
        if kind in ("fts_unit", "rtu", "customs"):
            found[ident]["appointment"] = {"number": f"{ident}-1", "date": "2025-01-09", "post": POST}
    return found


def site() -> Tree:
    """A demonstration."""
    return {
        "title": "Портал ТКМВ",
        "organisation": "ФТС России",
        "description": "Пример",
        "address": "https://tkmv.example/",
        "demonstration": "true",
        "as_of": "2026-11-20",
    }


def passports() -> dict[str, Tree]:
    """The passport of the service card."""
    return {
        "carriers": {
            "id": "carriers",
            "name": "Ведение реестра таможенных перевозчиков",
            "short_name": "Реестр перевозчиков",
            "frgu_id": "10000000101",
            "agency": "fts",
            "unit": "utn",
            "territorial_bodies": ["ctu", "vnukovo"],
            "legal_acts": [{"kind": "law", "title": "О таможенном регулировании", "number": "289-ФЗ"}],
            "applicants": ["organisation"],
            "channels": ["лично"],
            "term": {"value": "15", "unit": "working_days"},
            "result": "Запись в реестре",
            "fee": "бесплатно",
            "updated_on": "2026-09-01",
        }
    }


def sittings() -> Tree:
    """One past sitting with a proposal sent in time, one to come with a proposal that is not due yet."""
    sent = {"unit": "utn", "topic": "Сроки ответа", "cards": ["tkmv-fn-land"], "sent_on": "2026-09-10"}
    return {
        "sittings": [
            {"date": "2026-09-24", "proposals": [{**sent, "document": {"number": "12", "date": "2026-09-10"}}]},
            {"date": "2026-12-10", "proposals": [{"unit": "utovek", "topic": "Полнота ответа"}]},
        ]
    }


def _data(*names: str) -> list[Tree]:
    return [{"name": name, "type": "string", "required": "true"} for name in names]


def _request(number: int, consumer: str, supplier: str, service: str) -> Tree:
    return {
        "no": f"А.3-{number}",
        "name": f"Запрос сведений {number}",
        "consumer": consumer,
        "supplier": supplier,
        "direction": "forward",
        "trigger": "Поступление заявления",
        "legal_basis": ["289-ФЗ"],
        "request_fields": _data("ИНН", "ОГРН"),
        "response_fields": _data("Наименование", "Адрес"),
        "exchange_form": "smev3",
        "mode": "async",
        "response_term": {"value": "5", "unit": "working_days"},
        "consent_required": "false",
        "service": service,
        "fallback": "Письмом",
    }


def _document(number: int, supplier: str) -> Tree:
    return {
        "no": str(number),
        "name": f"Выписка {number}",
        "source": "issued_by_state",
        "obtained_by": "interagency",
        "legal_basis": ["289-ФЗ"],
        "supplier": supplier,
        "request": f"А.3-{number}",
    }


def _card(ident: str, route: str, title: str, consumers: tuple[str, ...], suppliers: tuple[str, ...]) -> Tree:
    services = [f"service-{one}" for one in suppliers]
    return {
        "card": ident,
        "version": "1",
        "route": route,
        "title": title,
        "responsible_unit": "utn",
        "interested_units": ["utovek"],
        "participants": [
            *({"party": one, "role": "consumer", "contact": "zam"} for one in consumers),
            *({"party": one, "role": "supplier", "contact": "zam"} for one in suppliers),
        ],
        "procedure": {
            "subject": "Предмет",
            "description": "Порядок",
            "legal_acts": [{"kind": "law", "title": "О таможенном регулировании", "number": "289-ФЗ"}],
            "result": "Решение",
        },
        "documents": [_document(number, one) for number, one in enumerate(suppliers, 1)],
        "requests": [
            _request(number, consumers[0], one, services[number - 1]) for number, one in enumerate(suppliers, 1)
        ],
        "services": [
            {
                "id": service,
                "name": f"Сведения {number}",
                "owner": owner,
                "smev3": {"mnemonic": f"INFO{number}", "namespace": f"urn://example/{number}/1.0.0"},
            }
            for number, (service, owner) in enumerate(zip(services, suppliers, strict=True), 1)
        ],
        "legal_plan": {"obstacles": "none"},
        "tech_plan": [
            {"stage": "requirements", "responsible": "utn", "due": "2026-08-03"},
            {"stage": "operation", "responsible": "cittu", "due": "2026-12-01"},
        ],
    }


def function_card(**change: Any) -> Tree:
    """A card of a function with two suppliers."""
    title = "ТКМВ о сведениях о земельных участках"
    return {**_card("tkmv-fn-land", "function", title, ("fts",), ("fns", "rosreestr")), **change}


def service_card(**change: Any) -> Tree:
    """A card of a service with its passport."""
    card = _card("tkmv-svc-carriers", "service", "ТКМВ о таможенных перевозчиках", ("fts",), ("fns",))
    card["passport"] = "carriers"
    card["procedure"] |= {"frgu_id": "10000000101", "term": {"value": "15", "unit": "working_days"}}
    return {**card, **change}


def incoming_card(**change: Any) -> Tree:
    """A card of another body, which FTS supplies."""
    return {**_card("tkmv-ext-declarations", "incoming", "ТКМВ о декларациях", ("rosreestr",), ("fts",)), **change}


def _days(year: int, month: int, day: int) -> Iterator[str]:
    """Days of a week from a Monday on, one step a day; weekends are left out."""
    at = date(year, month, day)
    while True:
        if at.weekday() < 5:
            yield at.isoformat()
        at += timedelta(days=1)


def walk_function(file: File) -> None:
    """Every step from the first approval to the last notice."""
    on = _days(2026, 2, 2)
    for unit in ("utovek", "au", "guit", "cittu"):
        file("internal_approval", unit, next(on), **SIGNED)
    for supplier in ("fns", "rosreestr"):
        file("sending", "utn", next(on), to=supplier)
    for number, supplier in enumerate(("fns", "rosreestr"), 1):
        day = next(on)
        file("approval_sheet", supplier, day, **SIGNED, document={"number": f"Л-{number}", "date": day})
    papers = [{"what": "approval_sheet", "form": "copy", "party": one} for one in ("fns", "rosreestr")] + [ECARD]
    day = next(on)
    file("memo", "utn", day, to="guit", enclosures=papers, document={"number": "СЗ-1", "date": day})
    file("forwarding", "guit", next(on), to="cittu", enclosures=papers)
    for role in ("minec", "mincifry", "government"):
        file("submission", "guit", next(on), to=role, enclosures=[ECARD])
    on = _days(2026, 5, 20)
    file("subcommission_decision", "subcommission", next(on), decision="approved", document=MINUTES)
    file("protocol_at_fts", "guit", next(on), document=MINUTES)
    file("hand_over", "guit", day := next(on), to="utn", point="18", enclosures=[PROTOCOL])
    file("hand_over", "guit", day, to="utovek", point="18", enclosures=[PROTOCOL])
    file("hand_over", "guit", day, to="cittu", point="18", enclosures=[PROTOCOL, ECARD])
    file("protocol_at_consumer", "utn", next(on), document=MINUTES)
    file("publication", "utn", day := next(on))
    sheets = [{**SHEET, "party": one} for one in ("fns", "rosreestr")]
    file("hand_over", "utn", day, to="ud", point="19", enclosures=[ECARD, *sheets])
    copies = [{**one, "form": "copy"} for one in sheets]
    file("hand_over", "utn", day, to="au", point="19", enclosures=[ECARD, *copies, PROTOCOL])
    file("register_notice", "utn", day, to="au")
    file("functional_requirements", "utn", day, document={"number": "ФТ-1", "date": day})
    file("software_change", "cittu", next(on))
    for service in ("service-fns", "service-rosreestr"):
        file("commissioning", "cittu", day := next(on), service=service)
        for to in ("utn", "guit", "au"):
            file("commissioning_notice", "cittu", day, to=to, service=service)


def walk_service(file: File) -> None:
    """Every step up to the agreement of the supplier."""
    on = _days(2026, 10, 5)
    for unit in ("utovek", "guit", "cittu"):
        file("internal_approval", unit, day := next(on), **SIGNED, gis={"number": f"ГИС-{unit}", "date": day})
    file("sending", "utn", day := next(on), to="fns", gis={"number": "ГИС-1", "date": day})
    file("supplier_approval", "fns", day := next(on), **SIGNED, gis={"number": "ГИС-2", "date": day})


def walk_incoming(file: File) -> None:
    """Every step up to the papers after the protocol; the service is not registered yet."""
    on = _days(2026, 3, 2)
    file("designation", "ud", next(on), to="utn")
    for unit in ("utovek", "cittu"):
        file("internal_approval", unit, next(on), **SIGNED)
    file("sending", "utn", next(on), to="rosreestr")
    day = next(on)
    file("sheet_returned", "rosreestr", day, document={"number": "Л-3", "date": day})
    file("ecard_received", "rosreestr", next(on))
    sheet = {**SHEET, "party": "rosreestr"}
    electronic = [{**sheet, "form": "electronic"}, ECARD]
    for to in ("utovek", "guit"):
        file("hand_over", "utn", next(on), to=to, point="44", enclosures=electronic)
    file("register_notice", "utn", next(on), to="au")
    on = _days(2026, 5, 20)
    file("protocol_at_fts_supplier", "utn", next(on), document=MINUTES)
    day = next(on)
    file("hand_over", "utn", day, to="ud", point="45", enclosures=[ECARD, sheet])
    file("hand_over", "utn", day, to="au", point="45", enclosures=[ECARD, {**sheet, "form": "copy"}, PROTOCOL])
    file("hand_over", "utn", day, to="guit", point="45", enclosures=[PROTOCOL])
    file("hand_over", "utn", day, to="cittu", point="45", enclosures=[PROTOCOL, ECARD])
    file("functional_requirements", "utn", day, document={"number": "ФТ-2", "date": day})
    file("software_change", "cittu", next(on))
