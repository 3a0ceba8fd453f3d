"""What a check found in each card and over all of them, kept by what it depends on. Safe to delete.

Rules about single cards see one card and what is no card, so their findings hold as long as the tool, the day, all
content besides cards and the card's own folder stay the same. Rules over the whole content see outlines of cards, so
theirs hold as long as these do. One file holds everything that shares the rest.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.model.finding import Finding
from generator.reading.answers import FOLDER, Rows, from_row, put, rows_of, tool_version
from generator.reading.sums import Sums


class Told(NamedTuple):
    """What a card tells the rules that compare cards: the key of its outline, digests of its texts and of others."""

    outline: str
    digests: Sequence[str]
    foreign: Sequence[str]


class _Known(NamedTuple):
    key: str
    rows: Rows
    told: Told


class CardAnswers:
    """Answers of earlier runs; those of this run join them and are kept on `remember`."""

    def __init__(self, folder: Path, content: Sums, *others: str) -> None:
        hasher = sha256(tool_version())
        for other in ("cards", *others, content.besides_cards):
            hasher.update(other.encode() + b"\0")
        self._folder = folder
        self._name = f"{hasher.hexdigest()}.json"
        self._keys = content.cards
        self._kept: dict[str, _Known] = {}
        self._whole: tuple[str, Rows] = "", []
        self._fresh = False
        with suppress(OSError, ValueError, TypeError, LookupError, AttributeError):
            found = json.loads((folder / FOLDER / self._name).read_bytes())
            self._kept = {
                card: _Known(key, rows, Told(*told))
                for card, (key, rows, told) in found["cards"].items()
                if key == self._keys.get(card)
            }
            whole, rows = found["whole"]
            self._whole = str(whole), list(rows)

    @property
    def cards(self) -> Collection[str]:
        """Cards with an answer: nothing was wrong with the form of any of their files."""
        return self._kept.keys()

    def look_up(self, card: str) -> tuple[Finding, ...] | None:
        """What was found in a card, or None where its files are others now."""
        return _findings(known.rows) if (known := self._kept.get(card)) is not None else None

    def told(self, card: str) -> Told:
        """What a card that has an answer tells of itself."""
        return self._kept[card].told

    def whole(self, key: str) -> tuple[Finding, ...] | None:
        """What was found over all cards, or None where that was under another key."""
        return _findings(self._whole[1]) if self._whole[0] == key else None

    def keep(self, card: str, findings: Iterable[Finding], told: Told) -> None:
        """What this run found in a card."""
        if key := self._keys.get(card):
            self._kept[card] = _Known(key, rows_of(findings), told)
            self._fresh = True

    def keep_whole(self, key: str, findings: Iterable[Finding]) -> None:
        """What this run found over all cards."""
        self._whole = key, rows_of(findings)
        self._fresh = True

    def drop(self, cards: Iterable[str]) -> None:
        """Cards with faults of form: reading them finds these again."""
        for card in cards:
            self._fresh |= self._kept.pop(card, None) is not None

    def remember(self) -> None:
        """Keep all answers for later runs; to be called only where the content is still the one that was summed."""
        if self._fresh:
            put(self._folder, self._name, json.dumps({"cards": self._kept, "whole": self._whole}, ensure_ascii=False))


def _findings(rows: Rows) -> tuple[Finding, ...] | None:
    with suppress(TypeError, LookupError):
        return tuple(map(from_row, rows))
    return None
