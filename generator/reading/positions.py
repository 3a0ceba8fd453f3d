"""Where each value of a file stands; computed only when a finding asks."""

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from yaml import CSafeLoader, YAMLError
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    StreamEndEvent,
)

from generator.model.finding import Place
from generator.reading.characters import clean, decode

MAX_DEPTH = 20

Spot: TypeAlias = tuple[int, int]  # line and column, from 1


def spot(event: Event) -> Spot:
    """Where an event begins."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


@dataclass(frozen=True, slots=True)
class Positions:
    """Where every key and every value of one file stands; a list or a mapping stands where its key does."""

    keys: dict[Place, Spot]
    values: dict[Place, Spot]

    def of(self, place: Place) -> Spot:
        """The value at the place, else the nearest thing above it that the file has."""
        return self.values.get(place) or self.of_key(place)

    def of_key(self, place: Place) -> Spot:
        """The name of the field, or the list entry, at the place, else the nearest above."""
        while place:
            if found := self.keys.get(place) or self.values.get(place):
                return found
            place = place[:-1]
        return 1, 1


def positions(data: bytes) -> Positions:
    """Positions in a file; of a broken one, as far as it can be read."""
    text, _ = decode(data)
    return positions_of(clean(text)[0]) if text is not None else Positions({}, {})


@lru_cache(maxsize=8)
def positions_of(text: str) -> Positions:
    """Positions in a text that is already decoded and clean; of doubled keys, the first."""
    found = Positions({}, {})
    with suppress(YAMLError):  # what was found up to the fault is good
        _collect(CSafeLoader(text), found)
    return found


class _Frame:
    """A container that is being read: where it is, and which key or index comes next."""

    __slots__ = ("index", "key", "place")

    def __init__(self, place: Place, is_mapping: bool) -> None:
        self.place = place
        self.index = -1 if is_mapping else 0
        self.key: str | None = None


def _collect(parser: CSafeLoader, found: Positions) -> None:
    """Note every key and value, as deep as files may be."""
    frames: list[_Frame] = []
    while not isinstance(event := parser.get_event(), StreamEndEvent):
        if isinstance(event, CollectionEndEvent):
            frames.pop()
            if not frames:
                return
        elif isinstance(event, NodeEvent):
            if len(frames) > MAX_DEPTH:
                return
            place = _note(frames[-1], event, found) if frames else ()
            if isinstance(event, CollectionStartEvent):
                frames.append(_Frame(place, isinstance(event, MappingStartEvent)))


def _note(frame: _Frame, event: NodeEvent, found: Positions) -> Place:
    """Note one key, value or entry of the container; its place."""
    if frame.index >= 0:
        place = (*frame.place, frame.index)
        frame.index += 1
        found.values.setdefault(place, spot(event))
    elif frame.key is None:
        frame.key = event.value.strip() if isinstance(event, ScalarEvent) else "?"
        place = (*frame.place, frame.key)
        found.keys.setdefault(place, spot(event))
    else:
        place = (*frame.place, frame.key)
        frame.key = None
        is_whole = isinstance(event, CollectionStartEvent)
        found.values.setdefault(place, found.keys[place] if is_whole else spot(event))
    return place
