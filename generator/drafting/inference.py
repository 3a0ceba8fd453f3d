"""What a record says where the person did not: addressee, text, signatory, document, service, remarks answered."""

from generator.drafting.form import Tree
from generator.drafting.wish import Refused, Unclear, Wish
from generator.model.content import FiledRecord
from generator.model.record import KINDS
from generator.procedure.actors import addressees
from generator.procedure.approvals import AGREEMENTS, signers, standing_remarks
from generator.procedure.duties import Duty
from generator.procedure.sequence import short_name
from generator.procedure.standing import Procedure, Standing

PROTOCOLS = ("subcommission_decision", "protocol_at_fts", "protocol_at_consumer", "protocol_at_fts_supplier")
PER_SERVICE = ("commissioning", "service_registration")
# What an official who signs other papers answers for, the best first.
SIGNS = ("exchange", "signature", "order", "approval")


def addressee(wish: Wish, standing: Standing, duty: Duty | None) -> str | None:
    """Whom the person named, whom the duty names, or the first possible one that was not served with this text."""
    if wish.to or duty is not None:
        return wish.to or (duty.addressee if duty else None)
    view = standing.view
    possible = [one for one in addressees(wish.kind, view.cast, view.office.content) or () if one != wish.by]
    text = digest(wish, standing)
    served = {getattr(one.record, "to", None) for one in view.ledger.of(wish.kind) if one.record.digest == text}
    left = [one for one in possible if one not in served] or possible
    return left[0] if left else None


def digest(wish: Wish, standing: Standing) -> str:
    """The current text for approvals and sendings, the text that was sent for all that follows the sending."""
    current = wish.kind in ("designation", "internal_approval", "sending", "withdrawal")
    inside = wish.kind == "remarks" and wish.by not in standing.view.cast.suppliers
    return standing.version.digest if current or inside else standing.view.reference


def signatory(wish: Wish, procedure: Procedure) -> str | None:
    """A post that answers for papers of this kind on the day (point 6); an agreement is refused without one."""
    contacts = procedure.content.contacts.get(wish.by)
    if wish.kind in AGREEMENTS:
        able = signers(contacts, wish.kind, wish.on)
        on = f"{wish.on:%d.%m.%Y}"
        if not able:
            raise Refused(
                f"п. 6: в контактах участника {wish.by} нет должностного лица, которое согласует ТКМВ {on}; "
                f"добавьте его: tkmv new contact {wish.by} --answers-for approval"
            )
        if wish.post and wish.post not in able:
            raise Refused(f"п. 6: «{wish.post}» {on} не вправе согласовать ТКМВ; вправе: {', '.join(able)}")
        return able[0]
    serving = [one for one in contacts.officials if one.serves(wish.on)] if contacts else []
    return next((one.post for duty in SIGNS for one in serving if duty in one.answers_for), None)


def document(wish: Wish, standing: Standing) -> Tree | None:
    """A protocol keeps the number under which it first came; other papers have the number that the person gives."""
    if wish.kind not in PROTOCOLS:
        return None
    for filed in standing.view.ledger.of(*PROTOCOLS):
        if filed.record.document is not None:
            return {"number": filed.record.document.number, "date": filed.record.document.date}
    return {"number": "б/н", "date": wish.doc_date or wish.on}


def service(wish: Wish, standing: Standing, duty: Duty | None) -> str | None:
    """The duty's service, or the first that does not work yet."""
    if duty is not None or wish.kind not in PER_SERVICE:
        return duty.service if duty else None
    services = [one.id for one in standing.version.card.services]
    if not services:
        raise Refused(f"п. 7: в ТКМВ нет электронных сервисов, записи «{KINDS[wish.kind]}» быть не может")
    ledger = standing.view.ledger
    return next((one for one in services if ledger.first(wish.kind, service=one) is None), services[0])


def answered(wish: Wish, standing: Standing) -> FiledRecord:
    """The remarks that are answered: those named, or the earliest that stand."""
    for one in standing_remarks(standing.view.ledger, wish.on):
        if wish.answers in (None, one.name) and wish.to in (None, one.record.author):
            return one
    point = standing.view.office.order.route(standing.version.card.route).approval_point
    whose = f" участника {short_name(standing.view, wish.to)}" if wish.to else ""
    raise Refused(f"п. {point}: нет замечаний{whose}, на которые ещё не ответили")


def proposal(wish: Wish, procedure: Procedure) -> Duty | None:
    """The proposal to a sitting that is due first (point 40)."""
    fitting = [one for one in procedure.proposals if one.bearer == wish.by and wish.sitting in (None, one.started)]
    if not fitting and wish.sitting is None:
        raise Unclear("sitting", "к какому заседанию относятся предложения", ())
    return next((one for one in fitting if one.done is None), fitting[0] if fitting else None)
