"""Events that open duties: mostly the first record of a kind, some computed."""

from dataclasses import dataclass
from datetime import date

from generator.model.content import FiledRecord
from generator.model.order import DutyRule
from generator.procedure.stages import Course
from generator.procedure.view import View


@dataclass(frozen=True, slots=True)
class Opening:
    """A duty's start: the day, and the service it concerns where the rule counts each service apart."""

    on: date
    service: str | None = None


def openings(rule: DutyRule, view: View, course: Course) -> tuple[Opening, ...]:
    """When a rule's duty opened on this version; empty while its event has not happened."""
    if rule.per_service:
        services = (one.id for one in view.version.card.services)
        found = ((service, view.ledger.first(rule.starts, service=service)) for service in services)
        return tuple(Opening(filed.record.date, service) for service, filed in found if filed)
    day = _day(rule.starts, view, course)
    return (Opening(day),) if day is not None else ()


def _day(event: str, view: View, course: Course) -> date | None:
    match event:
        case "all_suppliers_agreed":
            return course.on("agreed")
        case "sheet_and_ecard":  # point 44 counts from the day when both have come back
            fields = {"digest": view.reference}
            ecards = [view.ledger.first("ecard_received", author=one, **fields) for one in view.cast.recipients]
            days = [_day("sheet_returned", view, course), *(one.record.date if one else None for one in ecards)]
            return None if None in days else max(day for day in days if day)
        case "sheet_returned":
            return course.on("sheet_returned")
        case "memo":
            return _memo(view, course)
    filed = view.ledger.first(event)
    return filed.record.date if filed else None


def _memo(view: View, course: Course) -> date | None:
    """Points 16, 17: the papers have come to GUIT, or need not come: GUIT is the consumer, point 15 was closed."""
    if no_memo_owed(view):
        return course.on("agreed")
    filed = view.ledger.first("memo", digest=view.reference) or closed_memo(view)
    return filed.record.date if filed else None


def no_memo_owed(view: View) -> bool:
    """Whether the consumer is GUIT itself, which writes no memo to itself (point 15)."""
    return view.cast.responsible in view.cast.parties("guit")


def closed_memo(view: View) -> FiledRecord | None:
    """The record that closes the duty of point 15 without a memo, or None."""
    return view.ledger.first("closing", author=view.cast.responsible, point="15")
