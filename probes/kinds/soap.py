"""`soap`: the scripted example is posted and its answer judged (L2 and, where an answer is asserted, its content)."""

import re
from dataclasses import dataclass

from lxml import etree

from probes.kinds.assertions import held, readable, told
from probes.kinds.faults import fault_of, sign_of, trouble_of
from probes.model.cause import CAUSES
from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Purpose, Side, Verdict
from probes.reach.failure import Failure
from probes.reach.http import Answer, fetch
from probes.reach.parts import root_part
from probes.reach.reach import Reach
from probes.reach.url import Url
from probes.reach.xml import name_of, parsed, read_xml, words_of

SOAP11, SOAP12 = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"
# Says nothing and asks nothing: a living gateway answers it with a fault.
MINIMAL = f'<s:Envelope xmlns:s="{SOAP11}"><s:Header/><s:Body/></s:Envelope>'.encode()
REQUEST_CAP = 1_048_576
# A proxy in front of the gateway speaks for what is behind it.
_PROXY = {502: "supplier_unavailable", 503: "supplier_unavailable", 504: "supplier_timeout"}
_BUS = {"supplier_unavailable": "bus_failure", "supplier_timeout": "timeout_gateway"}


async def probe(check: Check, reach: Reach) -> Outcome:
    """Post where it is permitted; the gateway of SMEV is never disturbed by default."""
    if not check.permitted:
        raise Failure("not_configured", "отправка контрольного примера по этому адресу не разрешена")
    url = Url.parse(check.address)
    readable(check)
    request = _request(check, reach)
    # The gateway took the connection: what does not answer now is the service behind it.
    reach.trial.silence = _own(check, "supplier_timeout")
    answer = await fetch(
        reach,
        url,
        post=request.body,
        headers=request.headers,
        server_name=check.server_name,
        trust=check.trust,
    )
    # A part is left to say what came of it.
    return await _judge(check, answer, reach.trial.left() * 0.8)


@dataclass(frozen=True, slots=True)
class Request:
    """What is posted, with the headers its version of SOAP asks for."""

    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]


def _request(check: Check, reach: Reach) -> Request:
    """The scripted example; a file that is no SOAP is a fault of the setting, not of the service."""
    body = MINIMAL
    if check.request is not None:
        body = reach.file(check.request).read_bytes()
        if len(body) > REQUEST_CAP:
            raise Failure("not_configured", f"контрольный пример {check.request} больше {REQUEST_CAP} байт")
    try:
        namespace = name_of(read_xml(body))[0]
    except Failure as failure:
        raise Failure("not_configured", f"контрольный пример {check.request}: {failure.evidence}") from None
    if not re.fullmatch(r"[!#-~]*", check.action or ""):
        raise Failure("not_configured", f"недопустимое значение SOAPAction: {check.action}")
    action = (check.action or "").encode()
    if namespace == SOAP12:
        suffix = b'; action="' + action + b'"' if action else b""
        return Request(body, ((b"Content-Type", b"application/soap+xml; charset=utf-8" + suffix),))
    return Request(body, ((b"Content-Type", b"text/xml; charset=utf-8"), (b"SOAPAction", b'"' + action + b'"')))


async def _judge(check: Check, answer: Answer, seconds: float) -> Outcome:
    """A refusal goes before what was asserted, unless it is what was asserted; both go before the status."""
    if answer.status == 202 and not answer.body.strip():
        return _accepted(check, answer)
    body = root_part((answer.header(b"content-type") or b"").decode("latin-1"), answer.body)
    try:
        root = await parsed(body)
    except Failure as failure:
        if answer.status == 200 or failure.cause == "dtd":
            raise
        raise _without_soap(check, answer, "без конверта SOAP") from None
    if root.tag not in {f"{{{SOAP11}}}Envelope", f"{{{SOAP12}}}Envelope"}:
        if answer.status != 200:
            raise _without_soap(check, answer, "без конверта SOAP")
        raise Failure("answer_unexpected", f"{answer.url}: вместо конверта SOAP элемент {root.tag}")
    if root.find("{*}Body") is None:
        raise Failure("answer_unexpected", f"{answer.url}: в конверте SOAP нет элемента Body")
    found = await held(check, body, root, seconds)
    if found.of_refusal:
        return Outcome(Verdict.UP, evidence=f"{answer.url}: ответ соответствует контрольному примеру")
    # Where an answer was asserted, no refusal is good enough.
    missed = bool(check.assertions)
    if (fault := fault_of(root)) is not None:
        return _fault(check, fault, words_of(fault) or f"{answer.url}: ошибка SOAP без слов", missed)
    if trouble := trouble_of(root):
        return _refusal(trouble.cause, f"{answer.url}: ответ {trouble.word}", missed)
    if answer.status not in (200, 202):
        raise _without_soap(check, answer, "без ошибки SOAP")
    if found.missed:
        raise Failure("assertion_failed", f"{answer.url}: не выполнено {told(found.missed[0])}")
    if check.assertions:
        return Outcome(Verdict.UP, evidence=f"{answer.url}: ответ соответствует контрольному примеру")
    return Outcome(Verdict.UP, evidence=f"{answer.url}: ответ {answer.status}, без ошибки SOAP")


def _accepted(check: Check, answer: Answer) -> Outcome:
    """The message was taken, the answer comes by another way: all that a service without a reply can say."""
    if check.assertions:
        evidence = f"{answer.url}: сообщение принято без ответа, не выполнено {told(check.assertions[0])}"
        raise Failure("assertion_failed", evidence)
    return Outcome(Verdict.UP, evidence=f"{answer.url}: сообщение принято, ответ 202 без содержания")


def _fault(check: Check, fault: etree._Element, said: str, missed: bool) -> Outcome:
    """A fault that tells of a living gateway is an answer like any other, unless another answer was asserted."""
    sign = sign_of(fault)
    # Whatever is wrong with the empty envelope is meant to be; only an example owes another answer.
    ours = sign is None or sign.cause is None or CAUSES[sign.cause].side is Side.CONSUMER
    if check.request is None and not missed and ours:
        return Outcome(Verdict.UP, evidence=f"шлюз отвечает: {said}")
    if sign is None:
        raise Failure("fault_unknown", said)
    if sign.cause is None and not missed:
        return Outcome(Verdict.UP, evidence=f"шлюз отвечает и проверяет подпись: {said}")
    return _refusal(sign.cause or "signature_request", said, missed)


def _refusal(cause: str, said: str, missed: bool) -> Outcome:
    """Our own error shows that the other side works: degraded, unless the example itself was to succeed."""
    ours = CAUSES[cause].side is Side.CONSUMER and not missed
    return Outcome(Verdict.DEGRADED if ours else Verdict.DOWN, cause, evidence=said)


def _without_soap(check: Check, answer: Answer, lacking: str) -> Failure:
    """An HTTP error that nobody wrapped into a fault."""
    cause = _PROXY.get(answer.status) or ("bus_failure" if answer.status >= 500 else "http_status")
    return Failure(_own(check, cause), f"{answer.url}: ответ {answer.status} {answer.reason} {lacking}")


def _own(check: Check, cause: str) -> str:
    """Behind the address of the bus itself there is no supplier to blame."""
    return _BUS.get(cause, cause) if check.purpose is Purpose.SMEV_AVAILABILITY else cause
