"""Whom CITTU tells of outages (point 30): SMEV support for counterparties, the duty contact for its own."""

from pydantic import Field

from generator.model.types import Email, Id, Line, Positive, Span, Strict


class Duty(Strict):
    """The duty contact of CITTU: an official of a contact list with a mailbox."""

    party: Id = Field(description="Подразделение, обычно ЦИТТУ")
    contact: Id = Field(description="Запись из его списка контактов")


class Support(Strict):
    """Settings of tickets; the sender is `ticket_sender` of content/site.yml."""

    addressee: Email = Field(description="Почта службы технической поддержки СМЭВ")
    addressee_name: Line = Field(
        "Служба технической поддержки СМЭВ", description="Как называть службу поддержки на портале"
    )
    duty: Duty = Field(
        description="Дежурный ЦИТТУ: ему пишут о своих компонентах и истекающих подписях, а не в поддержку СМЭВ"
    )
    patience: Span = Field("10m", description="О сбое короче этого времени заявку не направляют")
    recall: Span = Field("1d", description="Как часто напоминать о сбое, который длится")
    storm_cap: Positive = Field(
        5, description="Если за один раз нужно больше заявок, направляется одна общая заявка со списком"
    )
