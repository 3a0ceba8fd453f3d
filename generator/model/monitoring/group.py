"""The working group of informational monitoring (point 31): officials of GUIT and CITTU."""

from typing import Literal

from pydantic import Field

from generator.model.record import DocumentRef
from generator.model.types import Day, Id, Line, Strict

MEMBER_ROLES: dict[str, str] = {
    "head": "руководитель",
    "deputy": "заместитель руководителя",
    "member": "член группы",
    "secretary": "секретарь",
}


class Member(Strict):
    """A member: an official from a contact list, with access to the software of monitoring."""

    party: Id = Field(description="Подразделение: ГУИТ или ЦИТТУ")
    contact: Id = Field(description="Запись из списка контактов подразделения")
    role: Literal["head", "deputy", "member", "secretary"] = Field(
        "member", description="head: руководитель, deputy: заместитель, member: член группы, secretary: секретарь"
    )
    access: Day | None = Field(
        None, description="С какого дня обеспечен доступ к программным средствам мониторинга; пусто, пока его нет"
    )


class Group(Strict):
    """The group and the document that made it."""

    name: Line = Field("Рабочая группа по информационному мониторингу", description="Наименование группы")
    document: DocumentRef = Field(description="Документ о создании группы")
    members: tuple[Member, ...] = Field(min_length=1, description="Члены группы")
