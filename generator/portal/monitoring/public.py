"""The public JSON of monitoring, version 1: the last state of every target and all incidents (п. 39).

Moments are UTC (ISO 8601). Unknown is null, never a guess: a check without a recent row has no verdict.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from pydantic import Field

from generator.monitoring.picture import DayCount, Seen, share
from generator.portal.monitoring.rows import main_days
from generator.portal.monitoring.sight import TARGETS, Sight
from generator.portal.monitoring.words import cause
from generator.portal.public import Public
from probes.model.check import Target
from probes.model.incident import Incident
from probes.model.verdict import Purpose, Side, Verdict

STATUS_FILE = "api/v1/status.json"
INCIDENTS_FILE = "api/v1/incidents.json"


class PublicCheck(Public):
    """The last of one check."""

    id: str = Field(description="Идентификатор проверки внутри объекта")
    kind: str = Field(description="Вид проверки")
    purpose: Purpose = Field(description="Вид технического мониторинга (п. 29)")
    period_s: int = Field(description="Период проверки, секунд")
    verdict: Verdict | None = Field(description="Вывод; null, если свежих данных нет")
    cause: str | None = Field(description="Код причины")
    cause_title: str | None = Field(description="Причина")
    slot: datetime | None = Field(description="Начало интервала измерения")
    milliseconds: int | None = Field(description="Время ответа")


class PublicTarget(Public):
    """A target with its states."""

    id: str = Field(description="Идентификатор объекта наблюдения")
    name: str = Field(description="Наименование")
    side: Side = Field(description="Сторона обмена (п. 26)")
    environment: str = Field(description="Среда")
    owner: str = Field(description="Идентификатор владельца")
    cards: tuple[str, ...] = Field(description="Карты, которым служит")
    behind: tuple[str, ...] = Field(description="Объекты, от которых зависит")
    availability: Verdict | None = Field(description="Доступность")
    health: Verdict | None = Field(description="Работоспособность; null, если не наблюдается или нет данных")
    signatures: Verdict | None = Field(description="Электронные подписи")
    share_90d: float | None = Field(description="Доля времени, когда объект был доступен, за 90 дней")
    incident: str | None = Field(description="Инцидент, который длится")
    checks: tuple[PublicCheck, ...] = Field(description="Проверки")
    url: str = Field(description="Страница объекта")


class PublicStatus(Public):
    """The state of everything at the last run."""

    at: datetime | None = Field(description="Начало последнего обхода; null, если измерений нет")
    every_s: int = Field(description="Как часто идут обходы, секунд")
    simulated: bool = Field(description="Данные смоделированы")
    targets: tuple[PublicTarget, ...] = Field(description="Объекты наблюдения")


class PublicIncident(Public):
    """One incident: the machine's facts and what people added."""

    id: str = Field(description="Идентификатор инцидента")
    target: str = Field(description="Объект наблюдения")
    verdict: Verdict = Field(description="Худший вывод")
    side: Side = Field(description="Сторона, на которой возникла ошибка (п. 26)")
    cause: str = Field(description="Код основной причины")
    cause_title: str = Field(description="Основная причина")
    causes: dict[str, int] = Field(description="Коды причин и число измерений")
    purposes: tuple[Purpose, ...] = Field(description="Виды мониторинга, которые его увидели")
    start: datetime = Field(description="Начало")
    end: datetime | None = Field(description="Восстановление; null, пока длится")
    state: str = Field(description="open (длится), observed (под наблюдением), closed (завершён)")
    spells: int = Field(description="Сколько раз начинался заново")
    planned: str | None = Field(description="Объявленные работы")
    under: str | None = Field(description="Инцидент того, от чего зависит объект")
    covers: tuple[str, ...] = Field(description="Инциденты зависящих объектов")
    ticket: str | None = Field(description="Номер заявки в службе поддержки СМЭВ")
    closed: date | None = Field(description="Когда закрыт рабочей группой")
    url: str | None = Field(description="Страница инцидента; null, если он давний и людьми не описан")


def status_json(sight: Sight, address: str) -> bytes:
    """The state of all targets."""
    picture = sight.picture
    told = PublicStatus(
        at=picture.at if picture else None,
        every_s=picture.every if picture else 0,
        simulated=bool(picture and picture.simulated),
        targets=tuple(_targets(sight, address)),
    )
    return f"{told.model_dump_json(indent=1)}\n".encode()


def incidents_json(sight: Sight, address: str) -> bytes:
    """All incidents, the oldest first, one a line."""
    lines = ",\n".join(_incident(sight, one, address).model_dump_json() for one in sight.incidents.values())
    return f"[\n{lines}\n]\n".encode() if lines else b"[]\n"


def _targets(sight: Sight, address: str) -> Iterator[PublicTarget]:
    for state in sight.states.values():
        if not state.checks:
            continue
        target: Target = state.target
        inventory = sight.inventory.get(target.id)
        days = main_days(sight, state)
        total: DayCount | None = sum(days[1:], days[0]) if days else None
        found = share(total)
        yield PublicTarget(
            id=target.id,
            name=target.name,
            side=target.side,
            environment=target.environment,
            owner=target.owner,
            cards=tuple(dict.fromkeys(one.card for one in inventory.serves)) if inventory else (),
            behind=target.behind,
            availability=state.availability,
            health=state.health,
            signatures=state.signatures,
            share_90d=None if found is None else int(found * 1_000_000) / 1_000_000,
            incident=state.incident,
            checks=tuple(_check(one) for one in state.checks),
            url=f"{address}{TARGETS}{target.id}/",
        )


def _check(seen: Seen) -> PublicCheck:
    return PublicCheck(
        id=seen.check.id,
        kind=seen.check.kind,
        purpose=seen.check.purpose,
        period_s=seen.check.period,
        verdict=seen.verdict,
        cause=seen.cause,
        cause_title=cause(seen.cause) if seen.cause else None,
        slot=_moment(seen.slot),
        milliseconds=seen.milliseconds,
    )


def _incident(sight: Sight, one: Incident, address: str) -> PublicIncident:
    notes = sight.notes(one.id)
    return PublicIncident(
        id=one.id,
        target=one.target,
        verdict=one.verdict,
        side=one.side,
        cause=one.cause,
        cause_title=cause(one.cause),
        causes=dict(one.causes),
        purposes=one.purposes,
        start=datetime.fromtimestamp(one.start, UTC),
        end=_moment(one.end),
        state=one.state,
        spells=one.spells,
        planned=one.planned,
        under=one.under,
        covers=one.covers,
        ticket=notes.ticket.number if notes and notes.ticket else None,
        closed=notes.closed.date if notes and notes.closed else None,
        url=f"{address}{page}" if (page := sight.address(one.id)) else None,
    )


def _moment(slot: int | None) -> datetime | None:
    return None if slot is None else datetime.fromtimestamp(slot, UTC)
