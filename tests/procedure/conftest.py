"""Steps of the examples: Russian sentences of tests/procedure/*.feature turned into records and questions."""

import re
from datetime import date
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when

from generator.model.content import FiledRecord
from generator.model.record import ENCLOSURES, FORMS, KINDS, RECORD_CLASSES
from generator.model.sittings import Proposal, Sitting, Sittings
from generator.procedure.actors import KINDS_OF_ROUTE, addressees, authors
from generator.procedure.duties import Duty
from generator.procedure.sequence import obstacles
from tests.procedure.world import IDS, KIND_BY_TITLE, NAMES, Desk, card_tree

ROUTES = {"услуге": "service", "функции": "function", "ФОИВ": "incoming"}
STATUS = {
    "срок идёт": "open",
    "просрочено": "overdue",
    "исполнено": "done",
    "исполнено с опозданием": "done_late",
    "срок не установлен": "no_term",
}


@pytest.fixture
def desk() -> Desk:
    """The example's card; the first sentence says of which route."""
    return Desk(card_tree("function"))


def _stage(desk: Desk, title: str) -> str:
    rule = desk.content().order.route(desk.route)  # type: ignore[union-attr,arg-type]
    return next(one.stage for one in rule.stages if one.title == title)


def _day(text: str) -> date:
    day, month, year = text.split(".")
    return date(int(year), int(month), int(day))


_CARD = re.compile(
    r"ТКМВ (?:по )?(?P<route>услуге|функции|ФОИВ)(?: поставщиков (?P<who>.+?))?(?: \((?P<cast>[^)]+)\))?"
    r" в стадии «(?P<stage>[^»]+)»"
)


@given(parsers.re(_CARD.pattern))
def _card(desk: Desk, route: str, who: str | None, cast: str | None, stage: str) -> None:
    change = _cast(cast)
    if who:
        change["others"] = tuple(IDS[one] for one in who.split(" и "))
    desk.tree = card_tree(ROUTES[route], **change)
    desk.walk(_stage(desk, stage))


def _cast(text: str | None) -> dict[str, Any]:
    """What the brackets after the name of the card change: «ответственное: ГУИТ; заинтересованные: нет»."""
    change: dict[str, Any] = {}
    for part in text.split("; ") if text else ():
        what, _, value = part.partition(": ")
        names = value.split(", ") if value != "нет" else []
        match what:
            case "ответственное":
                change["responsible_unit"] = IDS[value]
            case "заинтересованные":
                change["interested_units"] = [IDS[one] for one in names]
            case "получатели":
                change["others"] = tuple(IDS[one] for one in names)
            case "сервисы":
                change["services"] = names
            case _:
                raise ValueError(part)
    return change


@given(
    parsers.re(
        r"заседание экспертной группы (?P<day>[\d.]+), (?P<who>[^,]+?) вносит предложение(?P<card> по этой ТКМВ)?"
    )
)
def _sitting(desk: Desk, day: str, who: str, card: str | None) -> None:
    proposal = Proposal(unit=IDS[who], topic="Сроки ответа", cards=("tkmv-primer",) if card else ())
    desk.sittings = Sittings(sittings=(Sitting(date=_day(day), proposals=(proposal,)),))


@given(parsers.parse("{day} предложение направлено в секретариат"))
@when(parsers.parse("{day} предложение направлено в секретариат"))
def _proposed(desk: Desk, day: str) -> None:
    assert desk.sittings is not None
    sitting = desk.sittings.sittings[0]
    sent = sitting.proposals[0].model_copy(update={"sent_on": _day(day)})
    desk.sittings = Sittings(sittings=(sitting.model_copy(update={"proposals": (sent,)}),))


_RECORD = re.compile(
    r"(?P<day>\d\d\.\d\d\.\d{4}) (?P<who>[^«]+?): «(?P<kind>.+?)»(?= → |, |$)"
    r"(?: → (?P<to>[А-Яа-яЁё ]+?))?(?:, (?P<more>.+))?"
)


def _record(desk: Desk, sentence: re.Match[str]) -> FiledRecord:
    fields: dict[str, Any] = {}
    if sentence["to"]:
        fields["to"] = IDS[sentence["to"]]
    for part in (sentence["more"] or "").split(", ") if sentence["more"] else ():
        name, _, value = part.partition(" ")
        match name:
            case "п.":
                fields["point"] = value
            case "решение":
                fields["decision"] = {"одобрено": "approved", "отказано": "refused", "согласовано": "agreed"}[value]
            case "сервис":
                fields["service"] = value
            case "приложены:":
                fields["enclosures"] = tuple(_enclosure(one) for one in value.split("; "))
            case "текст":
                fields["text"] = value
            case "причина":
                fields["reason"] = value
            case "подписал":
                fields["signatory"] = value
            case "заседание":
                fields["sitting"] = _day(value)
            case "вместо" | "запись":
                fields["corrects"] = next(one.name for one in reversed(desk.filed) if one.record.date == _day(value))
            case _:
                raise ValueError(part)
    kind = KIND_BY_TITLE[sentence["kind"]]
    if kind == "remarks":
        fields.setdefault("text", "замечание")
    if kind == "remarks_answer":
        remark = next(one for one in desk.filed if one.record.kind == "remarks")
        fields |= {"answers": remark.name, "text": "учтено"}
    return desk.file(kind, IDS[sentence["who"]], _day(sentence["day"]), **fields)


def _enclosure(text: str) -> dict[str, str]:
    found = re.fullmatch(r"(?P<what>[^(]+?) \((?P<form>[^)]+)\)(?: (?P<party>.+))?", text)
    assert found, text
    what = next(kind for kind, title in ENCLOSURES.items() if title == found["what"])
    form = next(kind for kind, title in FORMS.items() if title == found["form"])
    return {"what": what, "form": form, **({"party": IDS[found["party"]]} if found["party"] else {})}


@given(parsers.re(_RECORD.pattern), target_fixture="filed")
@when(parsers.re(_RECORD.pattern), target_fixture="filed")
def _filed(desk: Desk, day: str, who: str, kind: str, to: str | None, more: str | None) -> FiledRecord:
    sentence = re.fullmatch(_RECORD, f"{day} {who}: «{kind}»{f' → {to}' if to else ''}{f', {more}' if more else ''}")
    assert sentence
    return _record(desk, sentence)


@given("текст ТКМВ изменён")
@when("текст ТКМВ изменён")
def _edited(desk: Desk) -> None:
    desk.tree = {**desk.tree, "title": "Пример ТКМВ, изменённый"}


@when("заведена новая версия")
def _next_version(desk: Desk) -> None:
    desk.earlier.append(desk.version)
    desk.tree = {**desk.tree, "version": str(desk.version.number + 1), "title": "Пример ТКМВ, вторая редакция"}
    desk.filed = []


@when(parsers.parse("новая версия доведена до стадии «{stage}»"))
def _next_walked(desk: Desk, stage: str) -> None:
    desk.walk(_stage(desk, stage))


@then(parsers.re(r"(?P<day>[\d.]+) стадия «(?P<stage>[^»]+)»"))
def _stage_is(desk: Desk, day: str, stage: str) -> None:
    found = desk.procedure(_day(day)).standing("tkmv-primer")
    assert found.stage == _stage(desk, stage)


@then(parsers.re(r"(?P<day>[\d.]+) стадия «(?P<stage>[^»]+)» наступила (?P<since>[\d.]+)"))
def _stage_since(desk: Desk, day: str, stage: str, since: str) -> None:
    found = desk.procedure(_day(day)).standing("tkmv-primer")
    assert found.course.on(_stage(desk, stage)) == _day(since)


@then(parsers.parse("{day} прежняя версия в стадии «{stage}»"))
def _former_stage_is(desk: Desk, day: str, stage: str) -> None:
    found = desk.procedure(_day(day)).standing("tkmv-primer", 1)
    assert found.stage == _stage(desk, stage)


@then(parsers.parse("шаг преждевременный по пункту {point}: {reason}"))
def _refused(desk: Desk, filed: FiledRecord, point: str, reason: str) -> None:
    standing = desk.procedure(date(2027, 6, 1)).standing("tkmv-primer")
    found = [(one.point, one.message) for one in obstacles(standing.view, filed, standing.course)]
    assert found == [(point, reason)]


@then("шаг принимается")
def _accepted(desk: Desk, filed: FiledRecord) -> None:
    standing = desk.procedure(date(2027, 6, 1)).standing("tkmv-primer")
    assert list(obstacles(standing.view, filed, standing.course)) == []


@then(parsers.parse("на {day} по пункту {point} обязанностей нет"))
def _no_duties(desk: Desk, day: str, point: str) -> None:
    assert not [one for one in desk.procedure(_day(day)).duties() if one.point == point]


@then(parsers.parse("на {day} по пункту {point} обязанности:"))
def _duties(desk: Desk, day: str, point: str, datatable: list[list[str]]) -> None:
    heads, *rows = datatable
    found = [_cells(one) for one in desk.procedure(_day(day)).duties() if one.point == point]
    assert sorted([one[head] for head in heads] for one in found) == sorted(rows)


def _cells(duty: Duty) -> dict[str, str]:
    papers = "; ".join(one.title + (f" {NAMES[one.party]}" if one.party else "") for one in duty.enclosures)
    return {
        "кто": NAMES[duty.bearer],
        "кому": NAMES[duty.addressee] if duty.addressee else "",
        "что": duty.title,
        "сервис": duty.service or "",
        "приложения": papers,
        "начало": f"{duty.started:%d.%m.%Y}",
        "срок": f"{duty.due:%d.%m.%Y}" if duty.due else "",
        "исполнено": f"{duty.done:%d.%m.%Y}" if duty.done else "",
        "состояние": next(title for title, status in STATUS.items() if status == duty.status),
        "опоздание": str(duty.days_late),
        "основание": duty.no_term or "",
        "примечание": duty.note or "",
    }


@then("записи вносят и адресуют:")
def _who_records(desk: Desk, datatable: list[list[str]]) -> None:
    _, *rows = datatable
    view, content = desk.procedure(date(2026, 3, 2)).standing("tkmv-primer").view, desk.content()
    fts = [NAMES[one.id] for one in content.parties.values() if one.of_fts]
    for title, by, to in rows:
        kind = KIND_BY_TITLE[title]
        assert _named(authors(kind, view.cast, content)) == _listed(by, fts), title
        if "to" in RECORD_CLASSES[list(KINDS).index(kind)].model_fields:
            assert _named(addressees(kind, view.cast, content)) == _listed(to, fts), title
        else:
            assert not to, title
    assert {KIND_BY_TITLE[row[0]] for row in rows} == {
        kind for kind in KINDS if desk.route in KINDS_OF_ROUTE.get(kind, {desk.route})
    }


def _named(parties: tuple[str, ...] | None) -> list[str] | None:
    return None if parties is None else sorted(NAMES[one] for one in parties)


def _listed(cell: str, fts: list[str]) -> list[str] | None:
    if cell == "любой":
        return None
    names = cell.split(", ")
    return sorted({*(one for one in names if one != "все ФТС"), *(fts if "все ФТС" in names else ())})


@then("раньше времени были бы записи:")
def _premature(desk: Desk, datatable: list[list[str]]) -> None:
    heads, *rows = datatable
    found = [[row[0], *(_points(desk, row[0], stage) for stage in heads[1:])] for row in rows]
    assert found == rows
    assert {KIND_BY_TITLE[row[0].split(", п. ")[0]] for row in rows} == {
        kind for kind in KINDS if desk.route in KINDS_OF_ROUTE.get(kind, {desk.route}) and kind != "correction"
    }


def _points(desk: Desk, record: str, stage: str) -> str:
    """Points that stand in the way of a record at a stage."""
    title, _, point = record.partition(", п. ")
    fresh, kind = Desk(desk.tree), KIND_BY_TITLE[title]
    fresh.walk(_stage(fresh, stage))
    procedure = fresh.procedure(date(2026, 3, 2))
    cast, content = procedure.standing("tkmv-primer").view.cast, fresh.content()
    by = (authors(kind, cast, content) or ("potrebitel",))[0]
    to = (addressees(kind, cast, content) or ("fns",))[0]
    fields = {
        "to": to,
        "point": point or "18",
        "service": "egrul",
        "decision": "agreed" if kind == "ministry_answer" else "approved",
        "text": "слова",
        "reason": "причина",
        "answers": "x.yml",
        "sitting": date(2026, 3, 19),
    }
    model = RECORD_CLASSES[list(KINDS).index(kind)]
    filed = fresh.file(kind, by, date(2026, 3, 2), **{k: v for k, v in fields.items() if k in model.model_fields})
    standing = fresh.procedure(date(2026, 3, 2)).standing("tkmv-primer")
    return ", ".join(one.point for one in obstacles(standing.view, filed, standing.course))
