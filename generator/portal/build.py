"""The assembly of the portal: shells, pages of data, files for programs, attachments; the search index last."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.exchange.register import register
from generator.exchange.tables import to_csv, to_xlsx
from generator.model.content import Content
from generator.model.finding import Finding
from generator.portal.deadlines import Entries, Feed, to_ics, to_json
from generator.portal.edition import Edition
from generator.portal.feed import CARDS_FEED, cards_feed
from generator.portal.openapi import OPENAPI_FILE, openapi
from generator.portal.page import Page
from generator.portal.pages import pages, versions_of
from generator.portal.public import CARDS_FILE, card_files, cards_json
from generator.portal.public_contacts import CONTACTS_FILE, contacts_json
from generator.portal.public_duties import DUTIES_FILE
from generator.portal.public_versions import VERSIONS_FILE, versions_json
from generator.portal.shell_build import build_shells
from generator.portal.site import write_site
from generator.portal.site_text import SiteText, site_text
from generator.portal.views.files import given_out
from generator.portal.views.parties import has_calendar
from generator.portal.views.survey import Survey, survey
from generator.procedure.duties import Duty
from generator.procedure.standing import Procedure

Progress = Callable[[int, int], None]
File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: pages of data made, files of the whole portal written, left alone, removed."""

    pages: int
    written: int
    unchanged: int
    removed: int


def build_portal(
    root: Path,
    out: Path,
    content: Content,
    procedure: Procedure,
    findings: Iterable[Finding] = (),
    progress: Progress | None = None,
    *,
    edition: Edition | None = None,
    cache: Path | None = None,
    searchable: bool = True,
) -> BuildReport:
    """Build the portal of a content tree into a folder; same input, same bytes.

    `findings` are warnings that pages of cards repeat; a caller that publishes refuses errors before. `edition` tells
    what the content is; whoever reads clocks and repositories knows it.
    Shells are kept in `cache`, by default below the root.
    """
    text = site_text(content.site, content.glossary)
    shells = build_shells(text, cache or root / ".cache" / "portal")
    seen = survey(procedure)
    counted = _Counted(pages(seen, findings, edition), _number(seen), progress)
    counts = write_site(out, shells, counted, files(root, seen, text, edition), searchable=searchable)
    return BuildReport(counted.done, counts.written, counts.unchanged, counts.removed)


def files(root: Path, seen: Survey, text: SiteText, edition: Edition | None = None) -> Iterator[File]:
    """Files for programs, feeds, registers, calendars, and attachments that are given out."""
    yield CARDS_FILE, cards_json(seen, text.address)
    yield from card_files(seen, text.address)
    yield DUTIES_FILE, to_json(seen.duties).encode()
    yield CONTACTS_FILE, contacts_json(seen, text.address)
    yield VERSIONS_FILE, versions_json(versions_of(seen, edition))
    yield OPENAPI_FILE, openapi(text)
    yield CARDS_FEED, cards_feed(seen, text)
    yield from _registers(seen, text.address)
    yield from _calendars(seen, text.address)
    yield from _attachments(root, seen)


def _registers(seen: Survey, address: str) -> Iterator[File]:
    """Rows for the Unified register of agreements (п. 20, 46)."""
    table = register(seen.procedure, address)
    yield "registers/unified.csv", to_csv(table.headings, table.rows).encode()
    yield "registers/unified.xlsx", to_xlsx(table)


def _calendars(seen: Survey, address: str) -> Iterator[File]:
    """All duties, and those of each unit that may subscribe to its own."""
    entries = Entries()

    def calendar(title: str, duties: Iterable[Duty]) -> bytes:
        return to_ics(duties, Feed(title, address, seen.content, seen.today), entries)

    yield "calendar/all.ics", calendar("Сроки по ТКМВ", seen.duties)
    for party in seen.content.parties.values():
        if has_calendar(seen, party):
            own = seen.by_bearer.get(party.id, ())
            yield f"calendar/{party.id}.ics", calendar(f"Сроки по ТКМВ: {seen.names.short(party.id)}", own)


def _attachments(root: Path, seen: Survey) -> Iterator[File]:
    """Annexes and scans for publication, only with the very bytes that the text or the record names."""
    for state in seen.cards.values():
        for standing in state.versions.values():
            for address, file, sha256 in given_out(standing.version):
                data = (root / standing.version.folder / file).read_bytes()
                if hashlib.sha256(data).hexdigest() == sha256:
                    yield address, data


def _number(seen: Survey) -> int:
    """How many pages there will be, as far as it can be told beforehand."""
    versions = sum(len(state.versions) for state in seen.cards.values())
    return versions + len(seen.content.parties) + len(seen.content.passports)


class _Counted:
    """Pages that are counted, and told to whoever watches, as they pass."""

    def __init__(self, found: Iterable[Page], total: int, progress: Progress | None) -> None:
        self._found = found
        self._total = total
        self._progress = progress
        self.done = 0

    def __iter__(self) -> Iterator[Page]:
        for page in self._found:
            yield page
            self.done += 1
            if self._progress and self.done <= self._total:
                self._progress(self.done, self._total)
