"""The assembly of the portal: shells, pages of data, files for programs, attachments; the search index last."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from generator.exchange.register import register
from generator.exchange.tables import to_csv, to_xlsx
from generator.model.content import Content
from generator.model.finding import Finding
from generator.monitoring.picture import Picture
from generator.portal.cards import File, Makings, attachments, keys_of_cards, number_of_pages, write_cards
from generator.portal.deadlines import Entries, Feed, to_ics, to_json
from generator.portal.edition import Edition
from generator.portal.feed import CARDS_FEED, cards_feed
from generator.portal.manifest import NAME
from generator.portal.memory import BuildReport, Left, Memory, compiled, in_place, key, look_up, remember, tool_key
from generator.portal.monitoring.files import files as monitoring_files
from generator.portal.monitoring.live import live
from generator.portal.monitoring.pages import pages as monitoring_pages
from generator.portal.monitoring.sight import Sight
from generator.portal.openapi import OPENAPI_FILE, openapi
from generator.portal.page import Page
from generator.portal.pages import Printer, findings_by_card, pages_besides_cards, versions_of
from generator.portal.public import CARDS_FILE, card_json, cards_json
from generator.portal.public_contacts import CONTACTS_FILE, contacts_json
from generator.portal.public_duties import DUTIES_FILE
from generator.portal.public_versions import VERSIONS_FILE, versions_json
from generator.portal.search import FOLDER
from generator.portal.shell import SiteShell
from generator.portal.shell_build import build_shells
from generator.portal.site import close, put
from generator.portal.site_text import SiteText, site_text
from generator.portal.views.parties import has_calendar
from generator.portal.views.survey import Survey, survey
from generator.portal.writer import Seen, Writer, stamp_of
from generator.procedure.duties import Duty
from generator.procedure.standing import Procedure

Progress = Callable[[int, int], None]


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
    memory: Memory | None = None,
    picture: Picture | None = None,
) -> BuildReport:
    """Build the portal of a content tree into a folder; same input, same bytes.

    `findings` are warnings that pages of cards repeat; a caller that publishes refuses errors before. `edition` tells
    what the content is; whoever reads clocks and repositories knows it. Without a `picture` monitoring has no data.
    Shells are kept in `cache`, by default below the root. With a `memory` only what has changed is made.
    """
    text = site_text(content.site, content.glossary)
    shells = build_shells(text, cache or root / ".cache" / "portal")
    seen = survey(procedure)
    seen = replace(seen, live=live(Sight(seen, picture)))
    made_of = Makings(
        root, seen, findings_by_card(findings), Printer(compiled(memory.folder) if memory else None), shells
    )
    left = look_up(memory.folder, out) if memory else Left()
    keys = keys_of_cards(made_of, _shared(memory, seen, shells), memory.content.cards) if memory else {}
    watch = _Watch(_number(seen), progress)
    writer = Writer(out, left.files)

    sight = Sight(seen, picture)
    besides = watch.seen(
        chain(pages_besides_cards(made_of.printer, seen, edition), monitoring_pages(made_of.printer, sight))
    )
    others = chain(files_besides_cards(seen, text, edition), monitoring_files(sight, text))
    cards = write_cards(
        writer,
        made_of,
        left,
        keys,
        lambda: put(writer, shells, besides, others),
        watch.tell,
    )
    counts = close(out, writer, shells, searchable=searchable)
    number = watch.passed + number_of_pages(cards)
    if memory:
        marks = writer.stamps | dict(in_place(out, f"{FOLDER}/")) | {NAME: stamp_of((out / NAME).stat())}
        files = {name: Seen(writer.sums.get(name, ""), stamp) for name, stamp in marks.items()}
        remember(memory.folder, out, Left(memory.key, number, len(writer.sums), cards, files))
    return BuildReport(number, counts.written, counts.unchanged, counts.removed)


def _shared(memory: Memory, seen: Survey, shells: SiteShell) -> str:
    """Key of what the pages of all cards are made of: the tool, the shells, the day, all content besides cards."""
    return key(tool_key(), shells.folder.name, seen.today.isoformat(), memory.content.besides_cards)


def files(
    root: Path, seen: Survey, text: SiteText, edition: Edition | None = None, picture: Picture | None = None
) -> Iterator[File]:
    """Files for programs, feeds, registers, calendars, and attachments that are given out."""
    yield from files_besides_cards(seen, text, edition)
    yield from monitoring_files(Sight(seen, picture), text)
    for card, state in seen.cards.items():
        yield card_json(seen.alone(card), state, text.address)
    yield from attachments(root, seen)


def files_besides_cards(seen: Survey, text: SiteText, edition: Edition | None = None) -> Iterator[File]:
    """Files that tell of many cards."""
    yield CARDS_FILE, cards_json(seen, text.address)
    yield DUTIES_FILE, to_json(seen.duties)
    yield CONTACTS_FILE, contacts_json(seen, text.address)
    yield VERSIONS_FILE, versions_json(versions_of(seen, edition))
    yield OPENAPI_FILE, openapi(text)
    yield CARDS_FEED, cards_feed(seen, text)
    yield from _registers(seen, text.address)
    yield from _calendars(seen, text.address)


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


def _number(seen: Survey) -> int:
    """How many pages there will be, as far as it can be told beforehand."""
    versions = sum(len(state.versions) for state in seen.cards.values())
    return versions + len(seen.content.parties) + len(seen.content.passports)


class _Watch:
    """Counts what is done and tells whoever watches."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._done = 0
        self.passed = 0

    def tell(self, more: int) -> None:
        """So many more are done."""
        self._done += more
        if self._progress:
            self._progress(min(self._done, self._total), self._total)

    def seen(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Pages that are counted as they pass."""
        for page in pages:
            yield page
            self.passed += 1
            self.tell(1)
