"""The assembly of the portal: shells, pages of data, files for programs, attachments; the search index last."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from generator.model.content import Content
from generator.model.finding import Finding
from generator.monitoring.picture import Picture
from generator.portal.cards import File, Makings, attachments, in_place, keys_of_cards, number_of_pages, write_cards
from generator.portal.edition import Edition
from generator.portal.lists import files_of_lists, still_right
from generator.portal.manifest import NAME
from generator.portal.memory import (
    BuildReport,
    CardFiles,
    Left,
    Lists,
    Memory,
    compiled,
    in_folder,
    key,
    look_up,
    remember,
    tool_key,
)
from generator.portal.monitoring.files import files as monitoring_files
from generator.portal.monitoring.live import live
from generator.portal.monitoring.pages import pages as monitoring_pages
from generator.portal.monitoring.sight import Sight
from generator.portal.page import Page
from generator.portal.pages import Printer, findings_by_card, page_of_versions, pages_of_lists, versions_of
from generator.portal.public import card_json
from generator.portal.public_versions import VERSIONS_FILE, versions_json
from generator.portal.search import FOLDER
from generator.portal.shell_build import build_shells
from generator.portal.site import close, put, put_written
from generator.portal.site_text import SiteText, site_text
from generator.portal.views.survey import Survey, of_cards, of_lists, told_to_lists
from generator.portal.views.versions import totals
from generator.portal.writer import OWN, Placed, Seen, Writer, stamp_of
from generator.procedure.standing import Procedure
from generator.reading.lasting import lasting

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
    living = live(Sight(of_cards(procedure.only(())), picture))
    found = findings_by_card(findings)
    left = look_up(memory.folder, out) if memory else Left()
    writer = Writer(out, left.files)
    # What the pages of all cards are made of: the tool, the shells, the day, all content besides cards.
    today = procedure.today.isoformat()
    shared = key(tool_key(), shells.folder.name, today, memory.content.besides_cards) if memory else ""
    folders = {card: memory.content.cards.get(card, "") for card in content.cards} if memory else {}
    keys = keys_of_cards(shared, folders, found, living)
    kept = in_place(writer, left, keys)
    wanted = [card for card in content.cards if card not in kept]
    with lasting():
        seen = replace(of_cards(procedure.only(wanted)), live=living)
        told = {card: kept[card].told if card in kept else told_to_lists(seen, card) for card in folders}
    key_of_lists = key(shared, memory.seen, json.dumps(told)) if memory else ""
    printer = Printer(compiled(memory.folder) if memory else None)
    watch = _Watch(_number(seen) + number_of_pages(kept.values()), progress)

    def made_lists() -> Lists:
        """All files that tell of many cards, and the hand-written ones."""
        with lasting():
            listed = of_lists(replace(of_cards(procedure), live=living) if kept else seen)
        sight = Sight(listed, picture)
        pages = chain(pages_of_lists(printer, listed), monitoring_pages(printer, sight))
        put_written(writer, shells)
        put(writer, shells, watch.seen(pages), chain(files_of_lists(listed, text), monitoring_files(sight, text)))
        return Lists(key_of_lists, watch.passed, tuple(name for name in writer.sums if name != OWN), totals(listed))

    spared = [one.names for one in kept.values()]
    as_they_are = memory is not None and still_right(writer, left.lists, key_of_lists)
    if as_they_are:
        spared.append(left.lists.names)
    made_of = Makings(root, seen, found, printer, shells)
    lists, names = write_cards(writer, made_of, wanted, (lambda: left.lists) if as_they_are else made_lists, watch.tell)
    for name in chain.from_iterable(spared):
        writer.note(Placed(name, left.files[name].sha256, False))
    watch.tell(number_of_pages(kept.values()))
    versions = versions_of(seen, lists.totals, edition)
    put(writer, shells, [page_of_versions(printer, versions)], [(VERSIONS_FILE, versions_json(versions))])
    counts = close(out, writer, shells, searchable=searchable)
    cards = kept | {card: CardFiles(keys.get(card, ""), told.get(card, ""), names[card]) for card in wanted}
    number = lists.pages + 1 + number_of_pages(cards.values())
    if memory:
        marks = writer.stamps | dict(in_folder(out, f"{FOLDER}/")) | {NAME: stamp_of((out / NAME).stat())}
        files = {name: Seen(writer.sums.get(name, ""), stamp) for name, stamp in marks.items()}
        remember(memory.folder, out, Left(memory.key, number, len(writer.sums), lists, cards, files))
    return BuildReport(number, counts.written, counts.unchanged, counts.removed)


def files(
    root: Path, seen: Survey, text: SiteText, edition: Edition | None = None, picture: Picture | None = None
) -> Iterator[File]:
    """Files for programs, feeds, registers, calendars, and attachments that are given out."""
    yield from files_of_lists(seen, text)
    yield VERSIONS_FILE, versions_json(versions_of(seen, totals(seen), edition))
    yield from monitoring_files(Sight(seen, picture), text)
    for card, state in seen.cards.items():
        yield card_json(seen.alone(card), state, text.address)
    yield from attachments(root, seen)


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
