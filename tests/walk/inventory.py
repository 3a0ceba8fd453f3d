"""What is watched on the walk: a bus, three services behind it, one that is not, a component, a signature."""

from collections.abc import Mapping


def _target(name: str, kind: str, side: str, owner: str, *more: str) -> str:
    return "\n".join(
        (f"name: {name}", f"kind: {kind}", f"side: {side}", f"owner: {owner}", "since: 2026-06-01", *more, "")
    )


def _service(name: str, owner: str, address: str, *more: str) -> str:
    checks = ("checks:", "  - id: wsdl", "    kind: wsdl", "    purpose: service_availability", "    deadline: 4s")
    return _target(name, "service", "supplier", owner, "behind:", "  - smev3", *more, *checks, f"    url: {address}")


_EGRUL = """\
serves:
  - card: tkmv-fn-kontrol
    service: egrul"""
_EXAMPLE = """\
  - id: example
    kind: soap
    purpose: service_health
    deadline: 4s
    url: http://127.151.2.1:7575/ws/egrul
    example: egrul.xml
    namespaces:
      - prefix: smev
        uri: http://smev.gosuslugi.ru/rev120315
    assertions:
      - xpath: //smev:Status
        equals: RESULT
    permitted:
      number: ВД-1
      date: 2026-05-12
"""
_BUS = """\
checks:
  - id: wsdl
    kind: wsdl
    purpose: smev_availability
    deadline: 4s
    url: http://127.151.1.1:7500/smev/v1.2/ws?wsdl"""
_HEALTH = """\
checks:
  - id: http
    kind: http
    purpose: own_component
    deadline: 4s
    url: http://127.151.3.1:8080/health
    contains: UP"""
_CERTIFICATE = """\
checks:
  - id: certificate
    kind: certificate
    purpose: signature_expiry
    file: signature.cer"""
_CONTROL = """\
control: true
checks:
  - id: port
    kind: tcp
    purpose: own_component
    deadline: 4s
    address: 127.151.9.1:8080"""

TARGETS: Mapping[str, str] = {
    "smev3": _target("СМЭВ 3", "smev", "smev", "mincifry", _BUS),
    "fns-egrul": _service("Сведения ЕГРЮЛ", "fns", "http://127.151.2.1:7575/ws/egrul?wsdl", _EGRUL) + _EXAMPLE,
    "rosreestr-egrn": _service("Сведения ЕГРН", "rosreestr", "http://127.151.2.2:7575/ws/egrn?wsdl"),
    "minec-list": _service("Перечень участников", "minec", "http://127.151.2.3:7575/ws/list?wsdl"),
    "adapter": _target("Адаптер СМЭВ", "component", "consumer", "cittu", _HEALTH),
    "signature": _target("Подпись адаптера", "component", "consumer", "cittu", _CERTIFICATE),
    "control": _target("Контрольный узел", "component", "consumer", "cittu", _CONTROL),
}
