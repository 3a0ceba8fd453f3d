"""People's part of an incident: causes in words, measures, support's number, closure (points 26, 27, 30, 32).

The machine's facts lie in the machine's own data under the same id; nothing of them is repeated here. An incident
that the machine did not see is opened by hand: then `opened` says what the machine would have said.
"""

from pydantic import Field

from generator.model.types import CauseCode, Day, Id, IncidentId, Line, Moment, Strict, Text


class Opened(Strict):
    """What is known of an incident that was opened by hand."""

    since: Moment = Field(description="Начало сбоя")
    until: Moment | None = Field(None, description="Окончание сбоя; пусто, пока он длится")
    by: Id = Field(description="Подразделение, которое сообщило о сбое")
    summary: Text = Field(description="Что случилось")


class Ticket(Strict):
    """The number that SMEV support gave to the request (point 30)."""

    number: Line = Field(description="Номер заявки в службе поддержки СМЭВ")
    date: Day = Field(description="Дата регистрации заявки")
    answer: Text | None = Field(None, description="Ответ службы поддержки, кратко")


class Measure(Strict):
    """What is done so that it does not happen again."""

    what: Line = Field(description="Что сделать")
    owner: Id = Field(description="Кто отвечает: участник обмена")
    due: Day = Field(description="Срок")
    done: Day | None = Field(None, description="Когда исполнено; пусто, пока не исполнено")
    note: Line | None = Field(None, description="Примечание")


class Closure(Strict):
    """Why nothing remains to be done."""

    date: Day = Field(description="Дата закрытия")
    by: Id = Field(description="Подразделение, которое закрыло")
    summary: Text = Field(description="Итог")


class IncidentNotes(Strict):
    """What people say of one incident."""

    id: IncidentId = Field(description="Идентификатор инцидента, равен имени файла")
    target: Id = Field(description="Объект наблюдения")
    opened: Opened | None = Field(None, description="Только для инцидента, который завели вручную")
    cause: Text | None = Field(None, description="Установленная причина, своими словами")
    cause_code: CauseCode | None = Field(None, description="Код установленной причины, если машина указала другой")
    measures: tuple[Measure, ...] = Field((), description="Меры")
    ticket: Ticket | None = Field(None, description="Заявка, зарегистрированная службой поддержки СМЭВ")
    closed: Closure | None = Field(None, description="Закрытие")
