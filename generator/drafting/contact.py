"""A responsible official (point 6): a new contact list, or one more entry at the end of an existing one."""

import re
from dataclasses import dataclass
from datetime import date

from generator.drafting.files import Draft
from generator.drafting.form import Tree, form
from generator.drafting.wish import Refused
from generator.model.contacts import Contacts, Official
from generator.model.words import FILL

HEADING = (
    "Ответственные должностные лица участника (п. 6 Порядка).",
    "Сведения подтверждают не реже раза в 90 дней: обновите confirmed.",
)
_LIST = re.compile(r"^officials:[ ]*(?:#.*)?$", re.MULTILINE)
_NEXT_FIELD = re.compile(r"^[^\s#-]", re.MULTILINE)
_TAIL = re.compile(r"(?:\n(?:#.*)?)*\Z")  # empty lines and comments that belong to what follows
_ENTRY = re.compile(r"^( *)- ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ContactWish:
    """An official as asked for."""

    party: str
    ident: str
    since: date
    confirmed: date
    answers_for: tuple[str, ...]
    post: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    internal: bool = False


def contact_draft(wish: ContactWish, present: str | None = None) -> Draft:
    """The contact list with the official; `present` is the text of the list there is, of which no line changes."""
    path = f"content/contacts/{wish.party}.yml"
    if present is None:
        tree: Tree = {"party": wish.party, "officials": (_tree(wish),)}
        return Draft(path, form(Contacts, tree, heading=HEADING, offer=True))
    return Draft(path, _extended(present, wish).encode(), replaces=present.encode())


def _tree(wish: ContactWish) -> Tree:
    mailbox = f"zapolnite@{wish.party}.example"  # a reserved domain: such mail goes nowhere
    return {
        "id": wish.ident,
        "post": wish.post or f"{FILL}должность",
        "name": wish.name or "",
        "answers_for": wish.answers_for,
        "phone": wish.phone or "",
        "email": wish.email or ("" if wish.phone else mailbox),
        "since": wish.since,
        "confirmed": wish.confirmed,
        "visibility": "internal" if wish.internal else "",
    }


def _extended(present: str, wish: ContactWish) -> str:
    """The text with one more entry after the last one; lists in brackets are left to the person."""
    start = _LIST.search(present)
    entry = _ENTRY.search(present, start.end()) if start else None
    if start is None or entry is None:
        raise Refused(f"список officials в content/contacts/{wish.party}.yml не разобрать; добавьте запись вручную")
    after = _NEXT_FIELD.search(present, start.end() + 1)
    body = _TAIL.sub("", present[: after.start() if after else len(present)])
    rest = present[len(body) :].lstrip("\n")
    indent = len(entry[1])
    lines = form(Official, _tree(wish)).decode().splitlines()
    fields = [line for line in lines if not line.startswith("#")]
    added = [f"{' ' * indent}- {fields[0]}", *(f"{' ' * (indent + 2)}{line}" for line in fields[1:])]
    return "\n".join((body, *added)) + "\n" + (f"\n{rest}" if rest else "")
