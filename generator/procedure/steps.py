"""What comes next on a card: the steps that are missing, who makes them, by which point, and the record that does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.content import FiledRecord
from generator.model.record import KINDS
from generator.procedure.approvals import missing_approvers, standing_remarks
from generator.procedure.duties import Duty, Paper
from generator.procedure.stages import supplier_agreed
from generator.procedure.standing import Standing
from generator.procedure.view import View, approved_on

# The point under which the text goes out, by route.
SENDING: dict[str, str] = {"service": "11", "function": "14", "incoming": "43"}


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is due now: `command` makes its record; `due` is None where no numeric term is set."""

    point: str
    who: str
    what: str
    to: str | None
    due: date | None
    overdue: bool
    command: str
    gates: bool
    enclosures: tuple[Paper, ...] = ()


def next_steps(standing: Standing) -> tuple[Step, ...]:
    """Steps that move the card on, then open duties by due day; empty when nothing is left to do."""
    return (*gate_steps(standing), *duty_steps(standing))


def gate_steps(standing: Standing) -> tuple[Step, ...]:
    """Steps that the next stage waits for."""
    if standing.course.ended:
        return ()
    return tuple(_gate(standing))


def duty_steps(standing: Standing) -> tuple[Step, ...]:
    """Open duties of the version as steps."""
    return tuple(_of_duty(standing.view, one) for one in standing.duties if one.done is None)


def _gate(standing: Standing) -> Iterator[Step]:
    view, card = standing.view, standing.version.card
    incoming = card.route == "incoming"
    reached = standing.course.reached
    if incoming and not reached("designated"):
        yield _step(view, "42", "any", "designation", to=card.responsible_unit)
        return
    if reached("in_force"):
        yield from _services(view, "service_registration" if incoming else "commissioning")
        return
    sent = "sheets_sent" if incoming else "with_suppliers"
    if not reached(sent) or view.text_changed:
        yield from _before_sending(view)
        return
    if incoming:
        if reached("sheet_returned"):
            yield _step(view, "45", view.cast.responsible, "protocol_at_fts_supplier")
        yield from _recipients(view)
        return
    if not reached("agreed"):
        yield from _suppliers(view)
    elif card.route == "function" and not reached("submitted"):
        return  # the duty of point 15 stands first, then the three of point 17: they are among the duties
    else:
        yield from _decision(standing)


def _before_sending(view: View) -> Iterator[Step]:
    """Approvals of the present text, answers to remarks, then the sending itself (points 10, 14, 43)."""
    content, card = view.office.content, view.version.card
    rule = view.office.order.route(card.route)
    today, digest = view.office.today, view.version.digest
    missing = missing_approvers(view.cast, digest, today, view.ledger, content)
    remarks = standing_remarks(view.ledger, today)
    yield from _answers(view, rule.approval_point)
    for party in missing:
        yield _approve(view, rule.approval_point, party, "согласовать действующий текст ТКМВ")
    if not missing and not remarks:
        # To all of them: what was sent before everybody had agreed, or before another text, does not count.
        for party in (*view.cast.suppliers, *view.cast.recipients):
            yield _step(view, SENDING[card.route], view.cast.responsible, "sending", to=party)


def _answers(view: View, point: str) -> Iterator[Step]:
    """Remarks that stand are answered by the responsible unit (points 14, 43)."""
    for filed in standing_remarks(view.ledger, view.office.today):
        yield _step(
            view, point, view.cast.responsible, "remarks_answer", to=filed.record.author, answers=filed.name, text="…"
        )


def _suppliers(view: View) -> Iterator[Step]:
    """Suppliers to which the text has not been sent, and those that have not agreed (points 11, 13-15)."""
    point = SENDING[view.version.card.route]
    yield from _answers(view, point)
    unsent = _unsent(view, view.cast.suppliers)
    for party in view.cast.suppliers:
        if party in unsent:
            yield _step(view, point, view.cast.responsible, "sending", to=party)
        elif supplier_agreed(view, party) is None:
            yield _approve(
                view,
                point,
                party,
                "согласовать ТКМВ и вернуть лист утверждения" if point == "14" else "согласовать ТКМВ",
            )


def _decision(standing: Standing) -> Iterator[Step]:
    """The Subcommission decides, the protocol comes (points 17, 18); after a refusal the draft is submitted again."""
    view = standing.view
    guit = view.cast.parties("guit")[0]
    if view.version.card.route == "function":
        government = view.cast.parties("government")[0]
        of_text = (one for one in view.ledger.of("submission") if one.record.digest == view.reference)
        sent = [one.record.date for one in of_text if one.get("to") == government]
        refusal = refused(view)
        again = bool(sent) and refusal is not None and max(sent) <= refusal.record.date
        owed = any(one.point == "17" and one.addressee == government and not one.done for one in standing.duties)
        if again or not (sent or owed):
            yield _step(view, "17", guit, "submission", to=government)
        if again or not sent:
            return
    yield _step(view, "18", guit, "protocol_at_fts")


def refused(view: View) -> FiledRecord | None:
    """The latest decision of the Subcommission if it is a refusal and no approval is known (points 17, 18)."""
    decisions = view.ledger.of("subcommission_decision")
    if not decisions or decisions[-1].get("decision") != "refused" or approved_on(view.ledger):
        return None
    return decisions[-1]


def _services(view: View, kind: str) -> Iterator[Step]:
    """Services that do not work yet (points 23, 49), and the consumer's receipt of the protocol (point 19)."""
    if kind == "commissioning":
        if view.ledger.first("protocol_at_fts") is None:
            yield _step(view, "18", view.cast.parties("guit")[0], "protocol_at_fts")
        elif view.ledger.first("protocol_at_consumer") is None:
            yield _step(view, "19", view.cast.responsible, "protocol_at_consumer")
    elif view.ledger.first("protocol_at_fts_supplier") is None:
        yield _step(view, "45", view.cast.responsible, "protocol_at_fts_supplier")
    who = view.cast.parties("cittu" if kind == "commissioning" else "mincifry")[0]
    for service in view.version.card.services:
        if view.ledger.first(kind, service=service.id) is None:
            yield _step(view, "23" if kind == "commissioning" else "49", who, kind, service=service.id)


def _recipients(view: View) -> Iterator[Step]:
    """Recipients to which the sheets have not been sent, and those whose sheet or e-card is awaited (points 43, 44)."""
    yield from _answers(view, SENDING["incoming"])
    unsent = _unsent(view, view.cast.recipients)
    for party in unsent:
        yield _step(view, SENDING["incoming"], view.cast.responsible, "sending", to=party)
    for kind in ("sheet_returned", "ecard_received"):
        for party in view.cast.recipients:
            if party not in unsent and view.ledger.first(kind, author=party, digest=view.reference) is None:
                yield _step(view, "44", party, kind)


def _unsent(view: View, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Those to which the text that others have been sent has not been sent yet."""
    sent = {one.get("to") for one in view.ledger.of("sending") if one.record.digest == view.reference}
    return tuple(one for one in parties if one not in sent)


def _approve(view: View, point: str, party: str, what: str) -> Step:
    command = f"tkmv approve {_name(view)} --as {party} --decision agreed"
    return Step(point, party, what, None, None, False, command, gates=True)


def _step(view: View, point: str, who: str, kind: str, *, to: str | None = None, **options: str) -> Step:
    by = who if who != "any" else view.cast.parties("ud")[0]
    what = _titled(view, KINDS[kind][:1].lower() + KINDS[kind][1:], options.get("service"))
    return Step(point, by, what, to, None, False, _command(view, kind, by, to, options), gates=True)


def _of_duty(view: View, duty: Duty) -> Step:
    rule = next(rule for point in view.office.order.points for rule in point.duties if rule.id == duty.rule)
    options = {"service": duty.service} if duty.service else {}
    if rule.done_by == "hand_over":
        options["point"] = duty.point
    command = _command(view, rule.done_by, duty.bearer, duty.addressee, options)
    return Step(
        duty.point,
        duty.bearer,
        _titled(view, duty.title, duty.service),
        duty.addressee,
        duty.due,
        duty.status == "overdue",
        command,
        gates=False,
        enclosures=duty.enclosures,
    )


def _titled(view: View, what: str, service: str | None) -> str:
    """What is to be done, with the name of the service it concerns."""
    name = next((one.name for one in view.version.card.services if one.id == service), None)
    return f"{what} («{name}»)" if name else what


def _command(view: View, kind: str, by: str, to: str | None, options: dict[str, str]) -> str:
    parts = [f"tkmv new record {_name(view)} {kind} --by {by}"]
    if to is not None:
        parts.append(f"--to {to}")
    parts.extend(f"--{name} {value}" for name, value in options.items())
    return " ".join(parts)


def _name(view: View) -> str:
    return f"{view.version.id}@v{view.version.number}"
