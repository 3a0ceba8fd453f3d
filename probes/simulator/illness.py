"""What may be wrong with what is served: a word and at most one value, the same in scenes, tests and help."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

# The word, how its value is called where it takes one, and what then happens.
ILLNESSES: Mapping[str, tuple[str, str]] = {
    # The line.
    "refuse": ("", "connections are refused"),
    "deaf": ("", "connections are neither taken nor refused"),
    "mute": ("", "connections are taken, nothing is ever said"),
    "reset": ("", "connections are broken off"),
    "certificate": ("STATE", "TLS shows a certificate that is expiring, expired, future, self-signed, untrusted or "
                             "made out to a wrong-name"),
    "gost": ("", "TLS speaks GOST alone: any other handshake is refused"),
    # HTTP.
    "slow": ("MILLISECONDS", "answers are right but late"),
    "drip": ("", "answers come a byte at a time"),
    "status": ("CODE", "answers have this HTTP status"),
    "redirect": ("URL", "answers lead elsewhere"),
    "malformed": ("", "answers are not HTTP"),
    "endless": ("", "answers never end"),
    # Documents.
    "html": ("", "the page of a proxy stands in for the document"),
    "torn": ("", "the document breaks off in the middle"),
    "dtd": ("", "the document declares a DOCTYPE"),
    "contract": ("", "the WSDL is not the agreed one"),
    "fault": ("CODE", "the answer is a fault or a refusal of SMEV 2 or 3; a heartbeat reports a fault"),
    "wrong": ("", "the answer is well formed and says something else"),
    # Metrics, files, names.
    "metric": ("VALUE", "the metric has this value; none: the query finds nothing"),
    "stale": ("", "the file is older than it may be"),
    "missing": ("", "the file is not there, the name is not known"),
    "servfail": ("", "DNS fails"),
}  # fmt: skip

CERTIFICATES = ("expiring", "expired", "future", "self-signed", "untrusted", "wrong-name")


@dataclass(frozen=True, slots=True)
class Illness:
    """One thing that is wrong."""

    name: str
    value: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `status 503`; a word that is not in the list, or a value too many or too few, is a ValueError."""
        name, _, value = text.strip().partition(" ")
        if name not in ILLNESSES:
            raise ValueError(f"unknown illness {name!r}; known: {', '.join(ILLNESSES)}")
        wanted = ILLNESSES[name][0]
        if bool(value) != bool(wanted):
            raise ValueError(f"{name} takes {wanted or 'no value'}, got {value!r}")
        if wanted in {"MILLISECONDS", "CODE"} and name != "fault" and not value.isdigit():
            raise ValueError(f"{name} takes a number, got {value!r}")
        if name == "certificate" and value.split()[0] not in CERTIFICATES:
            raise ValueError(f"certificate takes one of {', '.join(CERTIFICATES)}, got {value!r}")
        return cls(name, value)

    def __str__(self) -> str:
        return f"{self.name} {self.value}".strip()
