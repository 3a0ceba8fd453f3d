"""Duties on their way out: rows of the public JSON (version 1), CSV for spreadsheets, ICS for calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from json import JSONEncoder
from typing import Any

from generator.exchange.tables import to_csv as table_to_csv
from generator.model.content import Content
from generator.portal.ics import content_line, day, text_line
from generator.portal.russian import short_day
from generator.procedure.duties import Duty

COLUMNS = (
    "card", "version", "point", "duty", "bearer", "addressee", "service",
    "enclosures", "started", "due", "done", "status", "days_late",
)  # fmt: skip
HEADINGS = {
    "card": "Карта", "version": "Версия", "point": "Пункт", "duty": "Обязанность", "bearer": "Кто", "addressee": "Кому",
    "service": "Сервис", "enclosures": "Приложения", "started": "Начало", "due": "Срок", "done": "Исполнено",
    "status": "Состояние", "days_late": "Дней опоздания",
}  # fmt: skip


def row(duty: Duty) -> dict[str, Any]:
    """A duty as the public JSON says it; keys in a fixed order, dates in ISO form, what is absent is null."""
    return {
        "card": duty.card,
        "version": duty.version,
        "point": duty.point,
        "duty": duty.title,
        "bearer": duty.bearer,
        "addressee": duty.addressee,
        "service": duty.service,
        "enclosures": [
            {"what": one.what, "form": one.form, "party": one.party, "title": one.title} for one in duty.enclosures
        ],
        "started": duty.started.isoformat(),
        "due": duty.due.isoformat() if duty.due else None,
        "done": duty.done.isoformat() if duty.done else None,
        "status": duty.status,
        "days_late": duty.days_late,
        "no_term": duty.no_term,
        "record": duty.record,
    }


def to_json(duties: Iterable[Duty]) -> bytes:
    """Rows as JSON, one a line, so that a difference of two builds is readable."""
    made = BytesIO()  # of tens of thousands of rows a list, a text or a copy of them would each be as large again
    encode, between = JSONEncoder(ensure_ascii=False).encode, b"[\n"
    for one in duties:
        made.write(between)
        made.write(encode(row(one)).encode())
        between = b",\n"
    made.write(b"[]\n" if between == b"[\n" else b"\n]\n")
    return made.getvalue()


def to_csv(duties: Iterable[Duty]) -> str:
    """Rows as CSV with a byte order mark and semicolons, as Russian Excel opens it; no cell can act as a formula."""
    return table_to_csv((HEADINGS[column] for column in COLUMNS), (_cells(duty) for duty in duties))


def _cells(duty: Duty) -> list[str]:
    cells = row(duty)
    cells["enclosures"] = ", ".join(one["title"] for one in cells["enclosures"])
    return ["" if cells[column] is None else str(cells[column]) for column in COLUMNS]


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar of duties: its title and the portal's address, to which entries link."""

    title: str
    address: str
    content: Content
    today: date


class Entries:
    """Duties as entries of calendars, each written once however many calendars hold it: writing is what costs."""

    def __init__(self) -> None:
        self._written: dict[str, bytes] = {}

    def of(self, duty: Duty, feed: Feed) -> bytes:
        """One all-day event (RFC 5545); feeds that share entries have the same address."""
        key = uid(duty)
        if key not in self._written:
            self._written[key] = _entry(duty, key, feed)
        return self._written[key]


def to_ics(duties: Iterable[Duty], feed: Feed, entries: Entries | None = None) -> bytes:
    """Duties with a due day as all-day events (RFC 5545); UIDs follow from the duty's identity and never change."""
    known = entries or Entries()
    head = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tkmv-portal//deadlines//RU\r\n",
        text_line("X-WR-CALNAME", feed.title),
    )
    return b"".join((*head, *(known.of(duty, feed) for duty in duties if duty.due is not None), b"END:VCALENDAR\r\n"))


def _entry(duty: Duty, key: str, feed: Feed) -> bytes:
    due = duty.due or duty.started
    lines = (
        b"BEGIN:VEVENT\r\n",
        text_line("SUMMARY", _summary(duty, feed)),
        # The day the duty began stands in for the moment of writing: a clock would make each build different.
        f"DTSTART;VALUE=DATE:{day(due)}\r\nDTEND;VALUE=DATE:{day(due + timedelta(days=1))}\r\n"
        f"DTSTAMP:{day(duty.started)}T000000Z\r\nUID:{key}\r\n".encode(),
        text_line("DESCRIPTION", _description(duty, feed)),
        f"STATUS:{'CANCELLED' if duty.closed else 'CONFIRMED'}\r\nTRANSP:TRANSPARENT\r\n".encode(),
        content_line("URL", f"{feed.address.rstrip('/')}/exchange/cards/{duty.card}/") if duty.card else b"",
        b"END:VEVENT\r\n",
    )
    return b"".join(lines)


def uid(duty: Duty) -> str:
    """Stable identifier: card, version, point, rule, addressee, service; for point 40 the unit, the topic, the day."""
    parts: tuple[object, ...] = (duty.card, duty.version, duty.rule, duty.addressee, duty.service)
    if duty.card is None:
        parts = (duty.bearer, duty.started, duty.rule, duty.addressee, duty.title)
    key = "\x1f".join(str(part) for part in parts)
    return f"{sha256(key.encode()).hexdigest()[:32]}@tkmv-portal"


def _summary(duty: Duty, feed: Feed) -> str:
    to = f" → {_name(duty.addressee, feed)}" if duty.addressee else ""
    done = "✓ " if duty.done else ""
    return f"{done}п. {duty.point}: {_name(duty.bearer, feed)}{to}: {duty.title}"


def _description(duty: Duty, feed: Feed) -> str:
    lines = []
    if duty.card and duty.version and duty.card in feed.content.cards:
        lines.append(f"ТКМВ: {feed.content.cards[duty.card][duty.version].card.title}, версия {duty.version}")
    if duty.enclosures:
        papers = (one.title + (f", {_name(one.party, feed)}" if one.party else "") for one in duty.enclosures)
        lines.append("Приложения: " + "; ".join(papers))
    lines.append(f"Начало: {short_day(duty.started)}")
    if duty.done:
        lines.append(f"Исполнено: {short_day(duty.done)}")
    return "\n".join(lines)


def _name(party: str | None, feed: Feed) -> str:
    known = feed.content.parties.get(party or "")
    return known.name(feed.today).short if known else (party or "")
