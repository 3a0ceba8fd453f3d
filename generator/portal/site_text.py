"""What every page of the portal says of the portal itself."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from generator.model.glossary import Glossary
from generator.model.site import Site
from generator.portal.russian import long_day

_ADDRESS = re.compile(r"https?://[\w.%:-]+/(?:[\w.~%-]+/)*")


@dataclass(frozen=True, slots=True)
class SiteText:
    """Plain text, escaped by whoever prints it; the address ends with a slash and may carry a path prefix."""

    title: str = "Межведомственное взаимодействие ФТС России"
    description: str = "Технологические карты межведомственного взаимодействия и мониторинг обмена сведениями"
    organisation: str = "Федеральная таможенная служба"
    address: str = "https://portal.example/"
    notice: str = ""  # one line above every page, for instance that the content is a demonstration
    feedback: str = ""  # mailbox for errors on the portal
    terms: tuple[tuple[str, str], ...] = ()  # abbreviations with their meaning (п. 5)

    def __post_init__(self) -> None:
        # The path stands in an inline script of the theme and in addresses of the page of a wrong address.
        if not _ADDRESS.fullmatch(self.address):
            raise ValueError(f"an address of the portal looks like https://host/path/, not {self.address!r}")

    @property
    def path(self) -> str:
        """The path prefix under which the portal is published: "/" or "/portal/"."""
        return urlsplit(self.address).path


def site_text(site: Site | None, glossary: Glossary | None) -> SiteText:
    """The texts as content/site.yml and content/glossary.yml give them; defaults where a file could not be read."""
    terms = tuple(sorted(glossary.abbreviations.items())) if glossary else ()
    if site is None:
        return SiteText(terms=terms)
    return SiteText(
        title=site.title,
        description=site.description,
        organisation=site.organisation,
        address=_folder(site.address),
        notice=_notice(site),
        feedback=site.feedback or "",
        terms=terms,
    )


def _folder(address: str) -> str:
    """An address without query, with one slash at its end and nothing that would have to be escaped."""
    parts = urlsplit(address)
    steps = [quote(step, safe="%~") for step in parts.path.split("/") if step]
    return "/".join([f"{parts.scheme}:/", quote(parts.netloc, safe=":%"), *steps, ""])


def _notice(site: Site) -> str:
    if not site.demonstration:
        return ""
    day = f", составлены на {long_day(site.as_of)}" if site.as_of else ""
    return f"Демонстрационное содержание: сведения вымышлены{day}"
