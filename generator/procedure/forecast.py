"""Forecast: if an event happens on a day, which duties open and until when («если протокол поступит …, то …»)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter, ValidationError

from generator.model.content import FiledRecord
from generator.model.record import KINDS, Record
from generator.procedure.actors import addressees, authors
from generator.procedure.approvals import AGREEMENTS, signers
from generator.procedure.duties import Duty
from generator.procedure.sequence import Obstacle, obstacles, short_name
from generator.procedure.standing import Procedure, Standing


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a supposed event would bring: duties that it opens, the stage after it, what stands in its way."""

    kind: str
    on: date
    standing: Standing
    opened: tuple[Duty, ...]
    obstacles: tuple[Obstacle, ...]


def forecast(procedure: Procedure, card: str, kind: str, on: date, version: int | None = None) -> Forecast:
    """Suppose that a record of a kind is made on a day; ValueError when the kind needs more than a day."""
    now = procedure.standing(card, version)
    supposed = _supposed(now, kind, on)
    after = procedure.tried(card, now.version.number, supposed)
    had = {(one.rule, one.addressee, one.service) for one in now.duties}
    opened = tuple(one for one in after.duties if (one.rule, one.addressee, one.service) not in had)
    return Forecast(kind, on, after, opened, tuple(obstacles(after.view, supposed, after.course)))


def forecast_text(found: Forecast) -> str:
    """The forecast as Russian text."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Forecast) -> Iterator[str]:
    yield f"Если {found.on:%d.%m.%Y} произойдёт событие «{KINDS[found.kind]}»:"
    for one in found.obstacles:
        yield f"  препятствие (п. {one.point}): {one.message}; {one.hint}"
    if not found.opened:
        yield "  новых обязанностей не возникнет"
    for duty in found.opened:
        to = f" → {short_name(found.standing.view, duty.addressee)}" if duty.addressee else ""
        until = f"до {duty.due:%d.%m.%Y}" if duty.due else (duty.no_term or "срок не определён")
        if duty.gap:
            until = f"срок не определён: нет календаря content/calendar/{duty.gap}.yml"
        yield f"  п. {duty.point}: {short_name(found.standing.view, duty.bearer)}{to}: {duty.title}, {until}"


def _supposed(now: Standing, kind: str, on: date) -> FiledRecord:
    view, services = now.view, now.version.card.services
    author = _awaited(now, kind)
    tree: dict[str, object] = {"kind": kind, "date": on, "author": author, "digest": _text(now, kind)}
    if kind in AGREEMENTS:
        able = signers(view.office.content.contacts.get(author), kind, on)
        tree["signatory"] = able[0] if able else None
    if kind == "subcommission_decision":
        tree["decision"] = "approved"
    if kind in ("commissioning", "service_registration") and services:
        waiting = [one.id for one in services if view.ledger.first(kind, service=one.id) is None]
        tree["service"] = waiting[0] if waiting else services[0].id
    possible = addressees(kind, view.cast, view.office.content)
    if possible is not None and len(possible) == 1:
        tree["to"] = possible[0]
    try:
        record = TypeAdapter(Record).validate_python(tree)
    except ValidationError:
        raise ValueError(kind) from None
    return FiledRecord("если.yml", record)


def _awaited(now: Standing, kind: str) -> str:
    """The party of which such a record is awaited: the first that has not made one about this text."""
    view, text = now.view, _text(now, kind)
    possible = view.cast.approvers if kind == "internal_approval" else authors(kind, view.cast, view.office.content)
    waiting = [one for one in possible or () if view.ledger.first(kind, author=one, digest=text) is None]
    return next(iter((*waiting, *(possible or ()))), view.cast.responsible)


def _text(now: Standing, kind: str) -> str:
    """Units agree with the present text, the others with what has been sent."""
    return now.version.digest if kind in ("internal_approval", "sending") else now.view.reference
