"""A finding: one fault of the content, told so that an official can mend it."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

# A place inside a YAML file: keys and list indexes from the root; the empty tuple is the file itself.
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, by which point of the order, and the way out.

    `message` and `hint` are Russian sentences without a final full stop, in one grammar:
    «поле X должно …, получено 'Y'» and «укажите …». `point` is the point of the order the rule
    comes from ("18"; "р. 2" for the body of the order), or None for a rule of the product itself.
    `line` and `column` count from 1; 0 says that the place has not been looked up yet.
    """

    path: str
    at: Place
    code: str
    severity: Severity
    point: str | None
    message: str
    hint: str
    line: int = 0
    column: int = 0
