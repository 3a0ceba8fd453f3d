"""Names instead of identifiers: parties as they are called on a day, cards, officials that may be shown."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date

from generator.model.content import Content
from generator.model.party import Party

PARTIES = "exchange/parties/"
CARDS = "exchange/cards/"
WITHHELD = "сведения не публикуются"


@dataclass(frozen=True, slots=True)
class Link:
    """What stands on a page for something that may have a page of its own; `full` tells more on pointing at it."""

    title: str
    address: str | None = None
    full: str | None = None


class Names:
    """Names of one content on a day; what is not known stands under its identifier, the check has told of it."""

    def __init__(self, content: Content, today: date, main: Mapping[str, int]) -> None:
        """`main` tells which version of a card its own page shows."""
        self._content = content
        self._main = main
        self._today = today
        self._known = {party.id: _link(party, today) for party in content.parties.values()}
        self._hidden = dict(_hidden_posts(content))

    def alone(self, content: Content, card: str) -> "Names":
        """The same names over content that has this card and no other."""
        other = self.over(content)
        other._main = {card: self._main[card]}
        return other

    def over(self, content: Content) -> "Names":
        """The same names over content that differs in what is told of cards."""
        other = copy(self)
        other._content = content
        return other

    def party(self, party: str, on: date | None = None) -> Link:
        """A party by its short name: today's, or the one it bore on a day (a body may have been renamed since)."""
        if on is None or on >= self._today:
            return self._known.get(party) or Link(party)
        known = self._content.parties.get(party)
        return _link(known, on) if known else Link(party)

    def short(self, party: str) -> str:
        """Today's short name alone."""
        return self.party(party).title

    def parties(self, parties: tuple[str, ...]) -> tuple[Link, ...]:
        """Several parties in their order."""
        return tuple(self.party(one) for one in parties)

    def post(self, party: str, post: str | None) -> str | None:
        """A post for print; that of an official who is not to be published is withheld (п. 6)."""
        return WITHHELD if self.is_hidden(party, post) else post

    def official(self, party: str, ident: str) -> str:
        """An entry of a party's contacts by its post; one that is not to be published is withheld (п. 6)."""
        contacts = self._content.contacts.get(party)
        found = next((one for one in contacts.officials if one.id == ident), None) if contacts else None
        if found is None:
            return ident
        return found.post if found.visibility == "public" else WITHHELD

    def is_hidden(self, party: str, post: str | None) -> bool:
        """Whether a post is known only from entries that are not to be published."""
        return post is not None and post in self._hidden.get(party, ())

    def card(self, card: str, version: int | None = None, anchor: str = "") -> Link:
        """A card, or one version of it, by its title."""
        versions = self._content.cards.get(card)
        if versions is None:
            return Link(card)
        shown = versions.get(version or self._main[card], self._content.latest(card))
        return Link(shown.card.title, self.card_address(card, version) + anchor)

    def card_address(self, card: str, version: int | None = None) -> str:
        """Where a version stands: the card's own page shows its main version, the others have pages below."""
        below = "" if version is None or version == self._main[card] else f"v{version}/"
        return f"{CARDS}{card}/{below}"

    def service(self, card: str, version: int, service: str) -> str:
        """A service of a card by its name."""
        services = self._content.cards[card][version].card.services
        return next((one.name for one in services if one.id == service), service)


def order_of_names(name: str) -> str:
    """Key for sorting names by the Russian alphabet, in which ё stands with е."""
    return name.casefold().replace("ё", "е")


def _link(party: Party, on: date) -> Link:
    name = party.name(on)
    return Link(name.short, f"{PARTIES}{party.id}/", name.full)


def _hidden_posts(content: Content) -> list[tuple[str, frozenset[str]]]:
    """Posts that only internal entries of a contact list name."""
    found = []
    for contacts in content.contacts.values():
        public = {one.post for one in contacts.officials if one.visibility == "public"}
        hidden = frozenset(one.post for one in contacts.officials if one.visibility == "internal") - public
        if hidden:
            found.append((contacts.party, hidden))
    return found
