"""One version of a technological card (ТКМВ): only what the parties agree on (point 7).

What happens later (approvals, dates, numbers of registers) is a record; what follows from both is computed.
"""

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.law import LegalAct, Term
from generator.model.types import (
    ID,
    SID,
    SMEV2_MNEMONIC,
    SMEV2_VERSION,
    SMEV3_MNEMONIC,
    SMEV3_NAMESPACE,
    XML_NAME,
    Day,
    FileName,
    Flag,
    Frgu,
    Id,
    Line,
    Positive,
    RequestNo,
    Sha256,
    Strict,
    Text,
)

Route = Literal["service", "function", "incoming"]
ROUTES: dict[Route, str] = {
    "service": "государственная услуга (разделы II, IV)",
    "function": "государственная функция (разделы III, IV)",
    "incoming": "ТКМВ другого ФОИВ (раздел VII)",
}
Applicant = Literal["individual", "entrepreneur", "organisation"]
ExchangeForm = Literal["smev2", "smev3", "portal", "email", "paper", "media"]
TechStage = Literal["requirements", "development", "test_env", "production_registration", "operation"]


class Participant(Strict):
    """Form А.0: a party of the card with its role and its people."""

    party: Id = Field(description="Участник обмена")
    role: Literal["consumer", "supplier"] = Field(description="Роль: потребитель или поставщик данных")
    unit: Line | None = Field(None, description="Подразделение участника, которое ведёт обмен")
    contact: Id | None = Field(None, description="Ответственный: запись из списка контактов участника")
    signatory: Line | None = Field(None, description="Должность того, кто подписывает лист утверждения")


class Procedure(Strict):
    """Form А.1: the service or function and how it is rendered."""

    subject: Line = Field(description="Наименование государственной услуги (функции)")
    frgu_id: Frgu | None = Field(None, description="Реестровый номер ФРГУ")
    description: Text = Field(description="Описание порядка: шаги, в которых нужны сведения")
    legal_acts: tuple[LegalAct, ...] = Field(min_length=1, description="Акты, регулирующие услугу (функцию)")
    regulation: LegalAct | None = Field(None, description="Административный регламент; может отсутствовать")
    result: Line = Field(description="Результат услуги (функции)")
    term: Term | None = Field(None, description="Срок предоставления; для услуг обязателен")
    applicants: tuple[Applicant, ...] = Field((), description="Категории заявителей")
    cases: tuple[Line, ...] = Field((), description="Подуслуги, случаи")


class Document(Strict):
    """Form А.2: a document or information that the service or function needs."""

    no: Positive = Field(description="Порядковый номер")
    name: Line = Field(description="Наименование документа (сведений)")
    short_name: Line | None = Field(None, description="Краткое наименование")
    source: Literal["applicant", "issued_by_state", "internal"] = Field(description="Кто создаёт документ")
    obtained_by: Literal["applicant", "interagency", "internal"] = Field(description="Как документ получают")
    legal_basis: tuple[Line, ...] = Field(min_length=1, description="Правовое основание требования")
    base_resource: Line | None = Field(None, description="Базовый государственный информационный ресурс")
    supplier: Id | None = Field(None, description="Поставщик данных; обязателен для межведомственного получения")
    request: RequestNo | None = Field(None, description="Запрос, которым документ получают")


class DataField(Strict):
    """One item of a request or an answer."""

    name: Line = Field(description="Наименование сведений")
    xml_name: str | None = Field(None, pattern=XML_NAME, description="Имя элемента в схеме, если известно")
    type: Literal["string", "number", "date", "boolean", "file", "list", "object"] = Field(description="Вид значения")
    required: Flag = Field(description="Обязательность")
    note: Line | None = Field(None, description="Примечание: формат, справочник")


class Request(Strict):
    """Form А.3: one interagency request to one supplier and its answer."""

    no: RequestNo = Field(description="Номер запроса")
    name: Line = Field(description="Наименование запроса")
    consumer: Id = Field(description="Кто запрашивает")
    supplier: Id = Field(description="Кто отвечает")
    direction: Literal["forward", "reverse", "both"] = Field(description="Направление обмена: прямое, обратное, оба")
    trigger: Line = Field(description="Событие, после которого направляют запрос")
    legal_basis: tuple[Line, ...] = Field(min_length=1, description="Правовое основание запроса")
    request_fields: tuple[DataField, ...] = Field(min_length=1, description="Состав запроса")
    response_fields: tuple[DataField, ...] = Field(min_length=1, description="Состав ответа")
    formats: tuple[Line, ...] = Field((), description="Типы документов по Альбому форматов ФТС России")
    exchange_form: ExchangeForm = Field(description="Форма взаимодействия")
    mode: Literal["sync", "async", "broadcast", "push"] | None = Field(None, description="Режим обмена через СМЭВ")
    send_term: Term | None = Field(None, description="Срок направления запроса")
    response_term: Term = Field(description="Срок ответа")
    consent_required: Flag = Field(description="Нужно ли согласие заявителя на обработку персональных данных")
    expected_volume: Positive | None = Field(None, description="Ожидаемое число запросов в месяц")
    service: Id | None = Field(None, description="Электронный сервис из перечня services этой карты")
    fallback: Text = Field(description="Как получают сведения, когда обмен недоступен")

    @model_validator(mode="after")
    def _smev_complete(self) -> "Request":
        if self.exchange_form in ("smev2", "smev3") and (self.mode is None or self.service is None):
            lacking = "mode" if self.mode is None else "service"
            raise PydanticCustomError(
                "smev_incomplete",
                "{must}",
                {
                    "must": f"содержать {lacking}, так как обмен идёт через СМЭВ",
                    "hint": "укажите режим и сервис или выберите другую форму взаимодействия",
                    "point": "7",
                },
            )
        return self


class Smev2(Strict):
    """Identifiers of a SMEV 2 service; unconfirmed ones stay empty."""

    sid: str | None = Field(None, pattern=SID, description="Идентификатор сервиса на шлюзе, SID и 7 цифр")
    mnemonic: str | None = Field(None, pattern=SMEV2_MNEMONIC, description="Мнемоника информационной системы")
    version: str | None = Field(None, pattern=SMEV2_VERSION, description="Версия сервиса")


class Smev3(Strict):
    """Identifiers of a SMEV 3 information type; its mnemonics have a form of their own."""

    mnemonic: str | None = Field(None, pattern=SMEV3_MNEMONIC, description="Мнемоника информационной системы")
    namespace: str | None = Field(None, pattern=SMEV3_NAMESPACE, description="Пространство имён вида сведений")
    element: str | None = Field(None, pattern=XML_NAME, description="Корневой элемент вида сведений")


class Service(Strict):
    """An electronic service of the card: whose it is and how it is identified in SMEV."""

    id: Id = Field(description="Идентификатор сервиса внутри карты")
    name: Line = Field(description="Наименование сервиса (вида сведений)")
    owner: Id = Field(description="Владелец сервиса")
    environment: Literal["production", "test", "development"] = Field(
        "production", description="Среда СМЭВ, в которой известны идентификаторы"
    )
    smev2: Smev2 | None = Field(None, description="Идентификаторы СМЭВ 2")
    smev3: Smev3 | None = Field(None, description="Идентификаторы СМЭВ 3")

    @model_validator(mode="after")
    def _one_generation(self) -> "Service":
        if self.smev2 is not None and self.smev3 is not None:
            raise PydanticCustomError(
                "two_generations",
                "{must}",
                {
                    "must": "содержать либо smev2, либо smev3",
                    "hint": "опишите второй сервис отдельной записью",
                    "point": "7",
                },
            )
        return self


class LegalChange(Strict):
    """Form А.4: a planned change of an act that stands in the way."""

    act: Line = Field(description="Акт, который меняют")
    obstacle: Text = Field(description="Правовое препятствие")
    change: Text = Field(description="Содержание изменения")
    responsible: Id = Field(description="Ответственный")
    due: Day = Field(description="Плановый срок")
    suppliers: tuple[Id, ...] = Field((), description="К каким поставщикам относится; пусто: ко всем")
    note: Line | None = Field(None, description="Примечание")


class LegalPlan(Strict):
    """Plan of changes to legal acts; that there are no obstacles is said, not left out."""

    obstacles: Literal["none", "exist"] = Field(description="Есть ли правовые препятствия: none или exist")
    changes: tuple[LegalChange, ...] = Field((), description="Планируемые изменения")

    @model_validator(mode="after")
    def _said(self) -> "LegalPlan":
        if (self.obstacles == "exist") != bool(self.changes):
            raise PydanticCustomError(
                "legal_plan",
                "{must}",
                {
                    "must": "перечислять изменения в changes тогда и только тогда, когда obstacles: exist",
                    "hint": "опишите изменения или укажите obstacles: none",
                    "point": "7",
                },
            )
        return self


class TechStep(Strict):
    """Form А.5: a step of technical implementation with its planned date."""

    stage: TechStage = Field(description="Этап: требования, разработка, тестовая среда, регистрация, эксплуатация")
    responsible: Id = Field(description="Ответственный")
    due: Day = Field(description="Плановый срок")
    suppliers: tuple[Id, ...] = Field((), description="К каким поставщикам относится; пусто: ко всем")
    software: Line | None = Field(None, description="Программное средство ЕАИС ТО")
    note: Line | None = Field(None, description="Примечание")


class Annex(Strict):
    """A file that belongs to the agreed text."""

    title: Line = Field(description="Наименование приложения")
    file: FileName = Field(description="Файл в папке версии, например files/form.pdf")
    sha256: Sha256 = Field(description="Контрольная сумма файла")


class Card(Strict):
    """A version of a technological card of interagency interaction: everything of point 7."""

    card: str = Field(pattern=ID, description="Идентификатор карты, равен имени папки")
    version: Positive = Field(description="Номер версии, равен номеру папки v1, v2")
    route: Route = Field(description="Маршрут: service (услуга), function (функция), incoming (ТКМВ другого ФОИВ)")
    title: Line = Field(description="Наименование ТКМВ")
    responsible_unit: Id = Field(description="Потребитель данных; для ТКМВ ФОИВ: Поставщик данных для ФОИВ")
    interested_units: tuple[Id, ...] = Field((), description="Заинтересованные структурные подразделения ФТС России")
    passport: Id | None = Field(None, description="Паспорт государственной услуги (п. 8)")
    participants: tuple[Participant, ...] = Field(min_length=2, description="Участники (форма А.0)")
    procedure: Procedure = Field(description="Описание порядка (форма А.1)")
    documents: tuple[Document, ...] = Field(min_length=1, description="Состав документов (форма А.2)")
    requests: tuple[Request, ...] = Field(min_length=1, description="Межведомственные запросы (форма А.3)")
    services: tuple[Service, ...] = Field((), description="Электронные сервисы")
    legal_plan: LegalPlan = Field(description="План изменений правовых актов (форма А.4)")
    tech_plan: tuple[TechStep, ...] = Field(min_length=1, description="План технической реализации (форма А.5)")
    annexes: tuple[Annex, ...] = Field((), description="Приложения, входящие в согласуемый текст")

    @property
    def suppliers(self) -> tuple[str, ...]:
        """Parties that supply data, in the order of the card."""
        return tuple(one.party for one in self.participants if one.role == "supplier")

    @property
    def consumers(self) -> tuple[str, ...]:
        """Parties that consume data, in the order of the card."""
        return tuple(one.party for one in self.participants if one.role == "consumer")
