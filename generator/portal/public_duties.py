"""The public JSON of duties, version 1: what each field of a row means; the rows are written by `deadlines.row`."""

from datetime import date as Day  # as in the other public models

from pydantic import Field

from generator.model.record import EnclosureForm, EnclosureKind
from generator.portal.public import Public
from generator.procedure.duties import Status

DUTIES_FILE = "api/v1/deadlines.json"


class PublicPaper(Public):
    """A paper that must be enclosed."""

    what: EnclosureKind = Field(description="Что прилагается")
    form: EnclosureForm | None = Field(description="В каком виде; пусто, если вид не установлен")
    party: str | None = Field(description="Чей лист утверждения")
    title: str = Field(description="Наименование документа")


class PublicDuty(Public):
    """One duty: who owes what to whom, since when, until when, and whether it is done."""

    card: str | None = Field(description="Карта; пусто у обязанности без карты (п. 40)")
    version: int | None = Field(description="Номер версии карты")
    point: str = Field(description="Пункт Порядка")
    duty: str = Field(description="В чём обязанность")
    bearer: str = Field(description="Кто исполняет")
    addressee: str | None = Field(description="Кому")
    service: str | None = Field(description="Электронный сервис карты")
    enclosures: tuple[PublicPaper, ...] = Field(description="Что приложить")
    started: Day = Field(description="День события, от которого считается срок")
    due: Day | None = Field(description="Последний день срока; пусто, если срок не установлен или нет календаря")
    done: Day | None = Field(description="Когда исполнено")
    status: Status = Field(description="open, overdue, done, done_late; no_term: срок Порядком не установлен")
    days_late: int = Field(description="Рабочих дней опоздания (п. 40: календарных)")
    no_term: str | None = Field(description="Что Порядок говорит вместо срока")
    record: str | None = Field(description="Запись, которой исполнено")
