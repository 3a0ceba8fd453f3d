"""What every page of the portal says of the portal itself."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?/(?:[A-Za-z0-9._~-]+/)*")
_MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")

Terms = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SiteText:
    """Plain text, escaped by whoever prints it; the address ends with a slash and may carry a path prefix."""

    title: str = "Межведомственное взаимодействие ФТС России"
    description: str = "Технологические карты межведомственного взаимодействия и мониторинг обмена сведениями"
    organisation: str = "Федеральная таможенная служба"
    address: str = "https://portal.example/"
    notice: str = ""  # one line above every page, for instance that the content is a demonstration
    feedback: str = ""  # mailbox for errors on the portal
    terms: Terms = field(default=())  # abbreviations with their meaning (п. 5)

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.address):
            raise ValueError(f"an address of the portal looks like https://host/path/, not {self.address!r}")
        if self.feedback and not _MAILBOX.fullmatch(self.feedback):
            raise ValueError(f"not a mailbox: {self.feedback!r}")

    @property
    def path(self) -> str:
        """The path prefix under which the portal is published: "/" or "/portal/"."""
        return urlsplit(self.address).path
