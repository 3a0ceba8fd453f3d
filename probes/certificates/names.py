"""What a certificate is for, without anybody's name: the component, never the official or the СНИЛС (п. 29)."""

import re
from collections.abc import Iterable
from itertools import chain

UNSTRUCTURED, COMMON, ORGANISATION, UNIT = "1.2.840.113549.1.9.2", "2.5.4.3", "2.5.4.10", "2.5.4.11"
_SURNAME, _GIVEN, _SNILS = "2.5.4.4", "2.5.4.42", "1.2.643.100.3"

OFFICIAL = "сертификат должностного лица"
NAMELESS = "имя не указано"
_LONGEST = 160
# More of a value is not even looked at.
_READ = 1_000

_NUMBER = re.compile(r"\b\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2}\b")
# A patronymic or initials tell a person where the certificate itself does not.
_PATRONYMIC = re.compile(r"\w(?:[ое]вич|ьич|[ое]вна|инична|оглы|кызы|[oe]vich|[oe]vna)\b", re.IGNORECASE)
_INITIALS = re.compile(r"\b[А-ЯЁA-Z]\.\s?[А-ЯЁA-Z]\.(?:\s?[А-ЯЁA-Z][\w-]+)?")

Attributes = tuple[tuple[str, str], ...]


def component(subject: Attributes, hosts: Iterable[str] = ()) -> str:
    """The name of the component: unstructuredName as in ЭП-ОВ of the field, else the common name, else a host."""
    said: dict[str, str] = {}
    for oid, value in subject:
        said.setdefault(oid, value[:_READ])
    secret = _words(chain.from_iterable(said.get(one, "").split() for one in (_SURNAME, _GIVEN)))
    personal = bool(secret) or _SNILS in said
    for value in (said.get(UNSTRUCTURED, ""), said.get(COMMON, ""), *hosts):
        if value and not _names_person(value[:_READ], secret):
            return _plain(_NUMBER.sub("…", value[:_READ]))
    told = [one for one in (said.get(ORGANISATION, ""), said.get(UNIT, "")) if one and not _names_person(one, secret)]
    if personal or _names_person(said.get(COMMON, ""), secret):
        return _plain(f"{OFFICIAL} ({told[0]})" if told else OFFICIAL)
    return _plain(told[-1] if told else NAMELESS)


def _names_person(value: str, secret: set[str]) -> bool:
    alike = bool(secret & _words(re.split(r"[^\w-]+", value)))
    return alike or _PATRONYMIC.search(value) is not None or _INITIALS.search(value) is not None


def _words(words: Iterable[str]) -> set[str]:
    return {one.casefold() for one in words if one}


def _plain(value: str) -> str:
    """One printable line, no longer than a table bears."""
    text = "".join(one if one.isprintable() else " " for one in value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
