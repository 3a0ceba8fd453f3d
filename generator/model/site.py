"""Settings of the portal (content/site.yml)."""

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.types import Day, Email, Flag, Line, Strict, Text, Url


class Site(Strict):
    """What the portal says of itself; demonstration content names the day it lives in."""

    title: Line = Field(description="Название портала")
    organisation: Line = Field(description="Чей портал")
    description: Text = Field(description="Краткое описание")
    address: Url = Field(description="Адрес портала для лент и календарей")
    demonstration: Flag = Field(description="Содержание демонстрационное")
    as_of: Day | None = Field(None, description="На какой день составлено демонстрационное содержание")
    feedback: Email | None = Field(None, description="Куда писать об ошибках на портале")
    ticket_sender: Email = Field("smev@ca.customs.ru", description="Отправитель заявок в поддержку СМЭВ (п. 30)")

    @model_validator(mode="after")
    def _dated(self) -> "Site":
        if self.demonstration and self.as_of is None:
            raise PydanticCustomError(
                "as_of",
                "{must}",
                {
                    "must": "содержать as_of, пока содержание демонстрационное",
                    "hint": "укажите день, на который составлены примеры",
                },
            )
        return self
