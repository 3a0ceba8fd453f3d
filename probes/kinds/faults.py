"""Faults of SMEV 2 and SMEV 3 as causes (п. 26): one table, read from top to bottom, the first sign found decides.

Sources: [FAULTS] the list of faults of SMEV 3 by operation (GitHub, MrGreen-git/SMEV3, Exception.txt); [REJECT] the
enumeration of rejection codes of the same service; [GATE] answers of the gateway of SMEV 2 published by integrators:
fault codes SMEV-1000NN and texts; [HEADER] statuses of a message in the schema smev256.xsd (rev120315). Codes of
SMEV 2 that no source explains are left out on purpose: they stay `fault_unknown`, with the code as evidence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from lxml import etree

from probes.reach.xml import name_of, words_of


@dataclass(frozen=True, slots=True)
class Sign:
    """What gives a fault away: a regular expression over its texts, or the exact name of an element or of a value.

    Without a cause the gateway is alive: it looked into the message and asked for the signature it lacks, or it
    answered in terms of business.
    """

    cause: str | None
    source: str
    text: str | None = None
    name: str | None = None

    def met(self, texts: str, names: frozenset[str]) -> bool:
        if self.name is not None:
            return self.name in names
        return re.search(self.text or "$^", texts, re.IGNORECASE) is not None


SIGNS: tuple[Sign, ...] = (
    # The gateway and the bus themselves.
    Sign("routing", "[GATE]", text=r"No policies found"),
    Sign("supplier_unavailable", "[GATE]", text=r"Cannot perform client request"),
    Sign("bus_failure", "[GATE]", text=r"\bSMEV-101005\b"),
    Sign("bus_failure", "[GATE]", text=r"\bSMEV-100010\b"),
    # A message without a signature: the probe has no key, so this is all that a living gateway can answer (L2).
    Sign(None, "[GATE]", text=r"\bSMEV-100008\b"),
    Sign(None, "[FAULTS]", name="NoSignatureFound"),
    Sign(None, "[FAULTS]", text=r"\bSMEV-100\b.{0,5}Отсутствует ЭП"),
    # Signatures and certificates.
    Sign("cert_expired_own", "[GATE]", text=r"\bSMEV-100005\b"),
    Sign("cert_expired_own", "[FAULTS]", name="CertificateIsExpired"),
    Sign("cert_expired_own", "[FAULTS]", text=r"Срок действия сертификата.{0,20}ист[её]к"),
    Sign("signature_request", "[GATE]", text=r"\bSMEV-10000[34]\b"),
    Sign("signature_request", "[FAULTS]", name="PoorSOAPEnvelopeFormat"),
    Sign("signature_request", "[FAULTS]", name="IncorrectSignatureTarget"),
    Sign("signature_request", "[FAULTS]", name="SignatureIsInvalid"),
    Sign("signature_request", "[FAULTS]", name="CertificateIsNotFound"),
    Sign("signature_request", "[FAULTS]", name="SignatureVerificationFault"),
    # What was sent, by whom, to whom.
    Sign("schema", "[FAULTS]", name="InvalidContent"),
    Sign("schema", "[FAULTS]", name="BusinessDataTypeIsNotSupported"),
    Sign("schema", "[FAULTS]", name="TransactionCodeInvalid"),
    Sign("access_denied", "[FAULTS]", name="AccessDenied"),
    Sign("access_denied", "[FAULTS]", name="SenderIsNotRegistered"),
    Sign("routing", "[FAULTS]", name="RecipientIsNotFound"),
    Sign("queue_overflow", "[FAULTS]", name="DestinationOverflow"),
    Sign("attachment_quota", "[FAULTS]", name="AttachmentContentMiscoordination"),
    Sign("attachment_quota", "[FAULTS]", name="AttachmentSizeLimitExceeded"),
    Sign("attachment_quota", "[FAULTS]", name="QuoteLimitExceeded"),
    Sign("message_id", "[FAULTS]", name="MessageIsAlreadySent"),
    Sign("message_id", "[FAULTS]", name="InvalidMessageIdFormat"),
    Sign("message_id", "[FAULTS]", name="StaleMessageId"),
    Sign("message_id", "[FAULTS]", name="EndOfLife"),
    Sign("bus_failure", "[FAULTS]", name="SMEVFailure"),
)

# What an answer that is no fault may still say: the rejection of SMEV 3, the status of SMEV 2.
REJECTIONS: dict[str, str | None] = {
    "ACCESS_DENIED": "access_denied",  # [REJECT]
    "FAILURE": "supplier_unavailable",  # [REJECT]
    "NO_DATA": None,  # [REJECT]
    "UNKNOWN_REQUEST_DESCRIPTION": None,  # [REJECT]
}
STATUSES: dict[str, str | None] = {
    "INVALID": "flk",  # [HEADER]
    "FAILURE": "supplier_unavailable",  # [HEADER]
    "NOTIFY": "fault_unknown",  # [HEADER]
    "REJECT": None,  # [HEADER]
}
LOOKED_AT, TEXT = 5_000, 65_536
_SMEV2 = "http://smev.gosuslugi.ru/rev"


class Trouble(NamedTuple):
    """The cause that an answer well-formed and without a fault tells of, its word and where it stands."""

    cause: str
    word: str
    element: etree._Element


def sign_of(fault: etree._Element) -> Sign | None:
    """The first row of the table that the fault shows; codes may be qualified names (SOAP 1.1, 4.4)."""
    names = frozenset(name for one in _elements(fault) for name in (name_of(one)[1], _word(one).rpartition(":")[2]))
    texts = words_of(fault)[:TEXT]
    return next((sign for sign in SIGNS if sign.met(texts, names)), None)


def fault_of(root: etree._Element) -> etree._Element | None:
    """The fault in an envelope."""
    return root.find("{*}Body/{*}Fault")


def trouble_of(body: etree._Element) -> Trouble | None:
    """What an answer says of a failure though it is no fault."""
    for element in _elements(body):
        namespace, name = name_of(element)
        table = {"RejectionReasonCode": REJECTIONS}.get(name, {})
        if name == "Status" and namespace.startswith(_SMEV2):
            table = STATUSES
        if cause := table.get(_word(element)):
            return Trouble(cause, _word(element), element)
    return None


def refusal_of(root: etree._Element) -> etree._Element | None:
    """Where an answer tells of a failure: its fault, else what a body without one says."""
    fault = fault_of(root)
    if fault is None and (trouble := trouble_of(root)):
        return trouble.element
    return fault


def _word(element: etree._Element) -> str:
    return (element.text or "").strip()


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    """Elements alone, a comment has no name; what an answer is about stands at its beginning."""
    return islice(root.iter(etree.Element), LOOKED_AT)
