"""Sittings of the expert group and proposals to them (point 40)."""

from pydantic import Field

from generator.model.record import DocumentRef
from generator.model.types import Day, Id, Line, Strict


class Proposal(Strict):
    """A proposal that a unit wants discussed; the duty to send it in time is done when `sent_on` is given."""

    unit: Id = Field(description="Потребитель данных, который вносит предложение")
    topic: Line = Field(description="Тема: какой результат мониторинга обсудить")
    cards: tuple[Id, ...] = Field((), description="Карты, к которым относится предложение")
    sent_on: Day | None = Field(None, description="Когда направлено в секретариат; пусто, пока не направлено")
    document: DocumentRef | None = Field(None, description="Реквизиты письма")


class Sitting(Strict):
    """One sitting of the expert group."""

    date: Day = Field(description="Дата заседания")
    topic: Line | None = Field(None, description="Повестка, кратко")
    proposals: tuple[Proposal, ...] = Field((), description="Предложения подразделений")


class Sittings(Strict):
    """Calendar of sittings (content/monitoring/sittings.yml)."""

    sittings: tuple[Sitting, ...] = Field(description="Заседания по порядку дат")
