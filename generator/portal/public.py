"""The public JSON of cards, version 1: its own models, apart from those of the content, so that addresses stay stable.

Keys stand in the order of the fields; days are ISO dates; what is absent is null; officials who are not to be
published never appear (п. 6). A new version gets a new folder, fields are only ever added to this one.
"""

from collections.abc import Iterator
from datetime import date as Day  # a field is called date
from itertools import chain
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.model.card import ExchangeForm, Request, Route, Service
from generator.model.law import Term, TermUnit
from generator.model.order import Stage
from generator.portal.deadlines import row
from generator.portal.views.names import Names
from generator.portal.views.states import CardState
from generator.portal.views.survey import Survey
from generator.procedure.approvals import Worth
from generator.procedure.standing import Standing

CARDS_FILE = "api/v1/cards.json"
CARDS_FOLDER = "api/v1/cards/"


class Public(BaseModel):
    """Base of everything the portal publishes for programs."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PublicTerm(Public):
    """A term of an answer."""

    value: int = Field(description="Число единиц")
    unit: TermUnit = Field(description="Единица срока")
    basis: str | None = Field(description="Чем установлен срок")


class PublicRequest(Public):
    """One interagency request."""

    no: str = Field(description="Номер запроса")
    name: str = Field(description="Наименование запроса")
    supplier: str = Field(description="Кто отвечает")
    consumer: str = Field(description="Кто запрашивает")
    form: ExchangeForm = Field(description="Форма взаимодействия")
    service: str | None = Field(description="Электронный сервис карты")
    response_term: PublicTerm = Field(description="Срок ответа")


class PublicService(Public):
    """An electronic service with its identifiers in SMEV."""

    id: str = Field(description="Идентификатор сервиса внутри карты")
    name: str = Field(description="Наименование сервиса")
    owner: str = Field(description="Владелец сервиса")
    environment: Literal["production", "test", "development"] = Field(description="Среда СМЭВ")
    smev2: dict[str, str | None] | None = Field(description="Идентификаторы СМЭВ 2: sid, mnemonic, version")
    smev3: dict[str, str | None] | None = Field(description="Идентификаторы СМЭВ 3: mnemonic, namespace, element")


class PublicCard(Public):
    """A card: the text of its latest version, and which version is in force."""

    id: str = Field(description="Идентификатор карты")
    title: str = Field(description="Наименование")
    route: Route = Field(description="Маршрут")
    stage: Stage = Field(description="Стадия последней версии")
    since: Day | None = Field(description="С какого дня эта стадия; пусто у начальной")
    version: int = Field(description="Номер последней версии; остальные поля говорят о ней")
    effective_version: int | None = Field(description="Номер действующей версии; пусто, если ни одна не действует")
    responsible_unit: str = Field(description="Ответственное подразделение")
    interested_units: tuple[str, ...] = Field(description="Заинтересованные подразделения")
    suppliers: tuple[str, ...] = Field(description="Поставщики данных")
    consumers: tuple[str, ...] = Field(description="Потребители данных")
    passport: str | None = Field(description="Паспорт услуги")
    published: Day | None = Field(description="Когда опубликована действующая версия (п. 19); пусто, если ещё нет")
    requests: tuple[PublicRequest, ...] = Field(description="Запросы")
    services: tuple[PublicService, ...] = Field(description="Электронные сервисы")
    url: str = Field(description="Страница карты")


class PublicStage(Public):
    """A stage that a version has reached."""

    version: int = Field(description="Номер версии")
    stage: Stage = Field(description="Стадия")
    on: Day | None = Field(description="В какой день достигнута; пусто у начальной")


class PublicApproval(Public):
    """What an agreement is worth for the present text of its version; `status` is null where there is none yet."""

    version: int = Field(description="Номер версии")
    party: str = Field(description="Кто согласует")
    required: bool = Field(description="Требуется ли согласование Порядком")
    status: Worth | None = Field(description="valid, stale, revoked, no_right; пусто, если согласования нет")
    date: Day | None = Field(description="День согласования")
    kind: str | None = Field(description="Вид записи")
    signatory: str | None = Field(description="Должность подписавшего; пусто, если сведения не публикуются")
    digest: str | None = Field(description="Контрольная сумма согласованного текста")


class PublicRecord(Public):
    """A record, corrected ones too: those have `effective` false."""

    version: int = Field(description="Номер версии")
    name: str = Field(description="Имя файла записи")
    date: Day = Field(description="День события")
    kind: str = Field(description="Вид записи")
    author: str = Field(description="От кого исходит")
    to: str | None = Field(description="Адресат")
    point: str | None = Field(description="Пункт Порядка, если запись его называет")
    service: str | None = Field(description="Сервис карты")
    decision: str | None = Field(description="Решение")
    document: str | None = Field(description="Номер документа")
    document_date: Day | None = Field(description="Дата документа")
    digest: str = Field(description="Контрольная сумма текста, к которому относится запись")
    corrects: str | None = Field(description="Какую запись исправляет")
    effective: bool = Field(description="Учитывается ли запись")


class PublicCardFile(PublicCard):
    """A card with what has happened to all its versions."""

    digest: str = Field(description="Контрольная сумма текста последней версии")
    stages: tuple[PublicStage, ...] = Field(description="Пройденные стадии версий")
    approvals: tuple[PublicApproval, ...] = Field(description="Согласования версий")
    records: tuple[PublicRecord, ...] = Field(description="Записи версий по дням")
    duties: tuple[dict[str, Any], ...] = Field(
        description="Обязанности, как в deadlines.json",
        json_schema_extra={"items": {"$ref": "#/components/schemas/PublicDuty"}},
    )


def cards_json(survey: Survey, address: str) -> bytes:
    """All cards by identifier, one a line, so that a difference of two builds is readable."""
    found = (PublicCard(**_card(survey.cards[card], address)) for card in sorted(survey.cards))
    lines = ",\n".join(one.model_dump_json() for one in found)
    return f"[\n{lines}\n]\n".encode() if lines else b"[]\n"


def card_json(survey: Survey, state: CardState, address: str) -> tuple[str, bytes]:
    """The file of a card."""
    told = card_file(survey, state, address).model_dump_json(indent=1)
    return f"{CARDS_FOLDER}{state.id}.json", f"{told}\n".encode()


def card_file(survey: Survey, state: CardState, address: str) -> PublicCardFile:
    """One card with its history."""
    standings = tuple(state.versions.values())
    return PublicCardFile(
        **_card(state, address),
        digest=state.latest.version.digest,
        stages=tuple(chain.from_iterable(_stages(one) for one in standings)),
        approvals=tuple(chain.from_iterable(_approvals(survey, one) for one in standings)),
        records=tuple(chain.from_iterable(_records(one) for one in standings)),
        duties=tuple(row(duty) for duty in state.duties),
    )


def _card(state: CardState, address: str) -> dict[str, Any]:
    standing = state.latest
    card = standing.version.card
    return {
        "id": state.id,
        "title": card.title,
        "route": card.route,
        "stage": standing.stage,
        "since": standing.course.since,
        "version": standing.version.number,
        "effective_version": state.effective.version.number if state.effective else None,
        "responsible_unit": card.responsible_unit,
        "interested_units": card.interested_units,
        "suppliers": card.suppliers,
        "consumers": card.consumers,
        "passport": card.passport,
        "published": state.published,
        "requests": tuple(_request(one) for one in card.requests),
        "services": tuple(_service(one) for one in card.services),
        "url": f"{address}exchange/cards/{state.id}/",
    }


def _request(one: Request) -> PublicRequest:
    return PublicRequest(
        no=one.no,
        name=one.name,
        supplier=one.supplier,
        consumer=one.consumer,
        form=one.exchange_form,
        service=one.service,
        response_term=_term(one.response_term),
    )


def _term(one: Term) -> PublicTerm:
    return PublicTerm(value=one.value, unit=one.unit, basis=one.basis)


def _service(one: Service) -> PublicService:
    return PublicService(
        id=one.id,
        name=one.name,
        owner=one.owner,
        environment=one.environment,
        smev2=one.smev2.model_dump() if one.smev2 else None,
        smev3=one.smev3.model_dump() if one.smev3 else None,
    )


def _stages(standing: Standing) -> Iterator[PublicStage]:
    course, number = standing.course, standing.version.number
    for one in (*course.passed, *((course.ended,) if course.ended else ())):
        yield PublicStage.model_validate({"version": number, "stage": one.stage, "on": one.on})


def _approvals(survey: Survey, standing: Standing) -> Iterator[PublicApproval]:
    number = standing.version.number
    for one in survey.explanations[standing.version.id, number].signatures:
        record = one.approval.filed.record if one.approval else None
        yield PublicApproval(
            version=number,
            party=one.party,
            required=one.required,
            status=one.approval.worth if one.approval else None,
            date=record.date if record else None,
            kind=record.kind if record else None,
            signatory=_signatory(survey.names, one.party, record.signatory) if record else None,
            digest=record.digest if record else None,
        )


def _signatory(names: Names, party: str, post: str | None) -> str | None:
    return None if names.is_hidden(party, post) else post


def _records(standing: Standing) -> Iterator[PublicRecord]:
    effective = {one.name for one in standing.view.ledger.records}
    for filed in standing.version.records:
        record: Any = filed.record
        if record.date > standing.view.office.today:
            continue
        yield PublicRecord(
            version=standing.version.number,
            name=filed.name,
            date=record.date,
            kind=record.kind,
            author=record.author,
            to=filed.get("to"),
            point=filed.get("point"),
            service=filed.get("service"),
            decision=filed.get("decision"),
            document=record.document.number if record.document else None,
            document_date=record.document.date if record.document else None,
            digest=record.digest,
            corrects=record.corrects,
            effective=filed.name in effective,
        )
