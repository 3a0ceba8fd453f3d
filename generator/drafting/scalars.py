"""Text to a scalar of YAML that the reading room reads back as the same text, or a refusal."""

import re
import textwrap
import unicodedata

from generator.reading.characters import clean

WIDTH = 110

# Letters, digits and quiet punctuation; an editor must take it for text as well, so nothing that looks like a number.
_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё«№][A-Za-zА-Яа-яЁё0-9«»№ ,.()/@+–—_-]*")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


class UnwritableText(ValueError):
    """A text that a content file may not hold; the message says in Russian what is wrong with it."""


def normal(text: str) -> str:
    """The text as the reading room and the digest see it: NFC, LF, trimmed."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def scalar(text: str, indent: int = 0) -> str:
    """What follows `field: ` at an indent; lines after the first are indented by two more."""
    value = normal(text)
    if not value:
        raise UnwritableText("текст не должен быть пустым")
    _, flaws = clean(value)
    if flaws:
        raise UnwritableText(f"{flaws[0].message}; {flaws[0].hint}")
    margin = " " * (indent + 2)
    if "\n" in value:
        return "|-\n" + "\n".join(margin + line if line else "" for line in value.split("\n"))
    if len(value) > WIDTH and (lines := _folded(value, WIDTH - len(margin))):
        return ">-\n" + "\n".join(margin + line for line in lines)
    return _flow(value)


def _flow(value: str) -> str:
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _folded(value: str, width: int) -> list[str]:
    """Lines that a folded scalar joins back into the value; none where folding would change it."""
    lines = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
    return lines if " ".join(lines) == value else []
