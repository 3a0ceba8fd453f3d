"""Parsing of many files on all cores; of a few, here and now."""

import gc
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import to_json

from generator.digest import canonical, jcs
from generator.model.finding import Finding
from generator.reading.builder import Tree
from generator.reading.files import Entry
from generator.reading.places import CARD
from generator.reading.strict import parse

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

MANY = 200  # files; for fewer a second process costs more than it brings
STEP = 100  # files handed over at once
MAX_WORKERS = 8


class Unparsed(NamedTuple):
    """A YAML file with its bytes and their key in the cache."""

    entry: Entry
    key: bytes
    data: bytes


class Outcome(NamedTuple):
    """The JSON text of a file's tree (of a card the canonical one), or None and why."""

    text: bytes | None
    findings: tuple[Finding, ...]


Outcomes = list[tuple[Unparsed, Outcome]]


class Parsing:
    """Takes files as they are found; starts other processes as soon as there are many."""

    def __init__(self) -> None:
        # Where there is no affinity to ask for (outside Linux), forking is not safe either.
        self.workers = min(len(os.sched_getaffinity(0)), MAX_WORKERS) if hasattr(os, "sched_getaffinity") else 1
        self.waiting: list[Unparsed] = []
        self.executor: ProcessPoolExecutor | None = None
        self.handed: list[tuple[list[Unparsed], Future[list[Outcome]]]] = []

    def add(self, files: Sequence[Unparsed]) -> None:
        """Keep the files, or hand them over when they have become many."""
        self.waiting += files
        if self.workers > 1 and len(self.waiting) >= (STEP if self.executor else MANY):
            self._hand_over()

    def finished(self) -> Iterator[Outcomes]:
        """Outcomes that are there already, in the order of handing over."""
        while self.handed and self.handed[0][1].done():
            yield self._outcomes(*self.handed.pop(0))

    def rest(self) -> Iterator[Outcomes]:
        """All outcomes that are still owed."""
        if self.executor and self.waiting:
            self._hand_over()
        while self.handed:
            yield self._outcomes(*self.handed.pop(0))
        for at in range(0, len(self.waiting), STEP):
            some = self.waiting[at : at + STEP]
            yield list(zip(some, parse_some(some), strict=True))
        self.waiting = []

    def stop(self) -> None:
        """Leave no process behind, done or not."""
        if self.executor:
            self.executor.shutdown(wait=False, cancel_futures=True)

    def _hand_over(self) -> None:
        from concurrent.futures import ProcessPoolExecutor  # a small run needs neither of them
        from multiprocessing import get_context

        try:
            if self.executor is None:
                self.executor = ProcessPoolExecutor(self.workers, get_context("fork"), _prepare_worker)
            while self.waiting:
                some = self.waiting[:STEP]
                self.handed.append((some, self.executor.submit(parse_some, some)))
                self.waiting = self.waiting[STEP:]
        except (OSError, BrokenExecutor):
            self.workers = 1  # no processes to be had here

    def _outcomes(self, files: list[Unparsed], future: Future[list[Outcome]]) -> Outcomes:
        """What a worker found out; what it did not deliver is done here."""
        try:
            outcomes = future.result()
        except BrokenExecutor:
            outcomes = parse_some(files)
        return list(zip(files, outcomes, strict=True))


def _prepare_worker() -> None:
    """A worker leaves Ctrl-C to its parent, and lives too shortly to need a garbage collector."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def parse_some(files: Sequence[Unparsed]) -> list[Outcome]:
    """Parse files one after another; only sound ones have a text."""
    outcomes = []
    for entry, _, data in files:
        parsed = parse(data, entry.path)
        sound = parsed.tree is not None and not parsed.findings
        outcomes.append(Outcome(text_of(parsed.tree, entry.spot.kind) if sound else None, parsed.findings))
    return outcomes


def text_of(tree: Tree | None, kind: str) -> bytes | None:
    """A tree as JSON; of a card the text that its digest is made of, pruned already save for `[]` and `{}`."""
    if tree is None:
        return None
    if kind != CARD:
        return to_json(tree)
    text = jcs(tree)
    return canonical(tree) if b"[]" in text or b"{}" in text else text
