"""Scenarios by name, as data; the default is shown in the demonstration."""

from collections.abc import Mapping

from probes.model.verdict import Purpose, Side
from probes.simulator.faults import CODES
from probes.simulator.illness import CERTIFICATES
from probes.simulator.scenes import Act

DEFAULT = "mixed"
_SERVICES = Purpose.SERVICE_AVAILABILITY
_HEALTH = Purpose.SERVICE_HEALTH
_BUS = Purpose.SMEV_AVAILABILITY
_PAPERS = (*(f"certificate {state}" for state in CERTIFICATES), "gost")

SCENARIOS: Mapping[str, tuple[str, tuple[Act, ...]]] = {
    "calm": ("everything is well", ()),
    "outage": (
        "from the second minute every sixth service is gone with its host, for five minutes",
        (Act("refuse", side=Side.SUPPLIER, share=(1, 6), start=60, end=360),),
    ),
    "slow": (
        "suppliers answer later and later, then well again after ten minutes",
        (
            Act("slow 1500", side=Side.SUPPLIER, share=(1, 2), end=600),
            Act("slow 4000", side=Side.SUPPLIER, share=(1, 2), start=200, end=600),
            Act("slow 9000", side=Side.SUPPLIER, share=(1, 2), start=400, end=600),
        ),
    ),
    "flapping": (
        "every tenth service comes and goes with its host, a quarter of a minute each",
        (Act("refuse", side=Side.SUPPLIER, share=(1, 10), every=30, lasting=15),),
    ),
    "bus-down": (
        "SMEV refuses for three minutes, then tells of its own failure for two",
        (
            Act("refuse", side=Side.SMEV, start=30, end=210),
            Act("fault bus_failure", kinds=("soap",), start=210, end=330),
            Act("status 503", side=Side.SMEV, kinds=("http", "wsdl"), start=210, end=330),
        ),
    ),
    "wrong-contract": (
        "services publish descriptions that nobody agreed to, or no descriptions",
        (
            Act("contract", kinds=("wsdl",)),
            Act("html", kinds=("wsdl",), share=(2, 4)),
            Act("dtd", kinds=("wsdl",), share=(3, 4)),
            Act("torn", kinds=("wsdl",), share=(4, 4)),
        ),
    ),
    "faults": (
        "scripted examples are answered by faults of every side",
        tuple(Act(f"fault {code}", kinds=("soap",), share=(place, len(CODES))) for place, code in enumerate(CODES, 1)),
    ),
    "certificates": (
        "TLS shows certificates of every wrong kind, another one each minute, in turn",
        tuple(
            Act(illness, kinds=("tls",), share=(place, 3), start=60 * turn, end=60 * turn + 60)
            for turn in range(len(_PAPERS))
            for place, illness in enumerate((_PAPERS * 2)[turn : turn + 3], 1)
        ),
    ),
    "mixed": (
        "a working day: most is well, a few are ill in different ways",
        (
            Act("refuse", side=Side.SUPPLIER, purpose=_SERVICES, share=(14, 40)),
            Act("status 503", side=Side.SUPPLIER, purpose=_SERVICES, share=(25, 40)),
            Act("html", kinds=("wsdl",), side=Side.SUPPLIER, share=(33, 60)),
            Act("contract", kinds=("wsdl",), side=Side.SUPPLIER, share=(5, 60)),
            Act("slow 3000", side=Side.SUPPLIER, purpose=_SERVICES, share=(9, 40)),
            Act("slow 3000", who="portal-*", kinds=("http",)),
            Act("fault cert_expired_own", kinds=("soap",), purpose=_HEALTH, share=(3, 9)),
            Act("fault flk", kinds=("reported",), share=(2, 9)),
            Act("certificate expired", kinds=("tls",), share=(1, 3)),
            Act("metric none", kinds=("prometheus",), share=(4, 12)),
            Act("stale", kinds=("heartbeat",), share=(2, 9)),
            Act("status 502", side=Side.SUPPLIER, purpose=_SERVICES, share=(38, 40), start=120, every=180, lasting=60),
            Act("refuse", side=Side.SMEV, purpose=_BUS, start=600, end=720),
        ),
    ),
}
