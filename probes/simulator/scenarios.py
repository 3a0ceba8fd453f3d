"""Scenarios by name, as data; the default is shown in the demonstration."""

from collections.abc import Mapping

from probes.model.verdict import Purpose, Side
from probes.simulator.scenes import Act

DEFAULT = "mixed"
_SERVICES = Purpose.SERVICE_AVAILABILITY
_HEALTH = Purpose.SERVICE_HEALTH
_BUS = Purpose.SMEV_AVAILABILITY

SCENARIOS: Mapping[str, tuple[str, tuple[Act, ...]]] = {
    "calm": ("everything is well", ()),
    "outage": (
        "from the second minute every third supplier is gone, for five minutes",
        (Act("refuse", side=Side.SUPPLIER, share=(1, 3), start=60, end=360),),
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
        "every fourth supplier comes and goes, a quarter of a minute each",
        (Act("refuse", side=Side.SUPPLIER, share=(1, 4), every=30, lasting=15),),
    ),
    "bus-down": (
        "SMEV refuses for three minutes, then tells of its own failure for two",
        (
            Act("refuse", side=Side.SMEV, start=30, end=210),
            Act("fault SMEV-101005", kinds=("soap",), start=210, end=330),
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
        tuple(
            Act(f"fault {code}", kinds=("soap",), share=(place, 6))
            for place, code in enumerate(
                ("no-supplier", "SMEV-100005", "AccessDenied", "DestinationOverflow", "no-policy", "SMEV-101005"), 1
            )
        ),
    ),
    "certificates": (
        "TLS shows certificates of every wrong kind",
        tuple(
            Act(illness, kinds=("tls", "http"), share=(place, 6))
            for place, illness in enumerate(
                (
                    "certificate expiring",
                    "certificate expired",
                    "certificate self-signed",
                    "certificate wrong-name",
                    "certificate untrusted",
                    "gost",
                ),
                1,
            )
        ),
    ),
    "mixed": (
        "a working day: most is well, a few are ill in different ways",
        (
            Act("refuse", side=Side.SUPPLIER, purpose=_SERVICES, share=(2, 9)),
            Act("contract", kinds=("wsdl",), share=(5, 12)),
            Act("slow 3000", side=Side.SUPPLIER, purpose=_SERVICES, share=(7, 9)),
            Act("fault SMEV-100005", kinds=("soap",), purpose=_HEALTH, share=(3, 8)),
            Act("certificate expiring", kinds=("tls",), share=(1, 3)),
            Act("stale", kinds=("heartbeat",), share=(2, 5)),
            Act("status 503", side=Side.SUPPLIER, purpose=_SERVICES, share=(4, 9), start=120, every=180, lasting=60),
            Act("refuse", side=Side.SMEV, purpose=_BUS, start=600, end=720),
        ),
    ),
}
