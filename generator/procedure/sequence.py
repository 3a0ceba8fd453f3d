"""The order of steps: what must have happened before a record may be made (points 10-19, 41-49).

The check reports what stands in the way of filed records; the commands that make records refuse with the same words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.content import FiledRecord
from generator.procedure.approvals import missing_approvers, remarks_before
from generator.procedure.events import closed_memo, no_memo_owed
from generator.procedure.stages import Course, course
from generator.procedure.view import View


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a step is premature: the point that is skipped, what has not happened, what to do first."""

    point: str
    message: str
    hint: str


# The stage that must have been reached on the day of the record, with the point that asks for it, by route.
_CONSUMER: dict[str, tuple[str, str]] = {
    "memo": ("agreed", "15"),
    "submission": ("agreed", "17"),
    "protocol_at_consumer": ("in_force", "19"),
    "commissioning": ("in_force", "23"),
}
STAGE_BEFORE: dict[str, dict[str, tuple[str, str]]] = {
    "service": {
        **_CONSUMER,
        "subcommission_decision": ("agreed", "11"),
        "protocol_at_fts": ("agreed", "11"),
    },
    "function": {
        **_CONSUMER,
        "subcommission_decision": ("submitted", "17"),
        "protocol_at_fts": ("submitted", "17"),
    },
    "incoming": {
        "internal_approval": ("designated", "42"),
        "remarks": ("designated", "42"),
        "sending": ("designated", "42"),
        "sheet_returned": ("sheets_sent", "43"),
        "ecard_received": ("sheets_sent", "43"),
        "subcommission_decision": ("sheet_returned", "44"),
        "protocol_at_fts_supplier": ("sheet_returned", "44"),
        "service_registration": ("in_force", "45"),
    },
}
# The record that must exist before, with the point; fields named must agree (of the earlier = of this one).
RECORD_BEFORE: dict[str, tuple[str, str, dict[str, str]]] = {
    "forwarding": ("memo", "15", {}),
    "ministry_answer": ("submission", "17", {"to": "author"}),
    "publication": ("protocol_at_consumer", "19", {}),
    "software_change": ("functional_requirements", "21", {}),
    "commissioning_notice": ("commissioning", "23", {"service": "service"}),
    "registration_notice": ("service_registration", "49", {"service": "service"}),
}
# Points of section VII that set the same step as a point of section IV.
INCOMING = {"21": "47"}
HAND_OVER_AFTER: dict[str, tuple[str, ...]] = {
    "18": ("protocol_at_fts",),
    "19": ("protocol_at_consumer",),
    "44": ("sheet_returned", "ecard_received"),
    "45": ("protocol_at_fts_supplier",),
}
# What answers the text that was sent.
ANSWERS = ("supplier_approval", "approval_sheet", "sheet_returned")
BINDING = ("internal_approval", "supplier_approval", "approval_sheet", "sending")


def obstacles(view: View, filed: FiledRecord, now: Course | None = None) -> Iterator[Obstacle]:
    """What was missing on the record's day; `now` is the present course, which usually answers at once."""
    record, route = filed.record, view.version.card.route
    withdrawn = view.ledger.first("withdrawal")
    if withdrawn and withdrawn.name != filed.name and withdrawn.record.date < record.date:
        yield Obstacle("41", "ТКМВ к этому дню отозвана", "заведите новую версию ТКМВ")
        return
    then = view.on(record.date)
    yield from _stage(then, filed, now)
    yield from _record(then, filed)
    if record.kind == "subcommission_decision" and route == "function":
        government = then.cast.parties("government")[0]
        if then.ledger.first("submission", to=government, digest=then.reference) is None:
            yield Obstacle(
                "17",
                "проект не направлен в Правительство для рассмотрения Подкомиссией",
                "внесите запись о направлении в Правительство",
            )
    if record.kind == "hand_over":
        yield from _hand_over(then, filed)
    if record.kind in ANSWERS:
        yield from _answer_to_sending(then, filed)
    if record.kind == "sending":
        yield from _sending(then, filed)
    if record.kind in BINDING:
        yield from _after_protocol(then, filed)


def _stage(then: View, filed: FiledRecord, now: Course | None) -> Iterator[Obstacle]:
    wanted = STAGE_BEFORE[then.version.card.route].get(filed.record.kind)
    if wanted is None:
        return
    stage, point = wanted
    reached = now.on(stage) if now else None
    if reached is not None and reached <= filed.record.date:
        return
    if course(then).reached(stage):
        return
    rule = next(one for one in then.office.order.route(then.version.card.route).stages if one.stage == stage)
    set_by = f" (п. {rule.point})" if rule.point != point else ""
    yield Obstacle(
        point,
        f"к этому дню ТКМВ не достигла стадии «{rule.title}»{set_by}: {rule.gate}",
        "выполните предыдущий шаг; что осталось, показывает tkmv explain",
    )


def _record(then: View, filed: FiledRecord) -> Iterator[Obstacle]:
    if (before := RECORD_BEFORE.get(filed.record.kind)) is None:
        return
    kind, point, same = before
    if kind == "memo" and (no_memo_owed(then) or closed_memo(then)):
        return
    if then.ledger.first(kind, **{theirs: filed.get(mine) for theirs, mine in same.items()}) is None:
        named = INCOMING.get(point, point) if then.version.card.route == "incoming" else point
        yield Obstacle(named, f"к этому дню нет записи {_words(kind)}", "сначала внесите предшествующую запись")


def _hand_over(then: View, filed: FiledRecord) -> Iterator[Obstacle]:
    point = filed.get("point") or ""
    for kind in HAND_OVER_AFTER.get(point, ()):
        if then.ledger.first(kind) is None:
            yield Obstacle(
                point, f"к этому дню нет записи {_words(kind)}", "проверьте дату передачи или внесите запись"
            )


def _answer_to_sending(then: View, filed: FiledRecord) -> Iterator[Obstacle]:
    record, route = filed.record, then.version.card.route
    point = {"service": "11", "function": "14", "incoming": "43"}[route]
    whom, who = ("получателю", "получатель") if route == "incoming" else ("поставщику", "поставщик")
    everything = then.ledger.of("sending")
    sent = [one for one in everything if one.get("to") == record.author]
    if route == "incoming" and not everything:
        return  # told by the stage
    if not sent:
        yield Obstacle(point, f"ТКМВ этому {whom} к этому дню не направлена", f"сначала направьте ТКМВ {whom}")
    elif all(one.record.digest != record.digest for one in sent):
        yield Obstacle(
            point,
            f"{who} согласовал не тот текст, который ему направлен",
            f"направьте {whom} действующий текст или исправьте digest",
        )


def _sending(then: View, filed: FiledRecord) -> Iterator[Obstacle]:
    record, office = filed.record, then.office
    point = office.order.route(then.version.card.route).approval_point
    missing = missing_approvers(then.cast, record.digest, record.date, then.ledger, office.content)
    if missing:
        names = ", ".join(short_name(then, one) for one in missing)
        yield Obstacle(
            point,
            f"направляемый текст не согласовали: {names}",
            "получите согласования именно этого текста, затем направляйте",
        )
    left = remarks_before(filed, then.ledger)
    if left:
        names = ", ".join(dict.fromkeys(short_name(then, one.record.author) for one in left))
        yield Obstacle(point, f"не сняты замечания: {names}", "ответьте на замечания или получите согласование")


def _after_protocol(then: View, filed: FiledRecord) -> Iterator[Obstacle]:
    """Point 41: a text in force is not agreed anew; a change is a new version."""
    way = course(then)
    in_force = way.on("in_force")
    if in_force is not None and filed.record.date > in_force and filed.record.digest != then.reference:
        yield Obstacle("41", "ТКМВ уже утверждена протоколом", "изменения вносите новой версией: tkmv new version")


def short_name(view: View, party: str) -> str:
    """Short name of a party on the view's day, or its identifier where the party is unknown."""
    known = view.office.content.parties.get(party)
    return known.name(view.office.today).short if known else party


def _words(kind: str) -> str:
    from generator.model.record import KINDS

    return f"«{KINDS[kind]}»"
