"""What the rows of a list can be narrowed by: facts that each row carries, and a field for each kind of fact."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from generator.portal.views.names import order_of_names

Found = Mapping[str, Iterable[str]]


class Row(Protocol):
    """A row of a list."""

    @property
    def facts(self) -> str:
        """Facts as `facts` writes them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a field."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field above the lists; without choices it is a yes or no."""

    name: str
    label: str
    any: str = ""  # what stands for no choice
    choices: tuple[Choice, ...] = ()


def facts(*told: tuple[str, str | None]) -> str:
    """Facts of a row, "stage:draft party:fns late:yes"; those that are None are left out."""
    return " ".join(f"{name}:{value}" for name, value in told if value is not None)


def yes(told: object) -> str | None:
    """The value of a fact that holds or does not."""
    return "yes" if told else None


def found(rows: Iterable[Row]) -> Found:
    """All values in the rows, by the kind of fact."""
    values: dict[str, dict[str, None]] = {}
    for row in rows:
        for fact in row.facts.split():
            name, _, value = fact.partition(":")
            values.setdefault(name, {})[value] = None
    return values


def check(name: str, label: str, values: Found) -> tuple[Field, ...]:
    """A yes or no, unless it is no for every row."""
    return (Field(name, label),) if name in values else ()


def choice(name: str, label: str, any: str, values: Found, words: Callable[[str], str]) -> tuple[Field, ...]:
    """A field with the values that occur, by their names; none where there is nothing to choose from."""
    choices = sorted(
        (Choice(one, words(one)) for one in values.get(name, ())), key=lambda one: order_of_names(one.label)
    )
    return (Field(name, label, any, tuple(choices)),) if len(choices) > 1 else ()


def in_order(name: str, label: str, any: str, values: Found, words: Mapping[str, str]) -> tuple[Field, ...]:
    """The same, by the order of the words."""
    known = set(values.get(name, ()))
    choices = tuple(Choice(value, title) for value, title in words.items() if value in known)
    return (Field(name, label, any, choices),) if len(choices) > 1 else ()
