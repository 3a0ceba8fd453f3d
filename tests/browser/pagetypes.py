"""The types of pages of a finished portal, each with the address of its fullest example."""

import re
from pathlib import Path

# The last one that matches names the type; every other page is a type of its own.
_MANY = (
    ("карта услуги", r"exchange/cards/[^/]+/"),
    ("карта, другая версия", r"exchange/cards/[^/]+/v\d+/"),
    ("карта функции", r"exchange/cards/tkmv-fn-[^/]+/"),
    ("карта другого ФОИВ", r"exchange/cards/tkmv-ext-[^/]+/"),
    ("орган", r"exchange/parties/[^/]+/"),
    ("паспорт", r"exchange/passports/[^/]+/"),
)
WRONG = "404.html"


def addresses(site: Path) -> list[str]:
    """Every page of a portal, the front page is the empty address."""
    found = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return sorted("" if name == "." else f"{name}/" for name in found)


def page_types(site: Path) -> dict[str, str]:
    """Name and address: of pages of which there are many the longest, and the answer to a wrong address."""
    types: dict[str, str] = {"нет такой страницы": WRONG}
    for address in addresses(site):
        name = next((name for name, pattern in reversed(_MANY) if re.fullmatch(pattern, address)), address or "главная")
        if name not in types or _size(site, address) > _size(site, types[name]):
            types[name] = address
    return types


def _size(site: Path, address: str) -> int:
    return (site / address / "index.html").stat().st_size
