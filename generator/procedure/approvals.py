"""Approvals and what they are worth today: valid, stale, revoked, or given without the right to (points 10, 14, 43)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.model.card import Route
from generator.model.contacts import AnswersFor, Contacts
from generator.model.content import Content, FiledRecord
from generator.procedure.cast import Cast
from generator.procedure.ledger import Ledger

AGREEMENTS = ("internal_approval", "supplier_approval", "approval_sheet")
INTERNAL = ("internal_approval",)
# How a supplier agrees: in the state system or by a sheet (point 11), on functions by a sheet alone (points 13, 15).
OF_SUPPLIERS: Mapping[Route, tuple[str, ...]] = {
    "service": ("supplier_approval", "approval_sheet"),
    "function": ("approval_sheet",),
    "incoming": (),
}
Worth = Literal["valid", "stale", "revoked", "no_right"]

# What an official must answer for to give an agreement of this kind.
ENTITLES: dict[str, tuple[AnswersFor, ...]] = {
    "internal_approval": ("approval", "signature"),
    "supplier_approval": ("approval", "signature"),
    "approval_sheet": ("signature", "approval"),
}


@dataclass(frozen=True, slots=True)
class Approval:
    """The latest agreement of a party and what it is worth for the current text."""

    party: str
    filed: FiledRecord
    worth: Worth


def entitled(contacts: Contacts | None, post: str | None, kind: str, on: date) -> bool:
    """Whether a post may give an agreement of this kind for its party on a day (point 6)."""
    if contacts is None or post is None:
        return False
    wanted = ENTITLES[kind]
    return any(
        one.post == post and one.serves(on) and any(duty in one.answers_for for duty in wanted)
        for one in contacts.officials
    )


def signers(contacts: Contacts | None, kind: str, on: date) -> tuple[str, ...]:
    """Posts that may give an agreement of this kind on a day, in the order of the contact list."""
    if contacts is None:
        return ()
    return tuple(one.post for one in contacts.officials if entitled(contacts, one.post, kind, on))


def latest_agreements(records: Ledger, content: Content, current: str) -> dict[str, Approval]:
    """The latest agreement of each party with its worth for the text whose digest is `current`."""
    found: dict[str, Approval] = {}
    for filed in records.of(*AGREEMENTS):
        party = filed.record.author
        found[party] = Approval(party, filed, _worth(filed, records, content, current))
    return found


def agreed_on(
    party: str, digest: str, by: date, records: Ledger, content: Content, kinds: tuple[str, ...] = AGREEMENTS
) -> FiledRecord | None:
    """A party's agreement with exactly this text that stands as of a day, or None.

    The first that stands: who has agreed in the state system and signs a sheet later has agreed on the earlier day.
    """
    for filed in records.of(*kinds):
        record = filed.record
        if record.author != party or record.digest != digest or record.date > by:
            continue
        known = content.contacts.get(party)
        if entitled(known, record.signatory, record.kind, record.date) and not _revoked(filed, records, by):
            return filed
    return None


def standing_remarks(records: Ledger, by: date) -> tuple[FiledRecord, ...]:
    """Remarks that neither an answer nor a later agreement of the same party has settled (points 14, 43)."""
    answered = {one.get("answers") for one in records.of("remarks_answer") if one.record.date <= by}
    left = []
    for filed in records.of("remarks"):
        if filed.record.date > by or filed.name in answered:
            continue
        later = any(
            one.record.author == filed.record.author and filed.record.date < one.record.date <= by
            for one in records.of(*AGREEMENTS)
        )
        if not later:
            left.append(filed)
    return tuple(left)


def remarks_before(sending: FiledRecord, records: Ledger) -> tuple[FiledRecord, ...]:
    """Remarks that stand in the way of a sending (points 14, 43), not those that it called forth on its own day."""
    left = standing_remarks(records, sending.record.date)
    return tuple(one for one in left if not _called_forth(one, sending, records)) if left else ()


def _called_forth(remarks: FiledRecord, sending: FiledRecord, records: Ledger) -> bool:
    """Whether the author of remarks had this text for the first time on that day, so that they came after it."""
    day, digest = sending.record.date, sending.record.digest
    if (remarks.record.date, remarks.record.digest) != (day, digest):
        return False
    sent = [one.record for one in records.of("sending") if one.get("to") == remarks.record.author]
    return day == min((one.date for one in sent if one.digest == digest), default=None)


def missing_approvers(cast: Cast, digest: str, by: date, records: Ledger, content: Content) -> tuple[str, ...]:
    """Required units that have not agreed with this text as of a day."""
    return tuple(one for one in cast.approvers if agreed_on(one, digest, by, records, content, INTERNAL) is None)


def _worth(filed: FiledRecord, records: Ledger, content: Content, current: str) -> Worth:
    record = filed.record
    if not entitled(content.contacts.get(record.author), record.signatory, record.kind, record.date):
        return "no_right"
    if _revoked(filed, records, date.max):
        return "revoked"
    return "valid" if record.digest == current else "stale"


def _revoked(filed: FiledRecord, records: Ledger, by: date) -> bool:
    """Later remarks of the same party on the same text take its agreement back.

    Within one day files do not say which came first: remarks of the same day count as later until they are answered.
    """
    answered = {one.get("answers") for one in records.of("remarks_answer") if one.record.date <= by}
    return any(
        one.record.author == filed.record.author
        and one.record.digest == filed.record.digest
        and one.record.date <= by
        and (one.record.date > filed.record.date or (one.record.date == filed.record.date and one.name not in answered))
        for one in records.of("remarks")
    )
