"""What the rules about single cards found in each card, kept by the key of the card's folder. Safe to delete.

Such rules see one card and what is no card, so their findings hold as long as the tool, the day, all content besides
cards and the card's own folder stay the same. One file holds all cards that share the rest.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.model.finding import Finding
from generator.reading.answers import FOLDER, put, tool_version
from generator.reading.sums import Sums

Rows = list[list[Any]]


class CardAnswers:
    """Answers of earlier runs by card; those of this run join them and are kept on `remember`."""

    def __init__(self, folder: Path, content: Sums, *others: str) -> None:
        hasher = sha256(tool_version())
        for other in ("cards", *others, content.besides_cards):
            hasher.update(other.encode() + b"\0")
        self._folder = folder
        self._name = f"{hasher.hexdigest()}.json"
        self._keys = content.cards
        self._kept: dict[str, tuple[str, Rows]] = {}
        self._fresh = False
        with suppress(OSError, ValueError, TypeError, LookupError, AttributeError):
            found = json.loads((folder / FOLDER / self._name).read_bytes())
            self._kept = {card: (key, rows) for card, (key, rows) in found.items() if key == self._keys.get(card)}

    def look_up(self, card: str) -> tuple[Finding, ...] | None:
        """What was found in a card, or None where its files are others now."""
        if (known := self._kept.get(card)) is None:
            return None
        with suppress(TypeError, LookupError):
            return tuple(Finding(row[0], tuple(row[1]), *row[2:]) for row in known[1])
        return None

    def keep(self, card: str, findings: Sequence[Finding]) -> None:
        """What this run found in a card."""
        if key := self._keys.get(card):
            self._kept[card] = key, [list(astuple(one)) for one in findings]
            self._fresh = True

    def remember(self) -> None:
        """Keep all answers for later runs; to be called only where the content is still the one that was summed."""
        if self._fresh:
            put(self._folder, self._name, json.dumps(self._kept, ensure_ascii=False))
