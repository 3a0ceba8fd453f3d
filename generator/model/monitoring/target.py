"""A watched component or e-service: the unit of the inventory (point 25)."""

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.monitoring.check import Check
from generator.model.record import DocumentRef
from generator.model.types import Day, Flag, Id, Line, Moment, RequestNo, Strict, Text

TargetKind = Literal["smev", "service", "component"]
TARGET_KINDS: dict[TargetKind, str] = {
    "smev": "узел СМЭВ",
    "service": "электронный сервис",
    "component": "компонент информационных систем таможенных органов",
}
Side = Literal["consumer", "smev", "supplier"]
SIDES: dict[Side, str] = {"consumer": "Потребитель данных", "smev": "СМЭВ", "supplier": "Поставщик данных"}
Criticality = Literal["high", "medium", "low"]
CRITICALITIES: dict[Criticality, str] = {"high": "высокая", "medium": "средняя", "low": "низкая"}
Watch = Literal["availability", "health"]
WATCHES: dict[Watch, str] = {"availability": "доступность", "health": "работоспособность"}


class Serves(Strict):
    """A card that needs the target: requests of it, or one of its services with all requests that use it."""

    card: Id = Field(description="Карта")
    requests: tuple[RequestNo, ...] = Field((), description="Номера запросов карты")
    service: Id | None = Field(None, description="Сервис карты: подразумеваются все запросы через него")

    @model_validator(mode="after")
    def _one_of_both(self) -> "Serves":
        if bool(self.requests) == (self.service is not None):
            raise PydanticCustomError(
                "serves",
                "{must}",
                {
                    "must": "содержать либо requests, либо service",
                    "hint": "назовите сервис карты или перечислите номера запросов",
                    "point": "25",
                },
            )
        return self


class NotWatched(Strict):
    """Why something that ought to be watched is not."""

    watch: Watch = Field(description="Что не наблюдается: availability (доступность), health (работоспособность)")
    reason: Line = Field(description="Причина")


class Maintenance(Strict):
    """Works that the owner announced."""

    since: Moment = Field(description="Начало работ")
    until: Moment = Field(description="Окончание работ")
    reason: Line = Field(description="Какие работы")
    letter: DocumentRef = Field(description="Письмо владельца, которым объявлены работы")


class Silence(Strict):
    """A time in which faults are listed and nobody is written to; measurements go on."""

    since: Moment = Field(description="С какого времени")
    until: Moment = Field(description="По какое время; бессрочной тишины не бывает")
    reason: Line = Field(description="Причина")


class Target(Strict):
    """One component or e-service: whose it is, what stands on it, how it is checked."""

    id: Id = Field(description="Идентификатор, равен имени файла")
    name: Line = Field(description="Наименование")
    kind: Literal["smev", "service", "component"] = Field(
        description="smev: узел СМЭВ, service: электронный сервис, component: компонент таможенных органов"
    )
    side: Literal["consumer", "smev", "supplier"] = Field(
        description="Сторона обмена (п. 26): consumer (Потребитель), smev (СМЭВ), supplier (Поставщик)"
    )
    owner: Id = Field(description="Владелец: участник обмена")
    environment: Literal["production", "test", "development"] = Field("production", description="Среда СМЭВ")
    criticality: Literal["high", "medium", "low"] = Field("medium", description="Важность: high, medium, low")
    description: Text | None = Field(None, description="Для чего служит, из чего состоит")
    since: Day = Field(description="С какого дня наблюдается (с 00:00 по московскому времени)")
    until: Day | None = Field(None, description="По какой день включительно; пусто, если наблюдается")
    behind: tuple[Id, ...] = Field((), description="Объекты, без которых до этого не дойти: шлюз, шина")
    serves: tuple[Serves, ...] = Field((), description="Каким картам и запросам служит")
    control: Flag = Field(False, description="Контрольный объект: недоступен, значит, неисправна сеть у нас")
    checks: tuple[Check, ...] = Field((), description="Проверки")
    not_watched: tuple[NotWatched, ...] = Field((), description="Чего не наблюдают и почему")
    maintenance: tuple[Maintenance, ...] = Field((), description="Объявленные плановые работы")
    silences: tuple[Silence, ...] = Field((), description="Временное молчание о неисправностях")
