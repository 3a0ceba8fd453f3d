"""What differs between two texts of a card, field by field, in the words of the form (points 14, 41)."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel

from generator.digest import Tree
from generator.model.card import Card
from generator.model.words import CODED, TECH_STAGES

# What identifies an entry of a list, so that an entry put in between does not make all the following differ.
KEYS = ("no", "id", "party", "xml_name", "stage", "act", "file", "name", "title")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where in the text, in Russian where that is, what it was and what it is (None: absent)."""

    at: tuple[str, ...]
    label: str
    before: str | None
    after: str | None

    @property
    def what(self) -> Literal["added", "removed", "changed", "moved"]:
        """Whether the value was added, removed, changed, or entries were put in another order."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "moved" if self.before == self.after else "changed"


# How a value of a field is said, given where it stands: an identifier by a name, a code by its word.
Say = Callable[[str, str, tuple[str, ...]], str]


# Fields that hold identifiers of parties.
PARTY_FIELDS = frozenset(
    {
        "consumer",
        "interested_units",
        "owner",
        "participants",
        "party",
        "responsible",
        "responsible_unit",
        "supplier",
        "suppliers",
    }
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def spoken(name: Callable[[str], str] = str, post: Callable[[str, str], str] | None = None) -> Say:
    """Values in Russian: parties by `name`, contacts by `post`, codes by their words, days as people write them."""

    def say(field: str, text: str, at: tuple[str, ...]) -> str:
        if field in PARTY_FIELDS:
            return name(text)
        if field == "contact" and post is not None:
            return post(at[-2], text)
        if field == "tech_plan":
            return TECH_STAGES.get(text, text)
        if (day := _DAY.fullmatch(text)) is not None:
            return f"{day[3]}.{day[2]}.{day[1]}"
        return CODED.get(field, {}).get(text, text)

    return say


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the comparison is: the path, the same in Russian, the field and the model of what lies there."""

    at: tuple[str, ...]
    labels: tuple[str, ...]
    field: str
    model: type[BaseModel] | None
    say: Say

    def said(self, text: str) -> str:
        """A value that stands here."""
        return self.say(self.field, text, self.at)

    def into(self, key: str) -> "_Spot":
        """A field of this entry."""
        label, inner = _field(self.model, key)
        return _Spot((*self.at, key), (*self.labels, label), key, inner, self.say)

    def entry(self, name: str) -> "_Spot":
        """An entry of this list."""
        label = f"«{self.said(name)}»"
        return _Spot((*self.at, name), (*self.labels, label), self.field, self.model, self.say)


def differences(before: bytes, after: bytes, say: Say | None = None) -> tuple[Change, ...]:
    """Changes from one canonical text (see generator/digest.py) to another, in the order of the form."""
    old, new = json.loads(before), json.loads(after)
    return tuple(_compare(old, new, _Spot((), (), "", Card, _with_services(say or spoken(), old, new))))


def _with_services(say: Say, *trees: Any) -> Say:
    """Services by the names that the texts themselves give them."""
    services = [one for tree in trees for one in tree.get("services", ())]
    names = {one["id"]: one["name"] for one in services if {"id", "name"} <= one.keys()}

    def said(field: str, text: str, at: tuple[str, ...]) -> str:
        return names[text] if field in ("service", "services") and text in names else say(field, text, at)

    return said


def _compare(old: Tree | None, new: Tree | None, spot: _Spot) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in _form_order(spot.model, (*old, *new)):
            yield from _compare(old.get(key), new.get(key), spot.into(key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _compare_lists(old, new, spot)
    else:
        yield Change(spot.at, " → ".join(spot.labels), _words(old, spot), _words(new, spot))


def _compare_lists(old: list[Any], new: list[Any], spot: _Spot) -> Iterator[Change]:
    was, now = _named(old), _named(new)
    for name in dict.fromkeys((*was, *now)):
        yield from _compare(was.get(name), now.get(name), spot.entry(name))
    if list(was) != list(now) and set(was) == set(now):
        order = ", ".join(map(spot.said, now))
        yield Change(spot.at, " → ".join((*spot.labels, "порядок записей")), order, order)


def _named(entries: list[Any]) -> dict[str, Any]:
    """Entries by what identifies them; twins get a number."""
    named: dict[str, Any] = {}
    for entry in entries:
        name = entry if isinstance(entry, str) else next((entry[key] for key in KEYS if key in entry), "запись")
        unique, twin = str(name), 2
        while unique in named:
            unique, twin = f"{name} ({twin})", twin + 1
        named[unique] = entry
    return named


def _form_order(model: type[BaseModel] | None, keys: tuple[str, ...]) -> list[str]:
    known = list(model.model_fields) if model else []
    return sorted(dict.fromkeys(keys), key=lambda key: (known.index(key) if key in known else len(known), key))


@cache
def _field(model: type[BaseModel] | None, key: str) -> tuple[str, type[BaseModel] | None]:
    """The Russian name of a field (its description up to the first punctuation mark) and the model inside it."""
    info = model.model_fields.get(key) if model else None
    if info is None:
        return key, None
    description = info.description or key
    for mark in (";", ":", " ("):
        description = description.split(mark)[0]
    return description, _inner(info.annotation)


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part))), None)


def _words(value: Tree | None, spot: _Spot) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return spot.said(value)
    if isinstance(value, Mapping):
        # An entry with a name needs no identifier beside it.
        shown = [key for key in value if key != "id" or "name" not in value]
        inner = ((spot.into(key), value[key]) for key in _form_order(spot.model, tuple(shown)))
        return "; ".join(f"{one.labels[-1]}: {_words(part, one)}" for one, part in inner)
    return ", ".join(_words(part, spot) or "" for part in value)
