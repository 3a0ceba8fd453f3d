"""Names of files and folders under content/: plain ASCII that every system can check out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from generator.reading.words import quoted

_DEVICES = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
_USUAL = re.compile(rf"(?!(?:{_DEVICES})(?:\.|$))[a-z0-9_-]+(?:\.(?:yml|json|csv|pdf|md))?")
_PLAIN = re.compile(r"[A-Za-z0-9_@.-]*[A-Za-z0-9_@-]")
_RESERVED = re.compile(rf"(?i)(?:{_DEVICES})(?:\..*)?")
_RENAME = "переименуйте, например так: pismo-12.pdf"


def is_usual(name: str) -> bool:
    """Nearly every name is of this form; it is sound, no litter, and has no twin of the same form."""
    return _USUAL.fullmatch(name) is not None


def fault_of(name: str) -> tuple[str, str, str] | None:
    """A name is of Latin letters, digits, dots, dashes and underscores, and is lawful on Windows too."""
    if _RESERVED.fullmatch(name):
        return "name-reserved", f"имя не должно быть служебным именем Windows, получено {quoted(name)}", _RENAME
    if _PLAIN.fullmatch(name):
        return None
    if name.endswith((".", " ")):
        return "name-ending", f"имя не должно кончаться точкой или пробелом, получено {shown(name)}", _RENAME
    must = "имя должно состоять из латинских букв, цифр, точек, дефисов и подчёркиваний"
    return "name-ascii", f"{must}, получено {shown(name)}", _RENAME


def twins(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that some systems hold for the same: they differ by case or by Unicode form alone."""
    seen: dict[str, str] = {}
    for name in names:
        first = seen.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if first != name:
            yield first, name


def printable(name: str) -> str:
    """The name with what cannot be printed shown by its number."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in name)


def shown(name: str) -> str:
    """The name in quotes, printable."""
    return quoted(printable(name))
