"""What a place answers over HTTP: what is well for the check that asks, or what its illness makes of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from probes.simulator import faults, metrics, soap, wsdl
from probes.simulator.dialogue import Answer, Request, phrase
from probes.simulator.illness import Illness
from probes.simulator.places import Part
from probes.simulator.signed import signed

XML = "text/xml; charset=utf-8"
JSON = "application/json"
# Where a redirect leads that a check expects and names no place for.
ELSEWHERE = "/elsewhere"
PAGE = "<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><p>{text}</p></body></html>\n"
DOCTYPE = b'<!DOCTYPE simulator [<!ENTITY e "e">]>\n'


def candidates(parts: Sequence[Part], request: Request) -> list[Part]:
    """The checks that send such a request: by method, path and query; of metrics by what is asked of Prometheus."""
    path, _, query = request.path.partition("?")
    if path.endswith(metrics.PATH):
        asked = metrics.asked(query, request.body)
        return [one for one in parts if one.check.kind == "prometheus" and one.check.query == asked]
    kinds = ("soap", "certificate") if request.method == "POST" else ("wsdl", "http", "certificate")
    found = [part for part in parts if part.path == request.path and part.check.kind in kinds]
    # A description says more than a page: where both are asked for, it is the description.
    return sorted(found, key=lambda part: kinds.index(part.check.kind))


def well(part: Part, request: Request, moment: datetime) -> Answer:
    """What satisfies the check."""
    check = part.check
    if check.kind == "wsdl":
        return Answer(200, wsdl.description(request.path), XML)
    if check.kind == "soap":
        return Answer(*soap.well(check, request.path, request.body, moment), XML)
    if check.kind == "certificate":
        return Answer(200, signed(moment), XML)
    if check.kind == "prometheus":
        return Answer(200, metrics.vector(str(metrics.within(check)), moment), JSON)
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
            return Answer(*soap.ill(faults.REJECTED, request.path, request.body, moment), XML)
        case "wrong" if kind == "http":
            return replace(right, body=page("В работе", "не то, что ожидалось"))
        case "metric" if kind == "prometheus":
            return replace(right, body=metrics.vector(None if illness.value == "none" else illness.value, moment))
    return right


def guest(illness: Illness, part: Part, request: Request, moment: datetime) -> Answer:
    """What a gateway or Prometheus tells of a service behind it: only their own line is seen from outside."""
    second = wsdl.GATEWAY.match(part.path) is not None
    match illness.name:
        case "refuse" | "deaf" | "mute" | "reset" if part.check.kind == "prometheus":
            return Answer(200, metrics.vector(None, moment), JSON)
        case "refuse" | "deaf":
            return Answer(*soap.ill(faults.NO_SUPPLIER, request.path, request.body, moment), XML)
        case "mute" if second or part.check.kind != "soap":
            return Answer(504, page(phrase(504), "Поставщик не ответил шлюзу"))
        case "mute":
            return Answer(*soap.ill(faults.OVERFLOW, request.path, request.body, moment), XML)
        case "reset" | "malformed":
            return Answer(502, page(phrase(502), "Ответ поставщика не разобран"))
    return ill(illness, part, request, moment)


def nobody(gateway: bool, request: Request, moment: datetime) -> Answer:
    """What is said where no check asks: a gateway of SMEV 2 knows its services, others know their pages."""
    if request.path.partition("?")[0].endswith(metrics.PATH):
        return Answer(200, metrics.vector(None, moment), JSON)
    if gateway and wsdl.GATEWAY.match(request.path):
        return Answer(*soap.ill(faults.NO_POLICY, request.path, request.body, moment), XML)
    return Answer(404, page(phrase(404), "Страница не найдена"))


def page(title: str, text: str) -> bytes:
    """A page of HTML; the text is put in as it is, for a check may look for any words."""
    return PAGE.format(title=title, text=text).encode()


def _declared(document: bytes) -> bytes:
    """The document with a DOCTYPE after its declaration of XML."""
    match = re.match(rb"\s*<\?xml[^>]*\?>\s*", document)
    at = match.end() if match else 0
    return document[:at] + DOCTYPE + document[at:]
