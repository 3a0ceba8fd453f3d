"""The pages and files of cards: made of a card's own files and of what all cards share, by several processes.

A card that was made before of the same files, and whose pages are still in place, is left alone.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.portal import memory
from generator.portal.crew import Crew
from generator.portal.memory import CardFiles, Left
from generator.portal.pages import Printer, pages_of_card
from generator.portal.public import card_json
from generator.portal.shell import SiteShell
from generator.portal.site import INDEX
from generator.portal.stamp import stamp
from generator.portal.views.card import CardFindings
from generator.portal.views.files import given_out
from generator.portal.views.live import Live
from generator.portal.views.survey import Survey
from generator.portal.writer import Placed, Writer

File = tuple[str, bytes]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Makings:
    """What the files of cards are made of, besides the cards themselves."""

    root: Path
    survey: Survey
    findings: CardFindings
    printer: Printer
    shells: SiteShell


def keys_of_cards(shared: str, folders: Mapping[str, str], findings: CardFindings, live: Live) -> dict[str, str]:
    """A key for each card: what all share, its own folder, what the check found in it, what monitoring says of it.

    Its pages are printed from a survey that has no other card, so they depend on nothing else.
    """
    found: dict[str, list[object]] = {}
    for (card, number), own in sorted(findings.items()):
        found.setdefault(card, []).append((number, own))
    return {
        card: memory.key(shared, folder, repr(found.get(card)), repr(live.by_card.get(card)))
        for card, folder in folders.items()
    }


def in_place(writer: Writer, left: Left, keys: Mapping[str, str]) -> dict[str, CardFiles]:
    """Cards whose files are right as they lie there."""
    found = {card: known for card, known in left.cards.items() if keys.get(card) == known.key}
    return {card: one for card, one in found.items() if all(map(writer.untouched, one.names))}


def write_cards(
    writer: Writer,
    made_of: Makings,
    cards: Sequence[str],
    meanwhile: Callable[[], T],
    progress: Callable[[int], None],
) -> tuple[T, dict[str, tuple[str, ...]]]:
    """Write the files of these cards, do `meanwhile` here; what came of that, and the names of the files by card."""

    def work(card: str) -> tuple[str, list[Placed]]:
        return card, [writer.place(name, data) for name, data in card_files(made_of, card)]

    with Crew(work, cards) as crew:
        done = meanwhile()
        made = crew.finish(progress)
    for _, placed in made:
        for one in placed:
            writer.note(one)
    return done, {card: tuple(one.name for one in placed) for card, placed in made}


def card_files(made_of: Makings, card: str) -> Iterator[File]:
    """Everything that a card brings: its pages, its JSON, attachments that are given out."""
    alone = made_of.survey.alone(card)
    for page in pages_of_card(made_of.printer, alone, card, made_of.findings):
        yield f"{page.address}{INDEX}", stamp(made_of.shells, page)
    yield card_json(alone, alone.cards[card], made_of.shells.text.address)
    yield from attachments(made_of.root, alone)


def attachments(root: Path, survey: Survey) -> Iterator[File]:
    """Annexes and scans for publication, only with the very bytes that the text or the record names."""
    for state in survey.cards.values():
        for standing in state.versions.values():
            for address, file, sha256 in given_out(standing.version):
                data = (root / standing.version.folder / file).read_bytes()
                if hashlib.sha256(data).hexdigest() == sha256:
                    yield address, data


def number_of_pages(files: Iterable[CardFiles]) -> int:
    """How many of the files of cards are pages."""
    return sum(name.endswith(INDEX) for one in files for name in one.names)
