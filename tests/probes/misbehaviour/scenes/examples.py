"""`soap`: what a gateway or a service may answer to the scripted example."""

from typing import Any

from probes.model.check import Assertion
from probes.model.verdict import Purpose
from tests.probes.misbehaviour.scene import SHORT, Scene, Setting, degraded, down, unmeasured, up
from tests.probes.misbehaviour.scenes.contracts import DTD, LAUGHS, PAGE
from tests.probes.misbehaviour.scenes.heads import site
from tests.probes.misbehaviour.stage import answer, mute, says

SOAP11, SOAP12 = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"
SEND: dict[str, Any] = {"permitted": True}
POST: dict[str, Any] = {**SEND, "request": "example.xml"}
ASSERTED: dict[str, Any] = {
    **SEND,
    "namespaces": {"e": "urn:example"},
    "assertions": (Assertion("//e:Status", "RESULT"), Assertion("//e:Number")),
}
BUS: dict[str, Any] = {**SEND, "purpose": Purpose.SMEV_AVAILABILITY}
FAULTS3 = "urn://x-artefacts-smev-gov-ru/services/message-exchange/types/faults/1.2"


def enveloped(body: str, namespace: str = SOAP11) -> bytes:
    return f'<s:Envelope xmlns:s="{namespace}"><s:Body>{body}</s:Body></s:Envelope>'.encode()


def replies(body: str, status: str = "200 OK") -> Setting:
    return site(says(answer(enveloped(body), status, "Content-Type: text/xml; charset=utf-8")))


def status_of(word: str) -> Setting:
    """A message of SMEV 2 with this status."""
    return replies(
        f'<a xmlns:m="http://smev.gosuslugi.ru/rev120315"><m:Message><m:Status>{word}</m:Status></m:Message></a>'
    )


def rejects(word: str) -> Setting:
    """A rejection of SMEV 3 for this reason."""
    reason = f"<r:RejectionReasonCode>{word}</r:RejectionReasonCode>"
    return replies(f'<r:RequestRejected xmlns:r="urn:example">{reason}</r:RequestRejected>')


def fault(text: str, code: str = "s:Server", detail: str = "", status: str = "500 Internal Server Error") -> Setting:
    return replies(
        f"<s:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring><detail>{detail}</detail></s:Fault>",
        status,
    )


def fault3(name: str, said: str = "") -> Setting:
    """A fault of SMEV 3: its name is that of the element in the detail."""
    return fault("ошибка", detail=f'<f:{name} xmlns:f="{FAULTS3}"><f:Description>{said}</f:Description></f:{name}>')


def signature3(code: str) -> Setting:
    detail = f'<f:SignatureVerificationFault xmlns:f="{FAULTS3}"><f:Code>{code}</f:Code></f:SignatureVerificationFault>'
    return fault("ошибка", detail=detail)


def in_parts(envelope: bytes) -> Setting:
    """The envelope as the root of several parts, an attachment after it (RFC 2387, XOP)."""
    parts = b"--b\r\nContent-Type: application/xop+xml; type=text/xml\r\nContent-ID: <root>\r\n\r\n" + envelope
    parts += b"\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <scan>\r\n\r\n\x89PNG\0\r\n--b--\r\n"
    told = 'Content-Type: multipart/related; boundary=b; type="application/xop+xml"; start="<root>"'
    return site(says(answer(parts, "200 OK", told)))


def asserting(xpath: str) -> dict[str, Any]:
    """A check whose example asserts what this path finds."""
    return {**ASSERTED, "namespaces": {"e": "urn:example", "s": SOAP11}, "assertions": (Assertion(xpath),)}


RESULT = '<e:Answer xmlns:e="urn:example"><e:Status> RESULT </e:Status><e:Number>7</e:Number></e:Answer>'

NO_BODY = f'<s:Envelope xmlns:s="{SOAP11}"/>'.encode()
FAULT12 = (
    "<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>f:SMEVFailure</s:Value></s:Subcode></s:Code>"
    "<s:Reason><s:Text>нет</s:Text></s:Reason></s:Fault>"
)

EXAMPLES: tuple[Scene, ...] = (
    unmeasured("soap-forbidden", "soap", "sending is not permitted", replies(RESULT), "not_configured"),
    unmeasured(
        "soap-no-example",
        "soap",
        "the scripted example is missing",
        replies(RESULT),
        "not_configured",
        request="absent.xml",
        **SEND,
    ),
    unmeasured(
        "soap-stolen-example",
        "soap",
        "the scripted example lies outside the content",
        replies(RESULT),
        "not_configured",
        request="../outside.xml",
        **SEND,
    ),
    unmeasured(
        "soap-bad-path",
        "soap",
        "an assertion that is no XPath",
        replies(RESULT),
        "not_configured",
        assertions=(Assertion("//["),),
        **SEND,
    ),
    unmeasured(
        "soap-bad-prefix",
        "soap",
        "an assertion with an unknown prefix",
        replies(RESULT),
        "not_configured",
        assertions=(Assertion("//x:a"),),
        **SEND,
    ),
    up("soap-answer", "soap", "an answer without a fault", replies(RESULT), **SEND),
    up("soap-asserted", "soap", "the asserted answer", replies(RESULT), **ASSERTED),
    up("soap-12", "soap", "an answer of SOAP 1.2", site(says(answer(enveloped(RESULT, SOAP12)))), **ASSERTED),
    down(
        "soap-not-asserted",
        "soap",
        "another answer than asserted",
        replies(RESULT.replace("RESULT", "STATE")),
        "assertion_failed",
        said="//e:Status = «RESULT»",
        **ASSERTED,
    ),
    down(
        "soap-empty-body",
        "soap",
        "an empty envelope where an answer was asserted",
        replies(""),
        "assertion_failed",
        **ASSERTED,
    ),
    down(
        "soap-no-body", "soap", "an envelope without a body", site(says(answer(NO_BODY))), "answer_unexpected", **SEND
    ),
    up(
        "soap-parts",
        "soap",
        "the asserted answer in parts, with an attachment",
        in_parts(enveloped(RESULT)),
        **ASSERTED,
    ),
    up(
        "soap-accepted",
        "soap",
        "202 without an answer: the message is accepted",
        site(says(answer(b"", "202 Accepted"))),
        **SEND,
    ),
    down(
        "soap-accepted-asserted",
        "soap",
        "202 without an answer, where one was asserted",
        site(says(answer(b"", "202 Accepted"))),
        "assertion_failed",
        **ASSERTED,
    ),
    down(
        "soap-beside",
        "soap",
        "the asserted answer, and a fault beside it",
        replies("<s:Fault><faultcode>SMEV-101005</faultcode></s:Fault>" + RESULT),
        "bus_failure",
        **ASSERTED,
    ),
    down(
        "soap-anything",
        "soap",
        "a fault where any answer was asserted",
        fault("SMEV-101005"),
        "bus_failure",
        **asserting("/s:Envelope/s:Body/*"),
    ),
    up(
        "soap-fault-asserted",
        "soap",
        "the fault itself was asserted",
        fault("SMEV-100008"),
        **asserting("contains(//faultstring, 'SMEV-100008')"),
    ),
    up(
        "soap-large",
        "soap",
        "the asserted answer among ninety thousand elements",
        replies(RESULT + "<a/>" * 90_000),
        **ASSERTED,
    ),
    down(
        "soap-maze",
        "soap",
        "an answer made to keep the assertion busy for minutes",
        replies(("<a>" * 150 + "</a>" * 150) * 150),
        "too_large",
        **asserting("//a//a//b"),
    ),
    # A living gateway.
    up(
        "smev2-no-signature",
        "soap",
        "SMEV-100008: no signature found",
        fault("SMEV-100008: подпись не найдена"),
        **SEND,
    ),
    up("smev3-no-signature", "soap", "NoSignatureFound", signature3("NoSignatureFound"), **SEND),
    up(
        "smev3-no-signature-text",
        "soap",
        "SMEV-100: «Отсутствует ЭП-ОВ»",
        fault3("SignatureVerificationFault", "SMEV-100:Отсутствует ЭП-ОВ"),
        **SEND,
    ),
    up(
        "smev3-content-empty",
        "soap",
        "InvalidContent, in answer to the empty envelope",
        fault3("InvalidContent"),
        **SEND,
    ),
    up("soap-own-fault", "soap", "an unknown fault, in answer to the empty envelope", fault("Empty body"), **SEND),
    up("smev2-reject", "soap", "status REJECT: an outcome of business", status_of("REJECT"), **SEND),
    up("smev3-no-data", "soap", "NO_DATA: an outcome of business", rejects("NO_DATA"), **SEND),
    # Our own errors: the other side works.
    degraded(
        "smev2-signature", "soap", "SMEV-100003: wrong signature", fault("SMEV-100003"), "signature_request", **POST
    ),
    degraded(
        "smev2-unknown-certificate",
        "soap",
        "SMEV-100004: certificate not found",
        fault("SMEV-100004"),
        "signature_request",
        **POST,
    ),
    degraded(
        "smev2-expired", "soap", "SMEV-100005: certificate expired", fault("SMEV-100005"), "cert_expired_own", **POST
    ),
    degraded(
        "smev3-expired", "soap", "CertificateIsExpired", signature3("CertificateIsExpired"), "cert_expired_own", **POST
    ),
    degraded(
        "smev3-expired-text",
        "soap",
        "SMEV-100: «Срок действия сертификата ЭП-ОВ истёк»",
        fault3("SignatureVerificationFault", "SMEV-100:Срок действия сертификата ЭП-ОВ истёк."),
        "cert_expired_own",
        **POST,
    ),
    degraded(
        "smev3-signature", "soap", "SignatureIsInvalid", signature3("SignatureIsInvalid"), "signature_request", **POST
    ),
    degraded("smev3-content", "soap", "InvalidContent", fault3("InvalidContent"), "schema", **POST),
    degraded(
        "smev3-type",
        "soap",
        "BusinessDataTypeIsNotSupported",
        fault3("BusinessDataTypeIsNotSupported"),
        "schema",
        **POST,
    ),
    degraded("smev3-access", "soap", "AccessDenied", fault3("AccessDenied"), "access_denied", **POST),
    degraded("smev3-sender", "soap", "SenderIsNotRegistered", fault3("SenderIsNotRegistered"), "access_denied", **POST),
    degraded("smev3-quota", "soap", "QuoteLimitExceeded", fault3("QuoteLimitExceeded"), "attachment_quota", **POST),
    degraded("smev3-stale", "soap", "StaleMessageId", fault3("StaleMessageId"), "message_id", **POST),
    degraded("smev3-denied", "soap", "rejection ACCESS_DENIED", rejects("ACCESS_DENIED"), "access_denied", **POST),
    degraded("smev2-invalid", "soap", "status INVALID", status_of("INVALID"), "flk", **POST),
    down(
        "smev2-signature-asserted",
        "soap",
        "no signature found, where an answer was asserted",
        fault("SMEV-100008"),
        "signature_request",
        **ASSERTED,
    ),
    # Errors of the bus and of the supplier.
    down(
        "smev2-not-registered",
        "soap",
        "«No policies found»",
        fault('No policies found for service "SID0003663"'),
        "routing",
        **SEND,
    ),
    down(
        "smev2-supplier",
        "soap",
        "«Cannot perform client request»",
        fault("Cannot perform client request"),
        "supplier_unavailable",
        **SEND,
    ),
    down("smev2-bus", "soap", "SMEV-101005", fault("SMEV-101005"), "bus_failure", **SEND),
    down("smev2-failure", "soap", "status FAILURE", status_of("FAILURE"), "supplier_unavailable", **SEND),
    down("smev3-recipient", "soap", "RecipientIsNotFound", fault3("RecipientIsNotFound"), "routing", **SEND),
    down("smev3-overflow", "soap", "DestinationOverflow", fault3("DestinationOverflow"), "queue_overflow", **SEND),
    down("smev3-bus", "soap", "SMEVFailure", fault3("SMEVFailure"), "bus_failure", **SEND),
    down("smev3-failure", "soap", "rejection FAILURE", rejects("FAILURE"), "supplier_unavailable", **SEND),
    down(
        "soap-unknown-code",
        "soap",
        "a code that no source explains",
        fault("SMEV-100007"),
        "fault_unknown",
        request="example.xml",
        **SEND,
    ),
    down(
        "soap-fault-200",
        "soap",
        "a fault with status 200",
        fault("Internal", status="200 OK"),
        "fault_unknown",
        request="example.xml",
        **SEND,
    ),
    down(
        "soap-12-bus",
        "soap",
        "SMEVFailure as a code of SOAP 1.2",
        site(says(answer(enveloped(FAULT12, SOAP12), "500 Internal Server Error"))),
        "bus_failure",
        **SEND,
    ),
    down(
        "soap-parts-fault",
        "soap",
        "a fault in parts",
        in_parts(enveloped("<s:Fault>SMEV-101005</s:Fault>")),
        "bus_failure",
        **SEND,
    ),
    down(
        "soap-bare-fault",
        "soap",
        "a fault without a word",
        replies("<s:Fault/>", "500 Error"),
        "fault_unknown",
        request="example.xml",
        **SEND,
    ),
    down(
        "soap-500-answer",
        "soap",
        "500 with an answer that is no fault",
        replies(RESULT, "500 Error"),
        "bus_failure",
        **ASSERTED,
    ),
    # No SOAP at all.
    down(
        "soap-502",
        "soap",
        "502 of a proxy",
        site(says(answer(PAGE, "502 Bad Gateway"))),
        "supplier_unavailable",
        **SEND,
    ),
    down(
        "soap-504",
        "soap",
        "504 of a proxy",
        site(says(answer(PAGE, "504 Gateway Time-out"))),
        "supplier_timeout",
        **SEND,
    ),
    down(
        "soap-502-bus",
        "soap",
        "502 where the bus itself is probed",
        site(says(answer(b"", "502 Bad Gateway"))),
        "bus_failure",
        **BUS,
    ),
    down("soap-500", "soap", "500 without an envelope", site(says(answer(b"", "500 Error"))), "bus_failure", **SEND),
    down(
        "soap-403", "soap", "403 without an envelope", site(says(answer(b"", "403 Forbidden"))), "http_status", **SEND
    ),
    down(
        "soap-mute",
        "soap",
        "takes the request and says nothing",
        site(mute),
        "supplier_timeout",
        deadline=SHORT,
        **SEND,
    ),
    down(
        "soap-mute-bus",
        "soap",
        "the same where the bus itself is probed",
        site(mute),
        "timeout_gateway",
        deadline=SHORT,
        **BUS,
    ),
    down("soap-page", "soap", "a page of HTML with status 200", site(says(answer(PAGE))), "not_xml", **SEND),
    down("soap-other", "soap", "another document of XML", site(says(answer(b"<ok/>"))), "answer_unexpected", **SEND),
    down("soap-dtd", "soap", "with a DOCTYPE", site(says(answer(DTD))), "dtd", **SEND),
    down("soap-laughs", "soap", "entities that multiply", site(says(answer(LAUGHS))), "dtd", **SEND),
    down("soap-dtd-500", "soap", "a DOCTYPE with status 500", site(says(answer(LAUGHS, "500 Error"))), "dtd", **SEND),
    down("soap-empty", "soap", "an empty answer", site(says(answer(b""))), "not_xml", **SEND),
    down(
        "soap-redirect",
        "soap",
        "a redirect: a message is not sent elsewhere",
        site(says(answer(b"", "307 Moved", "Location: /other"))),
        "redirect",
        **SEND,
    ),
)
