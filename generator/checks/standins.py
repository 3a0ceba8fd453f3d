"""Stand-ins for files that could not be read, so that a fault is told once and not again wherever the file is named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from generator.model.contacts import ANSWERS_FOR, Contacts, Official
from generator.model.content import Content
from generator.model.party import Party, PartyKind, PartyName, Role
from generator.reading.content import Loaded
from generator.reading.places import Spot, spot_of
from generator.reading.strict import parse

LONG_AGO = date(1900, 1, 1)


def unread(loaded: Loaded) -> dict[str, Spot]:
    """Files with errors of form, by path; what they say is not in the content."""
    paths = dict.fromkeys(one.path for one in loaded.findings if one.severity == "error")
    spots = ((path, spot_of(path.removeprefix("content/"))) for path in paths)
    return {path: spot for path, spot in spots if spot is not None}


def completed(loaded: Loaded, today: date) -> Content:
    """The content with a stand-in for each unreadable party and contact list, as true as what can be made out."""
    content = loaded.content
    missing = [(path, spot.kind, spot.ids) for path, spot in unread(loaded).items()]
    parties, contacts = dict(content.parties), dict(content.contacts)
    for path, kind, ids in missing:
        if kind == "party" and ids["id"] not in parties:
            parties[ids["id"]] = _party(ids["id"], _tree(loaded, path), content)
        elif kind == "contacts" and ids["id"] not in contacts:
            contacts[ids["id"]] = _contacts(ids["id"], _tree(loaded, path), content, today)
    return replace(content, parties=dict(sorted(parties.items())), contacts=dict(sorted(contacts.items())))


def as_of(loaded: Loaded) -> date | None:
    """The day of a demonstration whose site.yml has an error elsewhere."""
    tree = _tree(loaded, "content/site.yml") if loaded.content.site is None else {}
    try:
        return date.fromisoformat(str(tree.get("as_of"))) if tree.get("demonstration") == "true" else None
    except ValueError:
        return None


def _tree(loaded: Loaded, path: str) -> Mapping[str, Any]:
    """What of a file can be made out; nothing where the system does not give it."""
    try:
        return parse(loaded.read(path), path).tree or {}
    except OSError:
        return {}


def _party(ident: str, tree: Mapping[str, Any], content: Content) -> Party:
    units = {
        unit
        for versions in content.cards.values()
        for one in versions.values()
        for unit in (one.card.responsible_unit, *one.card.interested_units)
    }
    kind: Any = tree.get("kind")
    role: Any = tree.get("role", ident.replace("-", "_"))
    if kind not in get_args(PartyKind):
        kind = "fts_unit" if ident in units else "foiv"
    held = {one.role for one in content.parties.values()}
    return Party(
        id=ident,
        kind=kind,
        role=role if role in get_args(Role) and role not in held else None,
        names=(_name(ident, tree.get("names")),),
    )


def _name(ident: str, names: Any) -> PartyName:
    """The latest name, if it can be made out."""
    last = names[-1] if isinstance(names, list) and names else {}
    said = last if isinstance(last, Mapping) else {}
    return PartyName(full=str(said.get("full") or ident), short=str(said.get("short") or ident))


def _contacts(party: str, tree: Mapping[str, Any], content: Content, today: date) -> Contacts:
    """Entries that can be read; for the others, officials who may do whatever the content says they did."""
    listed = tree.get("officials")
    entries: Sequence[Any] = listed if isinstance(listed, list) else ()
    adapter = TypeAdapter(Official)
    officials: list[Official] = []
    for number, entry in enumerate(entries):
        try:
            officials.append(adapter.validate_json(to_json(entry)))
        except ValidationError:
            known = entry if isinstance(entry, Mapping) else {}
            officials.append(_official(str(known.get("id") or number), str(known.get("post") or "?"), today))
    if not officials:
        officials = [_official(ident, post, today) for ident, post in _named(party, content)]
    return Contacts(party=party, officials=tuple(officials) or (_official("0", "?", today),))


def _named(party: str, content: Content) -> Iterator[tuple[str, str]]:
    """Identifiers and posts of a party's officials that cards and records name."""
    posts: dict[str, None] = {}
    for versions in content.cards.values():
        for version in versions.values():
            yield from ((one.contact, "?") for one in version.card.participants if one.party == party and one.contact)
            posts.update((one.record.signatory or "?", None) for one in version.records if one.record.author == party)
    yield from ((f"post-{number}", post) for number, post in enumerate(posts))


def _official(ident: str, post: str, today: date) -> Official:
    return Official.model_construct(
        id=ident, post=post, answers_for=tuple(ANSWERS_FOR), email="x@tkmv.example", since=LONG_AGO, confirmed=today
    )
