"""The pages and files of cards: made of a card's own files and of what all cards share, by several processes.

A card that was made before of the same files, and whose pages are still in place, is left alone.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

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
from generator.portal.views.survey import Survey
from generator.portal.writer import Placed, Writer

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Makings:
    """What the files of cards are made of, besides the cards themselves."""

    root: Path
    survey: Survey
    findings: CardFindings
    printer: Printer
    shells: SiteShell


def keys_of_cards(made_of: Makings, shared: str, folders: Mapping[str, str]) -> dict[str, str]:
    """A key for each card: what all share, its own folder, what the check found in it, what monitoring says of it.

    Its pages are printed from a survey that has no other card, so they depend on nothing else.
    """
    return {
        card: memory.key(
            shared,
            folders[card],
            repr([(number, made_of.findings.get((card, number))) for number in state.versions]),
            repr(made_of.survey.live.by_card.get(card)),
        )
        for card, state in made_of.survey.cards.items()
        if card in folders
    }


def write_cards(
    writer: Writer,
    made_of: Makings,
    left: Left,
    keys: Mapping[str, str],
    meanwhile: Callable[[], None],
    progress: Callable[[int], None],
) -> dict[str, CardFiles]:
    """Write what is not in place yet, do `meanwhile` here; the files of each card with its key."""
    found = {card: known for card, known in left.cards.items() if keys.get(card) == known.key}
    kept = {card: one for card, one in found.items() if all(map(writer.untouched, one.names))}
    wanted = [card for card in made_of.survey.cards if card not in kept]

    def work(card: str) -> tuple[str, list[Placed]]:
        return card, [writer.place(name, data) for name, data in card_files(made_of, card)]

    with Crew(work, wanted) as crew:
        meanwhile()
        made = crew.finish(progress)
    for card, files in kept.items():
        for name in files.names:
            writer.note(Placed(name, left.files[name].sha256, False))
        progress(len(made_of.survey.cards[card].versions))
    for _, placed in made:
        for one in placed:
            writer.note(one)
    fresh = {card: CardFiles(keys.get(card, ""), tuple(one.name for one in placed)) for card, placed in made}
    return kept | fresh


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


def number_of_pages(files: Mapping[str, CardFiles]) -> int:
    """How many of the files of cards are pages."""
    return sum(name.endswith(INDEX) for one in files.values() for name in one.names)
