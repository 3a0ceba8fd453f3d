"""Stages of a card: the last gate passed, gates in their order, each gate a few lines; duties never gate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.card import Route
from generator.model.content import FiledRecord
from generator.procedure.approvals import OF_SUPPLIERS, agreed_on, missing_approvers, remarks_before
from generator.procedure.view import View

Gate = Callable[[View], date | None]


@dataclass(frozen=True, slots=True)
class Passed:
    """A gate that was passed and on which day; the first stage has no day."""

    stage: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """How far a version has come: gates passed in order, and whether it was withdrawn or superseded."""

    passed: tuple[Passed, ...]
    ended: Passed | None = None

    @property
    def stage(self) -> str:
        """The stage of the version."""
        return self.ended.stage if self.ended else self.passed[-1].stage

    def on(self, stage: str) -> date | None:
        """The day a stage was reached, or None."""
        return next((one.on for one in self.passed if one.stage == stage), None)

    def reached(self, stage: str) -> bool:
        """Whether the gate of a stage was passed."""
        return any(one.stage == stage for one in self.passed)

    @property
    def since(self) -> date | None:
        """The day of the present stage."""
        return self.ended.on if self.ended else self.passed[-1].on


def course(view: View) -> Course:
    """Walk the gates of the route until one is closed; later gates stay closed whatever was filed."""
    route = GATES[view.version.card.route]
    passed = [Passed(route[0][0], None)]
    for stage, gate in route[1:]:
        day = gate(view)
        if day is None:
            break
        passed.append(Passed(stage, max(day, passed[-1].on or day)))
    withdrawn = view.ledger.first("withdrawal")
    return Course(tuple(passed), Passed("withdrawn", withdrawn.record.date) if withdrawn else None)


def superseded(courses: Mapping[int, Course]) -> dict[int, Course]:
    """Courses of all versions of a card: the one in force gives way when a later one comes into force (point 41).

    For good: the withdrawal of the later one afterwards ends the exchange, it does not bring the former text back.
    """
    result = dict(courses)
    for number in sorted(courses):
        later = [day for other, one in courses.items() if other > number and (day := _came_into_force(one))]
        mine = courses[number]
        if later and mine.ended is None:
            result[number] = Course(mine.passed, Passed("superseded", min(later)))
    return result


def _came_into_force(one: Course) -> date | None:
    day = one.on("in_force")
    return day if day and (one.ended is None or one.ended.on is None or day <= one.ended.on) else None


def _discussed(view: View) -> date | None:
    """Points 10, 14, 43: the first unit of FTS has answered; where nobody has to agree, the text was sent at once."""
    parties = view.office.content.parties
    for filed in view.ledger.of("internal_approval", "remarks"):
        if (party := parties.get(filed.record.author)) is None or party.of_fts:
            return filed.record.date
    sent = None if view.cast.approvers else view.ledger.first("sending")
    return sent.record.date if sent else None


def _sent(view: View) -> date | None:
    """Points 11, 14, 43: the text was sent, and everybody required had agreed with exactly that text."""
    for filed in view.ledger.of("sending"):
        record = filed.record
        if record.digest != view.reference:
            continue
        if missing_approvers(view.cast, record.digest, record.date, view.ledger, view.office.content):
            continue
        if remarks_before(filed, view.ledger):
            continue
        return record.date
    return None


def _all_suppliers_agreed(view: View) -> date | None:
    """Points 11, 15: every supplier agreed with the text that was sent."""
    found = [supplier_agreed(view, supplier) for supplier in view.cast.suppliers]
    days = [one.record.date for one in found if one is not None]
    return max(days) if found and len(days) == len(found) else None


def supplier_agreed(view: View, supplier: str) -> FiledRecord | None:
    """Points 11, 15: a supplier's standing agreement with the text that was sent, or None."""
    kinds = OF_SUPPLIERS[view.version.card.route]
    return agreed_on(supplier, view.reference, view.office.today, view.ledger, view.office.content, kinds)


def _submitted(view: View) -> date | None:
    """Point 17: GUIT has submitted the text that was agreed; which of the three came first does not matter."""
    filed = view.ledger.first("submission", digest=view.reference)
    return filed.record.date if filed else None


def _approved(receipt: str) -> Gate:
    """Points 18, 45: the Subcommission approved; a receipt of the protocol proves it as well."""

    def gate(view: View) -> date | None:
        decision = view.ledger.first("subcommission_decision", decision="approved")
        protocol = view.ledger.first(receipt)
        days = [one.record.date for one in (decision, protocol) if one]
        return min(days, default=None)

    return gate


def _every_service(kind: str) -> Gate:
    """Points 23, 49: every service of the card works; a card without services stays in force."""

    def gate(view: View) -> date | None:
        services = view.version.card.services
        found = [view.ledger.first(kind, service=one.id) for one in services]
        days = [one.record.date for one in found if one]
        return max(days) if services and len(days) == len(services) else None

    return gate


def _designated(view: View) -> date | None:
    """Point 42: a unit answers for the card."""
    filed = view.ledger.first("designation", to=view.cast.responsible)
    return filed.record.date if filed else None


def _sheet_returned(view: View) -> date | None:
    """Point 44: every recipient has returned the agreed sheet of the text that was sent."""
    found = [view.ledger.first("sheet_returned", author=one, digest=view.reference) for one in view.cast.recipients]
    days = [one.record.date for one in found if one]
    return max(days) if found and len(days) == len(found) else None


def _start(_: View) -> date | None:
    return None


_CONSUMER_TAIL: tuple[tuple[str, Gate], ...] = (
    ("in_force", _approved("protocol_at_fts")),
    ("in_operation", _every_service("commissioning")),
)
_AGREED: tuple[tuple[str, Gate], ...] = (
    ("draft", _start),
    ("internal_approval", _discussed),
    ("with_suppliers", _sent),
    ("agreed", _all_suppliers_agreed),
)
# Gates of each route in order; the titles and points of the stages are data of the order.
GATES: Mapping[Route, tuple[tuple[str, Gate], ...]] = {
    "service": (*_AGREED, *_CONSUMER_TAIL),
    "function": (*_AGREED, ("submitted", _submitted), *_CONSUMER_TAIL),
    "incoming": (
        ("received", _start),
        ("designated", _designated),
        ("internal_approval", _discussed),
        ("sheets_sent", _sent),
        ("sheet_returned", _sheet_returned),
        ("in_force", _approved("protocol_at_fts_supplier")),
        ("in_operation", _every_service("service_registration")),
    ),
}
