"""A record filled in from what the procedure knows: addressee, point, service, papers, signatory, document, text."""

from generator.drafting.form import FILL, Tree, Value
from generator.drafting.open_duties import meant, point_of, to_close
from generator.drafting.papers import papers
from generator.drafting.wish import Refused, Unclear, Wish
from generator.model.content import FiledRecord
from generator.model.record import KINDS, RECORD_CLASSES, Base
from generator.procedure.actors import addressees
from generator.procedure.approvals import AGREEMENTS, signers, standing_remarks
from generator.procedure.duties import Duty
from generator.procedure.standing import Procedure, Standing

MODELS: dict[str, type[Base]] = dict(zip(KINDS, RECORD_CLASSES, strict=True))
PROTOCOLS = ("subcommission_decision", "protocol_at_fts", "protocol_at_consumer", "protocol_at_fts_supplier")
# What an official who signs other papers answers for, the best first.
SIGNS = ("exchange", "signature", "order", "approval")
PER_SERVICE = ("commissioning", "service_registration")


def fill(wish: Wish, procedure: Procedure, standing: Standing) -> Tree:
    """The fields of a record; `Unclear` names what the person has to say, `Refused` why there is nothing to record."""
    duty = to_close(wish, standing) if wish.kind == "closing" else meant(wish, standing)
    if wish.kind == "expert_proposal":
        duty = _proposal(wish, procedure)
    remark = _remark(wish, standing) if wish.kind == "remarks_answer" else None
    to = _addressee(wish, standing, duty, remark)
    fields: dict[str, Value | None] = {
        "kind": wish.kind,
        "date": wish.on,
        "author": wish.by,
        "to": to,
        "digest": _digest(wish, standing),
        "signatory": _signatory(wish, procedure),
        "document": _document(wish, standing),
        "enclosures": papers(wish, standing, duty, to),
        "corrects": wish.corrects,
        "point": wish.point or (duty.point if duty else point_of(wish, standing)),
        "service": _service(wish, standing, duty),
        "decision": wish.decision,
        "answers": remark.name if remark else None,
        "sitting": wish.sitting or (duty.started if duty else None),
        "gis": {"number": wish.gis_number, "date": wish.on} if wish.gis_number else None,
        "form": wish.form,
        "url": wish.url,
        "software": wish.software,
        "register_number": wish.register_number,
        **_words(wish),
    }
    model = MODELS[wish.kind]
    _complete(model, fields)
    known = model.model_fields
    return {name: value for name, value in fields.items() if name in known and value is not None}


def _addressee(wish: Wish, standing: Standing, duty: Duty | None, remark: FiledRecord | None) -> str | None:
    """Whom the person named, whom the duty names, the only one possible, or the first not yet served."""
    if "to" not in MODELS[wish.kind].model_fields or wish.to or wish.kind == "closing":
        return wish.to or (duty.addressee if duty else None)
    if duty is not None:
        return duty.addressee
    if remark is not None:
        return remark.record.author
    view = standing.view
    possible = [one for one in addressees(wish.kind, view.cast, view.office.content) or () if one != wish.by]
    digest = _digest(wish, standing)
    served = {getattr(one.record, "to", None) for one in view.ledger.of(wish.kind) if one.record.digest == digest}
    left = [one for one in possible if one not in served] or possible
    if not left:
        raise Unclear("to", "кому адресована запись", ())
    return left[0]


def _digest(wish: Wish, standing: Standing) -> str:
    """The current text for approvals and sendings, the text that was sent for all that follows the sending."""
    if wish.corrects:
        found = next((one for one in standing.version.records if one.name == wish.corrects), None)
        if found is None:
            raise Unclear("corrects", f"нет записи {wish.corrects}", [one.name for one in standing.version.records])
        return found.record.digest
    current = wish.kind in ("designation", "internal_approval", "sending", "withdrawal")
    inner_remarks = wish.kind == "remarks" and wish.by not in (*standing.view.cast.suppliers,)
    return standing.version.digest if current or inner_remarks else standing.view.reference


def _signatory(wish: Wish, procedure: Procedure) -> str | None:
    """A post that answers for papers of this kind on the day (point 6); an agreement is refused without one."""
    contacts = procedure.content.contacts.get(wish.by)
    if wish.kind in AGREEMENTS:
        able = signers(contacts, wish.kind, wish.on)
        if wish.post and wish.post not in able:
            listed = f"; вправе: {', '.join(able)}" if able else ""
            raise Refused(f"п. 6: {wish.post} на {wish.on:%d.%m.%Y} не вправе согласовать ТКМВ{listed}")
        if not able:
            raise Refused(
                f"п. 6: в контактах {wish.by} на {wish.on:%d.%m.%Y} нет должностного лица, которое согласует ТКМВ; "
                f"добавьте его: tkmv new contact {wish.by} --answers-for approval"
            )
        return wish.post or able[0]
    if wish.post or contacts is None:
        return wish.post
    serving = [one for one in contacts.officials if one.serves(wish.on)]
    return next((one.post for duty in SIGNS for one in serving if duty in one.answers_for), None)


def _document(wish: Wish, standing: Standing) -> Tree | None:
    """The paper the person named; a protocol keeps the number under which it first came."""
    if wish.number:
        return {"number": wish.number, "date": wish.doc_date or wish.on}
    if wish.kind not in PROTOCOLS:
        return None
    for filed in standing.view.ledger.of(*PROTOCOLS):
        if filed.record.document is not None:
            return {"number": filed.record.document.number, "date": filed.record.document.date}
    return {"number": "б/н", "date": wish.doc_date or wish.on}


def _service(wish: Wish, standing: Standing, duty: Duty | None) -> str | None:
    """The service named, the duty's, or the first that does not work yet."""
    if wish.service or duty is not None or wish.kind not in PER_SERVICE:
        return wish.service or (duty.service if duty else None)
    services = [one.id for one in standing.version.card.services]
    if not services:
        raise Refused(f"п. 7: в ТКМВ нет электронных сервисов, записи «{KINDS[wish.kind]}» быть не может")
    ledger = standing.view.ledger
    left = [one for one in services if ledger.first(wish.kind, service=one) is None]
    return (left or services)[0]


def _remark(wish: Wish, standing: Standing) -> FiledRecord:
    """The remarks that are answered: those named, or the earliest that stand."""
    standing_ones = standing_remarks(standing.view.ledger, wish.on)
    fitting = [
        one for one in standing_ones if wish.answers in (None, one.name) and wish.to in (None, one.record.author)
    ]
    if not fitting:
        point = standing.view.office.order.route(standing.version.card.route).approval_point
        raise Refused(f"п. {point}: нет замечаний, на которые ещё не ответили")
    return fitting[0]


def _proposal(wish: Wish, procedure: Procedure) -> Duty | None:
    """The proposal to a sitting that is due first (point 40)."""
    fitting = [one for one in procedure.proposals if one.bearer == wish.by and wish.sitting in (None, one.started)]
    open_ones = [one for one in fitting if one.done is None] or fitting
    if not open_ones and wish.sitting is None:
        raise Unclear("sitting", "к какому заседанию относятся предложения", ())
    return open_ones[0] if open_ones else None


def _words(wish: Wish) -> dict[str, "Value | None"]:
    """What the person wrote goes to the field for it; a record without one keeps it as a note."""
    known = MODELS[wish.kind].model_fields
    for name, what in (("text", "содержание"), ("reason", "основание")):
        if name in known:
            needed = known[name].is_required()
            return {name: wish.text or (f"{FILL}{what}" if needed else None)}
    return {"note": wish.text}


def _complete(model: type[Base], fields: dict[str, "Value | None"]) -> None:
    """A decision that nobody named is the favourable one; anything else that is required has to be said."""
    for name, field in model.model_fields.items():
        if not field.is_required() or fields.get(name) is not None:
            continue
        if name == "decision":
            fields[name] = "approved" if fields["kind"] == "subcommission_decision" else "agreed"
            continue
        raise Unclear(name, field.description or name, ())
