"""The inventory of monitoring of the sound world of tests/checks/build.py, as its authors would write it."""

from typing import Any

Tree = dict[str, Any]

EXAMPLE = b'<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"/>'
SMEV = "http://smev.gosuslugi.ru/rev120315"


def kept() -> dict[str, bytes]:
    """A certificate, the list of revoked ones, a scripted example."""
    return {
        "certificates/adapter.cer": b"\x30\x00",
        "certificates/authority.crl": b"\x30\x00",
        "examples/land.xml": EXAMPLE,
    }


def targets() -> dict[str, Tree]:
    """SMEV, the services of both suppliers behind it, an own service, the own adapter, which is the control."""
    return {one["id"]: one for one in (_bus(), _scripted(), _signed(), _own(), _adapter())}


def _bus() -> Tree:
    letter = {"number": "П11-1", "date": "2026-11-10"}
    works = {"since": "2026-11-28T22:00+03:00", "until": "2026-11-29T04:00+03:00", "reason": "Обновление"}
    return {
        **_target("smev3", "СМЭВ 3", "smev", "smev", "mincifry"),
        "checks": [
            _check("name", "dns", "smev_availability", name="smev3.example", server="127.151.0.53:5353"),
            _check("wsdl", "wsdl", "smev_availability", url="http://127.151.1.1:7500/ws?wsdl"),
        ],
        "maintenance": [{**works, "letter": letter}],
    }


def _scripted() -> Tree:
    return {
        **_target("fns-land", "Сведения ФНС", "service", "supplier", "fns"),
        "behind": ["smev3"],
        "serves": [{"card": "tkmv-fn-land", "service": "service-fns"}],
        "checks": [
            _check("wsdl", "wsdl", "service_availability", url="http://127.151.2.1:7575/ws?wsdl"),
            _check(
                "example",
                "soap",
                "service_health",
                url="http://127.151.2.1:7575/ws",
                example="land.xml",
                namespaces=[{"prefix": "smev", "uri": SMEV}],
                assertions=[{"xpath": "//smev:Status", "equals": "RESULT"}],
                permitted={"number": "1-2", "date": "2026-05-12"},
            ),
        ],
    }


def _signed() -> Tree:
    silence = {"since": "2026-11-16T09:00+03:00", "until": "2026-12-01T18:00+03:00", "reason": "Смена версии"}
    return {
        **_target("rosreestr-land", "Сведения ЕГРН", "service", "supplier", "rosreestr"),
        "behind": ["smev3"],
        "serves": [{"card": "tkmv-fn-land", "requests": ["А.3-2"]}],
        "checks": [_check("port", "tcp", "service_availability", address="127.151.2.2:7575")],
        "not_watched": [{"watch": "health", "reason": "Контрольный пример не согласован"}],
        "silences": [silence],
    }


def _own() -> Tree:
    return {
        **_target("declarations", "Сведения из деклараций", "service", "supplier", "utn"),
        "behind": ["smev3", "adapter"],
        "serves": [{"card": "tkmv-ext-declarations", "service": "service-fts"}],
        "checks": [
            _check("http", "http", "own_component", url="http://127.151.3.2:8080/"),
            _check("signed", "reported", "own_component", file="declarations.json"),
        ],
    }


def _adapter() -> Tree:
    query = {"url": "http://127.151.3.9:9090", "query": "sum(queue_length)", "high": "100"}
    return {
        **_target("adapter", "Адаптер СМЭВ", "component", "consumer", "cittu"),
        "control": "true",
        "checks": [
            _check("port", "tcp", "own_component", address="127.151.3.1:8080"),
            _check("queue", "prometheus", "own_component", **query),
            _check("heartbeat", "heartbeat", "own_component", file="adapter.json"),
            {"id": "certificate", "kind": "certificate", "purpose": "signature_expiry", "file": "adapter.cer"},
        ],
    }


def networks() -> Tree:
    """The network of the simulator."""
    document = {"number": "15-1", "date": "2026-08-24"}
    one = {"network": "127.151.0.0/16", "reason": "Симулятор", "approved": {"party": "cittu", "document": document}}
    return {"networks": [one]}


def group() -> Tree:
    """One member of each unit."""
    members = [
        {"party": "guit", "contact": "zam", "role": "head", "access": "2026-01-26"},
        {"party": "cittu", "contact": "zam", "access": "2026-01-26"},
    ]
    return {"document": {"number": "211-р", "date": "2026-01-19"}, "members": members}


def support() -> Tree:
    """An invented mailbox."""
    return {"addressee": "support@smev.example", "duty": {"party": "cittu", "contact": "zam"}}


def incidents() -> dict[str, Tree]:
    """One incident of each origin: opened by hand and over, seen by the machine and being worked on."""
    by_hand: Tree = {
        "id": "2026-11-12-0640-fns-land",
        "target": "fns-land",
        "opened": {
            "since": "2026-11-12T09:40+03:00",
            "until": "2026-11-12T11:25+03:00",
            "by": "utn",
            "summary": "Ответы без адреса",
        },
        "cause": "Ошибка обновления",
        "cause_code": "data_quality",
        "measures": [{"what": "Сверка ответа", "owner": "cittu", "due": "2026-11-18", "done": "2026-11-17"}],
        "ticket": {"number": "SD-1", "date": "2026-11-12"},
        "closed": {"date": "2026-11-18", "by": "cittu", "summary": "Исправлено"},
    }
    seen: Tree = {
        "id": "2026-11-17-0905-smev3",
        "target": "smev3",
        "measures": [{"what": "Запасной канал", "owner": "cittu", "due": "2026-12-11"}],
    }
    return {one["id"]: one for one in (by_hand, seen)}


def _target(ident: str, name: str, kind: str, side: str, owner: str) -> Tree:
    return {"id": ident, "name": name, "kind": kind, "side": side, "owner": owner, "since": "2026-09-01"}


def _check(ident: str, kind: str, purpose: str, **fields: Any) -> Tree:
    return {"id": ident, "kind": kind, "purpose": purpose, "every": "5m", **fields}
