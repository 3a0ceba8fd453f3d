"""Events of libyaml to a tree of plain text, in one pass; what must not be there goes to the refusals."""

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from yaml import CSafeLoader
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generator.model.finding import Place
from generator.reading.characters import Flaw, clean, describe
from generator.reading.positions import MAX_DEPTH
from generator.reading.refusals import MAX_NODES, Refusals

Tree: TypeAlias = dict[str, Any]  # text, lists and mappings of the same: JSON without numbers

_BLOCK = frozenset("|>")
_NULLS = frozenset({"null", "Null", "NULL", "~"})


class TooMuch(Exception):
    """A cap was reached: reading on would cost more than it could tell."""


class Builder:
    """The tree of one file. Aliases are seen as events, so a bomb of them costs what its bytes cost."""

    def __init__(self, text: str, refusals: Refusals) -> None:
        # Of the loader only its parser is used: nothing is resolved or constructed.
        self.next = cast(Callable[[], Event], CSafeLoader(text).get_event)
        self.refuse = refusals
        self.escapes = "\\" in text  # only an escape brings in characters that the text itself does not show
        self.here: list[str | int] = []
        self.nodes = 0

    def document(self) -> Tree | None:
        """The root mapping of the only document."""
        self.next()
        start = self.next()
        if not isinstance(start, DocumentStartEvent):
            self.refuse.empty_file()
            return None
        if start.version or start.tags:
            self.refuse.directives(start)
        root = self.next()
        tree = self.node(root)
        self.next()
        end = self.next()
        if not isinstance(end, StreamEndEvent):
            self.refuse.second_document(end)
        if isinstance(tree, dict):
            return tree
        self.refuse.root(root)
        return None

    def node(self, event: Event) -> Any:
        """A mapping or a list with all below it; of anything else the refusals hear."""
        if isinstance(event, AliasEvent):
            self.refuse.alias(event, tuple(self.here))
        elif isinstance(event, ScalarEvent):
            self.refuse.marks(event, tuple(self.here))
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            if event.anchor is not None or event.tag is not None:
                self.refuse.marks(event, tuple(self.here))
            if len(self.here) >= MAX_DEPTH:
                self.refuse.too_deep(event, tuple(self.here))
                raise TooMuch
            return self.mapping() if isinstance(event, MappingStartEvent) else self.sequence()
        return ""

    def mapping(self) -> Tree:
        """Fields of a mapping; a field left empty counts as absent, as in the digest."""
        following = self.next
        tree: Tree = {}
        empty: set[str] = set()
        while True:
            event = following()
            if type(event) is not ScalarEvent:
                if type(event) is MappingEndEvent:
                    break
                self.refuse.complex_key(event, tuple(self.here))
                self.here.append("?")  # keys can be nested as deep as values
                self.node(event)
                self.node(following())
                self.here.pop()
                continue
            if event.anchor is not None or event.tag is not None:
                self.refuse.marks(event, tuple(self.here))
            key = event.value.strip()
            if self.escapes and event.style == '"':
                key = self.visible(event)
            if key in tree or key in empty or key == "<<" or not key:
                self.refuse.key(key, event, self.place(key))
            event = following()
            if type(event) is not ScalarEvent:
                self.here.append(key)
                tree.setdefault(key, self.node(event))
                self.here.pop()
            elif value := self.scalar(event, key):
                tree.setdefault(key, value)
            else:
                empty.add(key)
        self.count(len(tree) + len(empty))
        return tree

    def sequence(self) -> list[Any]:
        """Entries of a list; an entry left empty is a fault."""
        following = self.next
        entries: list[Any] = []
        while True:
            event = following()
            if type(event) is ScalarEvent:
                value = self.scalar(event, len(entries))
                if not value and event.style not in _BLOCK:
                    self.refuse.null(event, self.place(len(entries)))
                entries.append(value)
            elif type(event) is SequenceEndEvent:
                break
            else:
                self.here.append(len(entries))
                entries.append(self.node(event))
                self.here.pop()
        self.count(len(entries))
        return entries

    def scalar(self, event: ScalarEvent, last: str | int) -> str:
        """The text of a scalar, trimmed; whatever it looks like, it stays text."""
        if event.anchor is not None or event.tag is not None:
            self.refuse.marks(event, self.place(last))
        value: str = event.value
        style = event.style
        if style:
            if self.escapes and style == '"':
                return self.visible(event, last)
            value = value.strip()
            if not value and style in _BLOCK:
                self.refuse.empty_block(event, self.place(last))
            return value
        if value in _NULLS:
            self.refuse.null(event, self.place(last))
        return value.strip()

    def visible(self, event: ScalarEvent, *last: str | int) -> str:
        """A value in double quotes, with its escapes held to the rules for characters."""
        value, flaws = clean(event.value)
        if "\r" in event.value:  # what stood in the file itself is a line end by now; this is "C:\reports"
            flaws.append(Flaw(0, 0, *describe("\r")))
        if flaws:
            self.refuse.escaped(event, self.place(*last), flaws)
        return value.strip()

    def place(self, *last: str | int) -> Place:
        """Where the walk is now."""
        return (*self.here, *last)

    def count(self, nodes: int) -> None:
        """Cap on nodes, counted a container at a time."""
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            self.refuse.too_many()
            raise TooMuch
