"""How findings name a place and show a value."""

import re

from generator.model.finding import Place

MAX_SHOWN = 60

# Letters that look the same in both alphabets; typed in the wrong layout they make a word unreadable for the machine.
_RUSSIAN, _LATIN = "аеорсухіАВЕКМНОРСТУХІ", "aeopcyxiABEKMHOPCTYXI"
_TO_LATIN, _TO_RUSSIAN = str.maketrans(_RUSSIAN, _LATIN), str.maketrans(_LATIN, _RUSSIAN)


def quoted(value: object) -> str:
    """The value in single quotes, in one line, at most 60 characters of it."""
    text = re.sub(r"\s+", " ", str(value))
    if len(text) > MAX_SHOWN:
        text = text[: MAX_SHOWN - 1] + "…"
    return "'" + text.replace("'", "\\'") + "'"


def subject(place: Place) -> str:
    """The field, or the list entry as people count it, that a message speaks of; the list it stands in, in brackets."""
    if not place:
        return "файл"
    last, above = place[-1], place[:-1]
    if isinstance(last, int):
        lists = [step for step in above if isinstance(step, str)]
        return f"запись {last + 1}" + (f" ({lists[-1]})" if lists else "")
    for at in range(len(above) - 1, 0, -1):
        step = above[at]
        if isinstance(step, int):
            return f"поле {last} ({above[at - 1]}, запись {step + 1})"
    return f"поле {last}"


def must(place: Place) -> str:
    """The subject with the «должно» that agrees with it."""
    end = "ен" if not place else "на" if isinstance(place[-1], int) else "но"
    return f"{subject(place)} долж{end}"


def in_latin(text: str) -> str:
    """The text with Russian letters that have a Latin double replaced."""
    return text.translate(_TO_LATIN)


def in_russian(text: str) -> str:
    """The text with Latin letters that have a Russian double replaced."""
    return text.translate(_TO_RUSSIAN)


def strangers(text: str, repaired: str) -> str:
    """The letters that a repair replaced, as «а», «с»."""
    return ", ".join(f"«{one}»" for one in dict.fromkeys(a for a, b in zip(text, repaired, strict=True) if a != b))
