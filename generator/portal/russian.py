"""Russian dates, counted nouns and numbers as a reader expects them."""

from datetime import date

_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)  # fmt: skip
NO_BREAK = "\u00a0"


def long_day(day: date) -> str:
    """22 ноября 2026 г."""
    return f"{day.day}{NO_BREAK}{_MONTHS[day.month - 1]} {day.year}{NO_BREAK}г."


def short_day(day: date) -> str:
    """22.11.2026"""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def sentence(text: str) -> str:
    """Begun with a capital; the rest stays, for it may hold abbreviations and names."""
    return text[:1].upper() + text[1:]


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a noun after a number: 1 день, 2 дня, 5 дней, 11 дней, 21 день."""
    tens, ones = abs(number) % 100, abs(number) % 10
    if ones == 1 and tens != 11:
        return one
    if 2 <= ones <= 4 and not 12 <= tens <= 14:
        return few
    return many


def counted(number: int, one: str, few: str, many: str) -> str:
    """5 дней; thousands are set apart: 1 200 дней."""
    return f"{number:,}".replace(",", NO_BREAK) + NO_BREAK + plural(number, one, few, many)
