"""Events that open duties: mostly the first record of a kind, some computed."""

from dataclasses import dataclass
from datetime import date

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
            ecards = [view.ledger.first("ecard_received", author=one) for one in view.cast.recipients]
            days = [_day("sheet_returned", view, course), *(one.record.date if one else None for one in ecards)]
            return None if None in days else max(day for day in days if day)
        case "sheet_returned":
            return course.on("sheet_returned")
    filed = view.ledger.first(event)
    return filed.record.date if filed else None
