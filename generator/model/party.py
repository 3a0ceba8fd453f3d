"""Parties of the exchange: bodies, organisations, FTS units and customs houses (points 3, 6, 7)."""

from datetime import date
from typing import Literal

from pydantic import Field

from generator.model.types import CustomsCode, Day, Id, Line, Strict, Text

PartyKind = Literal[
    "fts",
    "fts_unit",
    "rtu",
    "customs",
    "foiv",
    "fund",
    "regional",
    "municipal",
    "subordinate",
    "organisation",
    "council",
]
FTS_KINDS = frozenset({"fts", "fts_unit", "rtu", "customs"})

# A role that the order itself names; each exists once.
Role = Literal[
    "fts", "guit", "cittu", "au", "ud", "minec", "mincifry", "government", "subcommission", "expert_secretariat"
]


class PartyName(Strict):
    """A name of a party in a period; acts of 2015 name bodies that are called otherwise today."""

    full: Line = Field(description="Полное наименование")
    short: Line = Field(description="Краткое наименование, как на портале и в документах")
    since: Day | None = Field(None, description="С какой даты действует наименование; пусто, если с начала")
    until: Day | None = Field(None, description="По какую дату включительно; пусто, если действует")


class Party(Strict):
    """One participant of the exchange: a federal body, an organisation, an FTS unit, a customs house."""

    id: Id = Field(description="Идентификатор, равен имени файла")
    kind: PartyKind = Field(description="Вид участника: ФТС России, её подразделение, РТУ, таможня, ФОИВ, фонд и т. д.")
    role: Role | None = Field(None, description="Роль, названная Порядком: ГУИТ, ЦИТТУ, АУ, УД, Минцифры и т. д.")
    names: tuple[PartyName, ...] = Field(min_length=1, description="Наименования по периодам, от старых к новым")
    customs_code: CustomsCode | None = Field(None, description="Код таможенного органа, 8 цифр, если есть")
    parent: Id | None = Field(
        None, description="Вышестоящий участник: для таможни это РТУ, для подразделения ФТС России"
    )
    successor: Id | None = Field(None, description="Правопреемник, если участник упразднён")
    note: Text | None = Field(None, description="Примечание")

    def name(self, on: date) -> PartyName:
        """The name in force on a day; before the first period the first one, after the last the last one."""
        for name in self.names:
            if name.until is None or on <= name.until:
                return name
        return self.names[-1]

    @property
    def of_fts(self) -> bool:
        """Whether the party belongs to the Federal Customs Service (point 3)."""
        return self.kind in FTS_KINDS
