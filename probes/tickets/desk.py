"""Who writes to whom about what, and when: the settings of tickets."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SENDER = "smev@ca.customs.ru"  # п. 30; a setting, so that a demonstration writes from elsewhere


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a letter says of a target beside the incident: its name, owner, identifiers and cards."""

    name: str
    owner: str = ""
    environment: str = "production"
    # Label and value, such as ("Идентификатор на шлюзе", "SID0003663"); only what is known.
    identifiers: tuple[tuple[str, str], ...] = ()
    # Titles of the cards whose exchange stops with it.
    cards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Addressees and patience. Times are in seconds.

    Nobody is written to about an outage shorter than `patience`; one that lasts is recalled every `recall`; more than
    `storm` new ones for one addressee at once make one letter together.
    """

    support: str
    duty: str
    sender: str = SENDER
    organisation: str = "ФТС России, ЦИТТУ"
    contacts: tuple[str, ...] = ()
    patience: int = 600
    recall: int = 24 * 3600
    storm: int = 5
    portal: str = ""
    dossiers: Mapping[str, Dossier] = field(default_factory=dict)
    # Number that support gave its own ticket, by incident; people write it down when it answers.
    numbers: Mapping[str, str] = field(default_factory=dict)
