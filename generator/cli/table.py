"""Duties as a table for a person at a terminal."""

from collections.abc import Sequence
from datetime import date

from generator.model.content import Content
from generator.procedure.duties import Duty
from generator.procedure.explain import STATUS

HEADINGS = ("Срок", "Состояние", "Пункт", "Кто", "Кому", "Карта", "Обязанность")


def table(duties: Sequence[Duty], content: Content, today: date) -> str:
    """One duty a line, columns as wide as their longest cell; the last one runs freely."""
    rows = [HEADINGS, *(_row(one, content, today) for one in duties)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS) - 1)]
    lines = ("  ".join((*map(str.ljust, row, widths), row[-1])) for row in rows)
    return "".join(f"{line}\n" for line in lines)


def _row(duty: Duty, content: Content, today: date) -> tuple[str, ...]:
    def name(party: str | None) -> str:
        known = content.parties.get(party or "")
        return known.name(today).short if known else party or "—"

    due = f"{duty.due:%d.%m.%Y}" if duty.due else "нет календаря" if duty.gap else "не установлен"
    days = "календарных" if duty.card is None else "рабочих"
    late = f" ({days} дней: {duty.days_late})" if duty.days_late else ""
    card = f"{duty.card}@v{duty.version}" if duty.card else "—"
    papers = "; ".join(one.title + (f": {name(one.party)}" if one.party else "") for one in duty.enclosures)
    what = duty.title + (f", сервис {duty.service}" if duty.service else "") + (f" [{papers}]" if papers else "")
    return due, STATUS[duty.status] + late, f"п. {duty.point}", name(duty.bearer), name(duty.addressee), card, what
