"""Acts and terms that cards and passports cite."""

from typing import Literal

from pydantic import Field

from generator.model.types import Day, Line, Positive, Strict

ActKind = Literal["law", "code", "president", "government", "agency", "eaeu", "treaty", "agreement", "other"]
TermUnit = Literal["minutes", "hours", "working_days", "calendar_days", "months"]


class LegalAct(Strict):
    """A legal act with the clause that matters."""

    kind: ActKind = Field(
        description="Вид акта: закон, кодекс, акт Президента, Правительства, ведомства, ЕАЭС, договор"
    )
    title: Line = Field(description="Наименование акта")
    number: Line | None = Field(None, description="Номер")
    date: Day | None = Field(None, description="Дата")
    clause: Line | None = Field(None, description="Статья, часть, пункт")


class Term(Strict):
    """A term of an answer or a service."""

    value: Positive = Field(description="Число единиц")
    unit: TermUnit = Field(description="Единица срока")
    basis: Line | None = Field(None, description="Чем установлен срок")
