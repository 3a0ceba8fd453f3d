"""The order as data: points, wording, who owes what to whom, and by when (content/procedure/order-151r.yml)."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.card import Route
from generator.model.record import EnclosureForm, EnclosureKind
from generator.model.types import Day, Flag, Id, Line, PointNo, Positive, Strict, Text

# Bearers and addressees by what they are to the card; the engine turns them into parties.
Bearer = Literal["responsible_unit", "guit", "cittu"]
Addressee = Literal[
    "responsible_unit",
    "interested_units",
    "suppliers",
    "recipients",
    "guit",
    "cittu",
    "au",
    "ud",
    "minec",
    "mincifry",
    "government",
    "expert_secretariat",
    "nobody",
]
# What opens a duty; most are records of the same name, the rest are explained in generator/procedure/events.py.
Event = Literal[
    "all_suppliers_agreed",
    "memo",
    "protocol_at_fts",
    "protocol_at_consumer",
    "functional_requirements",
    "commissioning",
    "sheet_and_ecard",
    "sheet_returned",
    "protocol_at_fts_supplier",
    "service_registration",
    "sitting",
]
Approver = Literal["interested_units", "au", "guit", "cittu"]
Stage = Literal[
    "draft",
    "internal_approval",
    "with_suppliers",
    "agreed",
    "submitted",
    "received",
    "designated",
    "sheets_sent",
    "sheet_returned",
    "in_force",
    "in_operation",
    "withdrawn",
    "superseded",
]


class Limit(Strict):
    """A numeric term and since when it is in force; the one in force at the event counts."""

    since: Day = Field(description="С какой даты действует срок")
    until: Day | None = Field(None, description="По какую дату включительно; пусто, если действует")
    count: Positive = Field(description="Число единиц")
    unit: Literal["working_days_after", "calendar_weeks_before"] = Field(
        description="Рабочие дни после события или календарные недели до него"
    )


class RequiredEnclosure(Strict):
    """A paper that must be enclosed; a sheet is required from each supplier that has one."""

    what: EnclosureKind = Field(description="Что прилагается")
    form: EnclosureForm | None = Field(None, description="В каком виде; пусто, если вид не установлен")


class DutyAddressee(Strict):
    """Who receives what."""

    to: Addressee = Field(description="Адресат")
    enclosures: tuple[RequiredEnclosure, ...] = Field((), description="Что должно быть приложено")


class DutyRule(Strict):
    """A duty set by a point: who owes what to whom after which event, by when, and what fulfils it."""

    id: Id = Field(description="Идентификатор правила")
    routes: tuple[Route, ...] = Field((), description="Маршруты, на которых возникает; пусто, если не связано с картой")
    title: Line = Field(description="Что нужно сделать, с глагола")
    bearer: Bearer = Field(description="Кто обязан")
    addressees: tuple[DutyAddressee, ...] = Field(min_length=1, description="Кому")
    starts: Event = Field(description="Событие, с которого возникает обязанность")
    done_by: Line = Field(description="Вид записи, которая закрывает обязанность")
    per_service: Flag = Field(False, description="Отдельно по каждому электронному сервису")
    limits: tuple[Limit, ...] = Field((), description="Сроки по датам действия; пусто, если срок не установлен")
    no_term: Line | None = Field(None, description="Что сказано о сроке, когда числа нет")

    @model_validator(mode="after")
    def _term_said(self) -> "DutyRule":
        if bool(self.limits) == (self.no_term is not None):
            raise PydanticCustomError(
                "term",
                "{must}",
                {"must": "содержать либо limits, либо no_term", "hint": "укажите срок или скажите, что его нет"},
            )
        return self

    def limit(self, on: date) -> Limit | None:
        """The limit in force on the day of the event."""
        return next((one for one in self.limits if one.since <= on and (one.until is None or on <= one.until)), None)


class Point(Strict):
    """One point of the order: its wording, what it asks and what the product does for it."""

    point: PointNo = Field(description="Номер пункта; пункты самого распоряжения: «р. 1» … «р. 5»")
    section: Line = Field(description="Раздел: «распоряжение» или римская цифра")
    wording: Text = Field(description="Текст пункта")
    paraphrase: Flag = Field(False, description="Текст передан своими словами, а не дословно")
    who: Line | None = Field(None, description="Кто исполняет")
    to_whom: Line | None = Field(None, description="Кому адресовано")
    what: Line = Field(description="Что требуется, кратко")
    event: Line | None = Field(None, description="Событие, с которого идёт исполнение")
    product: Text = Field(description="Что делает система")
    why_not_automated: Text | None = Field(None, description="Почему система ничего не вычисляет, если это так")
    duties: tuple[DutyRule, ...] = Field((), description="Обязанности, которые система отслеживает")


class StageRule(Strict):
    """A stage of a route with the point that sets its gate."""

    stage: Stage = Field(description="Стадия")
    title: Line = Field(description="Наименование стадии")
    point: PointNo | None = Field(None, description="Пункт, которым установлен переход в стадию")
    gate: Line = Field(description="Что должно произойти, чтобы стадия наступила")


class RouteRule(Strict):
    """A route: its stages in order and the units whose approval comes before sending."""

    route: Route = Field(description="Маршрут")
    title: Line = Field(description="Наименование маршрута")
    approval_point: PointNo = Field(description="Пункт о внутреннем согласовании")
    approvers: tuple[Approver, ...] = Field(min_length=1, description="Кто согласует до направления")
    stages: tuple[StageRule, ...] = Field(min_length=2, description="Стадии по порядку")


class Section(Strict):
    """A section of the order."""

    id: Line = Field(description="Номер раздела")
    title: Line = Field(description="Название раздела")


class Order(Strict):
    """Order 151-r of 20.05.2015 as data."""

    number: Line = Field(description="Номер распоряжения")
    date: Day = Field(description="Дата распоряжения")
    title: Line = Field(description="Название распоряжения")
    sections: tuple[Section, ...] = Field(min_length=1, description="Разделы")
    routes: tuple[RouteRule, ...] = Field(min_length=3, max_length=3, description="Маршруты")
    points: tuple[Point, ...] = Field(min_length=1, description="Пункты")

    def route(self, route: Route) -> RouteRule:
        """The rule of a route."""
        return next(one for one in self.routes if one.route == route)

    def point(self, point: str) -> Point | None:
        """The point with a number, or None."""
        return next((one for one in self.points if one.point == point), None)
