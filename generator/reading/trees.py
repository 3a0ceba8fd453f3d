"""All files of content/ as JSON texts; those that did not change come from the cache."""

from collections.abc import Callable, Collection, Iterator, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from generator.model.finding import Finding
from generator.reading.cache import Fresh, Known, Row, key_of
from generator.reading.files import CONTENT, Entry, Folder, listing, read, unreadable, walk, without_content
from generator.reading.parsing import Outcomes, Parsing, Unparsed
from generator.reading.places import ATTACHMENT
from generator.reading.sums import CARDS

Progress = Callable[[int, int], None]

STEP = 100  # files or folders looked at before anything is handed on


class Source(NamedTuple):
    """One file as read; `text` is None where the findings say why.

    Of YAML the text is the JSON of its tree (of a card the canonical one), of an attachment its sha256, of anything
    else its bytes.
    """

    path: str
    kind: str
    ids: dict[str, str]
    text: bytes | None


class Part(NamedTuple):
    """What of content/ is read: files that lie flat or not, and of the folders of cards these, or all but these."""

    flat: bool = True
    cards: Collection[str] = ()
    but: bool = True

    def has(self, card: str) -> bool:
        """Whether the folder of a card is read."""
        return (card in self.cards) != self.but


EVERYTHING = Part()


class Batch(NamedTuple):
    """Some of the sources, and faults found on the way to them."""

    sources: list[Source]
    findings: list[Finding]


def read_all(
    root: Path, cache: Path | None, progress: Progress | None = None, part: Part = EVERYTHING
) -> Iterator[Batch]:
    """Everything under content/ or a part of it, as soon as it is read; at the end the cache learns what was new."""
    fresh = Fresh(cache)
    used: list[bytes] = []
    parsing, store = Parsing(), Known(cache)
    done = seen = 0

    def told(batch: Batch) -> Batch:
        nonlocal done
        done += len(batch.sources)
        if progress:
            progress(done, seen)
        return batch

    try:
        for entries, findings in _entries(root, part):
            seen += len(entries)
            batch, pending = _gathered(entries, findings)
            known = store.look_up([key for _, key, _ in pending])
            batch.sources.extend(_source(one.entry, known[one.key]) for one in pending if one.key in known)
            used.extend(key for _, key, _ in pending)
            parsing.add([one for one in pending if one.key not in known])
            yield told(batch)
            for outcomes in parsing.finished():
                yield told(_parsed(outcomes, fresh))
        for outcomes in parsing.rest():
            yield told(_parsed(outcomes, fresh))
    finally:
        parsing.stop()
        store.close()
    fresh.finish(used if part is EVERYTHING else None)


def _entries(root: Path, part: Part) -> Iterator[tuple[list[Entry], list[Finding]]]:
    """Files in portions: first those that lie flat, then the cards, a number of folders at a time."""
    if absent := without_content(root):
        yield [], [absent]
        return
    top = listing(CONTENT, str(root / CONTENT))
    folders: list[Folder] = []
    for folder in top.folders:
        below = listing(*folder)
        top.files.extend(below.files)
        top.findings.extend(below.findings)
        folders.extend(below.folders)
    if part.flat:
        yield top.files, top.findings
    folders = [one for one in folders if part.has(one[0].removeprefix(CARDS))]
    for at in range(0, len(folders), STEP):
        below = walk(folders[at : at + STEP])
        yield below.files, below.findings


def _gathered(entries: Sequence[Entry], findings: list[Finding]) -> tuple[Batch, list[Unparsed]]:
    """Files that need no parser as sources, the others with their bytes."""
    batch, pending = Batch([], findings), []
    for entry in entries:
        if entry.spot.kind == ATTACHMENT.name:
            batch.sources.append(_attachment(entry, findings))
            continue
        data, fault = read(entry.path, entry.absolute)
        if fault:
            findings.append(fault)
            batch.sources.append(_source(entry, None))
        elif entry.path.endswith(".yml"):
            pending.append(Unparsed(entry, key_of(entry.spot.kind, data), data))
        else:
            batch.sources.append(_source(entry, data))
    return batch, pending


def _parsed(outcomes: Outcomes, fresh: Fresh) -> Batch:
    batch = Batch([], [])
    for one, outcome in outcomes:
        batch.findings.extend(outcome.findings)
        batch.sources.append(_source(one.entry, outcome.text))
        if outcome.text is not None:
            fresh.add(Row(one.key, outcome.text))
    return batch


def _source(entry: Entry, text: bytes | None) -> Source:
    return Source(entry.path, *entry.spot, text)


def _attachment(entry: Entry, findings: list[Finding]) -> Source:
    """The sha256 of an attachment, whatever its size."""
    try:
        with Path(entry.absolute).open("rb") as file:
            return _source(entry, file_digest(file, "sha256").hexdigest().encode())
    except OSError as error:
        findings.append(unreadable(entry.path, error))
        return _source(entry, None)
