"""Responsible officials of a party (point 6) and their appointment (point 2 of the order's body)."""

from datetime import date
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.types import Day, Email, Flag, Id, Line, Phone, Strict, Text

AnswersFor = Literal["order", "exchange", "approval", "signature", "technical", "monitoring"]
ANSWERS_FOR: dict[AnswersFor, str] = {
    "order": "исполнение Порядка",
    "exchange": "направление и получение сведений",
    "approval": "согласование ТКМВ",
    "signature": "подписание листов утверждения",
    "technical": "технические вопросы СМЭВ",
    "monitoring": "мониторинг",
}


class Appointment(Strict):
    """The document that appoints the officials responsible for the Procedure."""

    number: Line = Field(description="Номер документа о назначении")
    date: Day = Field(description="Дата документа о назначении")
    post: Line = Field(description="Должность того, кто назначен ответственным за исполнение Порядка")


class Official(Strict):
    """One responsible official: a post, what it answers for, since when, last confirmed when."""

    id: Id = Field(description="Идентификатор записи внутри файла")
    post: Line = Field(description="Должность, как в подписи документов")
    name: Line | None = Field(None, description="Инициалы и фамилия; публикуются только при visibility: public")
    answers_for: tuple[AnswersFor, ...] = Field(min_length=1, description="За что отвечает")
    phone: Phone | None = Field(None, description="Рабочий телефон")
    email: Email | None = Field(None, description="Рабочая электронная почта")
    since: Day = Field(description="С какой даты отвечает")
    until: Day | None = Field(None, description="По какую дату включительно; пусто, если отвечает сейчас")
    confirmed: Day = Field(
        description="Когда сведения подтверждены в последний раз; старше 90 дней считаются устаревшими"
    )
    visibility: Literal["public", "internal"] = Field(
        "public", description="internal: не публикуется на портале, public: публикуется"
    )
    acting_for: Id | None = Field(
        None, description="Чьи обязанности временно исполняет: идентификатор записи этого файла"
    )
    public_key: Text | None = Field(None, description="Открытый ключ SSH для подписи согласований")
    demonstration: Flag = Field(False, description="Запись вымышлена для демонстрации")

    @model_validator(mode="after")
    def _reachable(self) -> "Official":
        if self.phone is None and self.email is None:
            raise PydanticCustomError(
                "unreachable",
                "{must}",
                {"must": "содержать phone или email", "hint": "укажите телефон или адрес почты", "point": "6"},
            )
        return self

    def serves(self, on: date) -> bool:
        """Whether the official answers on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


class Contacts(Strict):
    """The contact list of one party."""

    party: Id = Field(description="Участник, равен имени файла")
    appointment: Appointment | None = Field(None, description="Документ о назначении ответственных (р. 2)")
    officials: tuple[Official, ...] = Field(description="Ответственные должностные лица")

    def official(self, post: str, on: date) -> Official | None:
        """The official with this post on a day, or None."""
        return next((one for one in self.officials if one.post == post and one.serves(on)), None)
