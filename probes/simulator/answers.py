"""What a place answers over HTTP: what is well for the check that asks, or what its illness makes of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from probes.simulator import faults, metrics, soap, wsdl
from probes.simulator.dialogue import Answer, Request
from probes.simulator.illness import Illness
from probes.simulator.places import Part

XML = "text/xml; charset=utf-8"
JSON = "application/json"
# Where a redirect leads that a check expects and names no place for.
ELSEWHERE = "/elsewhere"
PAGE = "<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><p>{text}</p></body></html>\n"
DOCTYPE = b'<!DOCTYPE simulator [<!ENTITY e "e">]>\n'


def candidates(parts: Sequence[Part], request: Request) -> list[Part]:
    """The checks that send such a request: by method, path and query; Prometheus is asked below its address."""
    posted = request.method == "POST"
    path = request.path.partition("?")[0]
    return [
        part
        for part in parts
        if (part.check.kind == "prometheus" and path.startswith(part.path.partition("?")[0].rstrip("/")))
        or (part.path == request.path and part.check.kind in (("soap",) if posted else ("http", "wsdl")))
    ]


def whose(parts: Sequence[Part], request: Request) -> Part | None:
    """Which of them it is: by the query of a metric, by the words of an example, by the strictest of the documents."""
    metric = [part for part in parts if part.check.kind == "prometheus"]
    if metric:
        return soap.nearest(metric, f"{request.path} {request.body.decode('utf-8', 'replace')}".encode())
    if request.method == "POST":
        return soap.nearest(parts, request.body)
    return next((part for part in parts if part.check.kind == "wsdl"), next(iter(parts), None))


def well(part: Part, request: Request, moment: datetime) -> Answer:
    """What satisfies the check."""
    check = part.check
    if check.kind == "wsdl":
        return Answer(200, wsdl.description(request.path), XML)
    if check.kind == "soap":
        return Answer(*soap.well(check, request.path, request.body, moment), XML)
    if check.kind == "prometheus":
        return Answer(200, metrics.vector(check, None, moment), JSON)
    status = 200 if 200 in check.statuses else check.statuses[0]
    headers = (("Location", ELSEWHERE),) if 300 <= status < 400 else ()
    return Answer(status, page("В работе", check.contains or "ok"), headers=headers)


def ill(illness: Illness, part: Part, request: Request, moment: datetime) -> Answer:
    """What the illness makes of it; an illness of something else leaves it well."""
    right = well(part, request, moment)
    kind = part.check.kind
    match illness.name:
        case "slow":
            return replace(right, delay=int(illness.value) / 1_000)
        case "drip" | "endless" | "malformed":
            return replace(right, manner=illness.name)
        case "status":
            return Answer(int(illness.value), page(phrase(int(illness.value)), "Сервис временно не работает"))
        case "redirect":
            return Answer(302, b"", headers=(("Location", illness.value),))
        case "html":
            return Answer(200, page("Прокси-сервер", "Доступ к запрошенному адресу закрыт"))
        case "torn":
            return replace(right, body=right.body[: len(right.body) // 2])
        case "dtd":
            return replace(right, body=_declared(right.body))
        case "contract" if kind == "wsdl":
            return replace(right, body=wsdl.description(request.path, changed=True))
        case "fault" if kind == "soap":
            return Answer(*soap.ill(illness.value, request.path, request.body, moment), XML)
        case "wrong" if kind == "soap":
            return Answer(*soap.ill("NO_DATA", request.path, request.body, moment), XML)
        case "wrong" if kind == "http":
            return replace(right, body=page("В работе", "не то, что ожидалось"))
        case "metric" if kind == "prometheus":
            return replace(right, body=metrics.vector(part.check, illness, moment))
    return right


def guest(illness: Illness, part: Part, request: Request, moment: datetime) -> Answer:
    """What the gateway tells of a service behind it: only the gateway's own line is seen from outside."""
    second = wsdl.SID.match(part.path) is not None
    match illness.name:
        case "refuse" | "deaf" if second or part.check.kind != "soap":
            return Answer(*soap.ill(faults.NO_SUPPLIER, request.path, request.body, moment), XML)
        case "refuse" | "deaf":
            return Answer(*soap.ill("FAILURE", request.path, request.body, moment), XML)
        case "mute" if second or part.check.kind != "soap":
            return Answer(504, page(phrase(504), "Поставщик не ответил шлюзу"))
        case "mute":
            return Answer(*soap.ill("DestinationOverflow", request.path, request.body, moment), XML)
        case "reset" | "malformed":
            return Answer(502, page(phrase(502), "Ответ поставщика не разобран"))
    return ill(illness, part, request, moment)


def nobody(gateway: bool, request: Request, moment: datetime) -> Answer:
    """What is said where no check asks: a gateway of SMEV 2 knows its services, others know their pages."""
    if gateway and wsdl.SID.match(request.path):
        return Answer(*soap.ill(faults.NO_POLICY, request.path, request.body, moment), XML)
    return Answer(404, page(phrase(404), "Страница не найдена"))


def page(title: str, text: str) -> bytes:
    """A page of HTML; the text is put in as it is, for a check may look for any words."""
    return PAGE.format(title=title, text=text).encode()


def phrase(status: int) -> str:
    """The words of a status."""
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"


def _declared(document: bytes) -> bytes:
    """The document with a DOCTYPE after its declaration of XML."""
    match = re.match(rb"\s*<\?xml[^>]*\?>\s*", document)
    at = match.end() if match else 0
    return document[:at] + DOCTYPE + document[at:]
