"""Bytes to text: what a content file may be written with. UTF-8, NFC, LF, nothing invisible."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MAX_BYTES = 1024 * 1024

# Word puts them into prose for good reasons («п. 18», «10 000»): they are text like any other and part of the digest.
LAWFUL_SPACES = "\u00a0\u202f"

# Invisible, yet "printable" for Unicode: joiners, fillers, variation selectors (Default_Ignorable_Code_Point, not Cf).
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# The first UTF-8 bytes of these; Russian text has none of them, and looking for a byte costs almost nothing.
_IGNORABLE_BYTES = (b"\xcd", b"\xe1", b"\xe2\xa0\x80", b"\xe3", b"\xef", b"\xf3")

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_NAMES = {
    "\u00ad": "мягкий перенос",
    "\u200b": "пробел нулевой ширины",
    "\u200c": "невидимый разделитель букв",
    "\u200d": "невидимый соединитель букв",
    "\u2060": "невидимый соединитель слов",
    "\ufeff": "метка BOM",
    "\u2028": "разделитель строк",
    "\u2029": "разделитель абзацев",
}
_LEGACY = {"cp1251": "Windows-1251", "cp866": "DOS (866)", "koi8-r": "КОИ-8"}
_FREQUENT = frozenset("оеаинтсрвл")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault of the text itself, before YAML."""

    line: int
    column: int
    code: str
    message: str
    hint: str


def decode(data: bytes) -> tuple[str | None, list[Flaw]]:
    """A content file is UTF-8 without BOM, at most 1 MiB; text is None when it cannot be read at all."""
    if len(data) > MAX_BYTES:
        return None, [too_big(len(data))]
    flaws = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        flaws.append(
            Flaw(1, 1, "file-bom", "файл должен начинаться сразу с текста, получен невидимый знак BOM (U+FEFF)",
                 "сохраните файл в кодировке «UTF-8» (не «UTF-8 со спецификацией»)")
        )  # fmt: skip
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_wide(data):
        return None, [_foreign("UTF-16 или UTF-32", 1, 1)]
    try:
        return data.decode(), flaws
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode()) + 1
        return None, [*flaws, _foreign(_guess(data), line, column)]


def too_big(size: int) -> Flaw:
    """Cap on the bytes of a file."""
    got = f"{size / 1024 / 1024:.1f}".replace(".", ",")
    message = f"файл должен быть не больше {MAX_BYTES // 1024 // 1024} МиБ, получено {got} МиБ"
    return Flaw(1, 1, "file-size", message, "разделите запись на несколько файлов, а вложения положите в папку files")


def _looks_wide(data: bytes) -> bool:
    """UTF-16 without a BOM leaves a zero byte at every second place of Latin text."""
    start = data[:200]
    return start.count(0) * 4 > len(start)


def _guess(data: bytes) -> str:
    """The legacy encoding in which the bytes hold most of the letters frequent in Russian."""
    score = {name: sum(letter in _FREQUENT for letter in data.decode(name, "replace")) for name in _LEGACY}
    best = max(score, key=lambda name: score[name])
    return _LEGACY[best] if score[best] * 10 > len(data) else ""


def _foreign(guess: str, line: int, column: int) -> Flaw:
    got = f", похоже на {guess}" if guess else ", встречены посторонние байты"
    hint = "сохраните файл в кодировке UTF-8 («Сохранить как», поле «Кодировка»)"
    return Flaw(line, column, "file-encoding", f"файл должен быть в кодировке UTF-8{got}", hint)


def clean(text: str) -> tuple[str, list[Flaw]]:
    """The text in NFC with LF, without the characters that a reader cannot see; each of these is a flaw."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if is_plain(text.replace("\n", " ")):
        return text, []
    flaws = []
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if not is_plain(line):
            flaws += list(_flaws(line, number))
            lines[number - 1] = "".join(_replacement(char) for char in line)
    return "\n".join(lines), flaws


def is_plain(text: str) -> bool:
    """Everything in the text can be seen: no control, format, private or unassigned characters, no odd spaces."""
    for space in LAWFUL_SPACES:
        text = text.replace(space, " ")
    if not text.isprintable():  # False for the categories C* and Z*, save the plain space
        return False
    data = text.encode()
    return not (any(start in data for start in _IGNORABLE_BYTES) and _IGNORABLE.search(text))


def is_visible(char: str) -> bool:
    """The character is one that a person can see or an allowed space."""
    return char in LAWFUL_SPACES or (char.isprintable() and not _IGNORABLE.match(char))


def _replacement(char: str) -> str:
    if is_visible(char):
        return char
    return " " if char == "\t" or unicodedata.category(char).startswith("Z") else ""


def _flaws(line: str, number: int) -> Iterator[Flaw]:
    """One flaw for each kind of bad character in the line, at its first place."""
    seen = set()
    for column, char in enumerate(line, start=1):
        if char not in seen and not is_visible(char):
            seen.add(char)
            code, message, hint = describe(char)
            yield Flaw(number, column, code, message, hint)


def describe(char: str) -> tuple[str, str, str]:
    """Code, message and hint for a character that must not be there."""
    name = _NAMES.get(char)
    shown = f"U+{ord(char):04X}" + (f" ({name})" if name else "")
    retype = "удалите этот знак и наберите слово заново"
    if char == "\t":
        return "text-tab", "в тексте не должно быть табуляции (U+0009)", "замените её пробелами, отступ: по 2 пробела"
    if char in _BIDI:
        return "text-bidi", f"в тексте не должно быть знаков, меняющих направление письма, получен {shown}", retype
    if char in _BREAKS:
        return (
            "text-break",
            f"строки должны разделяться обычным переводом строки, получен {shown}",
            "нажмите здесь Enter",
        )
    category = unicodedata.category(char)
    if category == "Cc":
        return "text-control", f"в тексте не должно быть управляющих знаков, получен {shown}", retype
    if category == "Zs":
        return "text-space", f"пробелы должны быть обычными, получен {shown}", "замените этот знак обычным пробелом"
    if category in ("Co", "Cn", "Cs"):
        return "text-unknown", f"в тексте не должно быть знаков вне стандарта Unicode, получен {shown}", retype
    return "text-invisible", f"в тексте не должно быть невидимых знаков, получен {shown}", retype
