"""Everything that was read, assembled: what the procedure, the checks and the portal work on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.model.calendar import CalendarYear
    from generator.model.card import Card
    from generator.model.contacts import Contacts
    from generator.model.glossary import Glossary
    from generator.model.monitoring.group import Group
    from generator.model.monitoring.incident import IncidentNotes
    from generator.model.monitoring.networks import Networks
    from generator.model.monitoring.support import Support
    from generator.model.monitoring.target import Target
    from generator.model.order import Order
    from generator.model.party import Party
    from generator.model.passport import Passport
    from generator.model.record import Record
    from generator.model.site import Site
    from generator.model.sittings import Sittings


_TWIN = re.compile(r"(.+)-(\d{1,3})\.yml")


@dataclass(frozen=True, slots=True)
class FiledRecord:
    """A record with the name of its file, by which other records refer to it."""

    name: str
    record: "Record"

    @property
    def order(self) -> tuple[date, str, int]:
        """Order of records: by date, then by file name, the second of a day (`…-2.yml`) after the first."""
        twin = _TWIN.fullmatch(self.name)
        return (self.record.date, twin[1], int(twin[2])) if twin else (self.record.date, self.name[:-4], 1)

    def get(self, field: str) -> Any:
        """What the record says in a field that its kind may lack (pydantic's own getattr is far slower then)."""
        return self.record.__dict__.get(field)


@dataclass(frozen=True, slots=True)
class CardVersion:
    """One version of a card: its text, the digest of the text, its records and the texts kept for approvals.

    `text` is the canonical JSON that `digest` was computed from (see generator/digest.py); `texts` maps a digest
    to such a text. `records` are sorted by date, then by file name. `files` are the names of attachments present
    under the version's folder with their sha256, relative to it.
    """

    card: "Card"
    text: bytes
    digest: str
    records: tuple[FiledRecord, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Identifier of the card."""
        return self.card.card

    @property
    def number(self) -> int:
        """Number of the version."""
        return self.card.version

    @property
    def folder(self) -> str:
        """Folder of the version, relative to the root."""
        return f"content/cards/{self.card.card}/v{self.card.version}"

    @property
    def path(self) -> str:
        """The file of the card's text, relative to the root."""
        return f"{self.folder}/card.yml"

    def record_path(self, name: str) -> str:
        """The file of a record, relative to the root."""
        return f"{self.folder}/records/{name}"


@dataclass(frozen=True, slots=True)
class Content:
    """All content by identifier; what could not be read is absent (the findings of the reading say why).

    `kept` are the files of monitoring that are no YAML (certificates, scripted examples), by path below
    content/monitoring.
    """

    order: "Order | None" = None
    site: "Site | None" = None
    parties: Mapping[str, "Party"] = field(default_factory=dict)
    passports: Mapping[str, "Passport"] = field(default_factory=dict)
    contacts: Mapping[str, "Contacts"] = field(default_factory=dict)
    cards: Mapping[str, Mapping[int, CardVersion]] = field(default_factory=dict)
    calendar: Mapping[int, "CalendarYear"] = field(default_factory=dict)
    sittings: "Sittings | None" = None
    glossary: "Glossary | None" = None
    targets: Mapping[str, "Target"] = field(default_factory=dict)
    networks: "Networks | None" = None
    group: "Group | None" = None
    support: "Support | None" = None
    incidents: Mapping[str, "IncidentNotes"] = field(default_factory=dict)
    kept: Mapping[str, bytes] = field(default_factory=dict)

    def latest(self, card: str) -> CardVersion:
        """The latest version of a card; KeyError when there is no such card."""
        versions = self.cards[card]
        return versions[max(versions)]

    def role(self, role: str) -> "Party | None":
        """The party that holds a role named by the order, or None."""
        return next((one for one in self.parties.values() if one.role == role), None)
