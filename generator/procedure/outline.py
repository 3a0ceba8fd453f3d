"""Cards as all that tells of many of them may see them: without what stands on the card's own page alone.

Lists, feeds, registers and rules that compare cards are given outlines and nothing else, in every build. So they can
only have changed where an outline has, and an edit that leaves its card's outline as it was leaves them all alone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, NamedTuple

from pydantic_core import to_json

from generator.model.card import Card, Procedure, Request
from generator.model.content import CardVersion
from generator.procedure.standing import Procedure as Applied
from generator.procedure.standing import Standing

# What else a card says is missing from its outline: whoever asks for it in a list fails at once.
_OF_CARD = (
    "card", "version", "route", "title", "responsible_unit", "interested_units", "passport", "participants",
    "services", "tech_plan",
)  # fmt: skip
_OF_REQUEST = ("no", "name", "consumer", "supplier", "exchange_form", "mode", "response_term", "service")

_NOT_ASKED: set[str] = set()  # which fields were given: one for all outlines

Standings = Mapping[int, Standing]


def outlined(procedure: Applied, named: Collection[str] = ()) -> Applied:
    """The procedure over outlines of its cards; of the digests of texts only those that are named are told."""
    return procedure.over({card: _outlines(procedure.card(card), named) for card in procedure.content.cards})


def foreign(versions: Iterable[CardVersion]) -> Iterator[str]:
    """Digests that records name without being those of their own version's text."""
    for version in versions:
        yield from (one.record.digest for one in version.records if one.record.digest != version.digest)


def brief(procedure: Applied, card: str) -> str:
    """A key of all that the outline of a card says, digests apart."""
    if card not in procedure.briefs:
        standings = procedure.card(card)
        procedure.briefs[card] = key([_told(one, several=len(standings) > 1) for one in standings.values()])
    return procedure.briefs[card]


def key(told: Any) -> str:
    """A key of plain values, dataclasses and models."""
    return sha256(to_json(told)).hexdigest()


def _outlines(standings: Standings, named: Collection[str]) -> dict[int, Standing]:
    """One card. Where there are several versions they are compared, so that their texts belong to the outline."""
    return {number: _outline(one, named, several=len(standings) > 1) for number, one in standings.items()}


def _outline(standing: Standing, named: Collection[str], *, several: bool) -> Standing:
    real = standing.version
    version = replace(
        real,
        card=_card(real.card),
        text=real.text if several else b"",
        digest=real.digest if real.digest in named else "",
        texts={},
    )
    return replace(standing, view=replace(standing.view, version=version, reference=""))


class _Shown(NamedTuple):
    """What an outline says of the text of a card: fields of the card itself, of its procedure, of its requests."""

    card: dict[str, Any]
    procedure: dict[str, Any]
    requests: list[dict[str, Any]]


def _shown(card: Card) -> _Shown:
    return _Shown(
        {name: card.__dict__[name] for name in _OF_CARD},
        {"subject": card.procedure.subject},
        [{name: one.__dict__[name] for name in _OF_REQUEST} for one in card.requests],
    )


def _card(card: Card) -> Card:
    shown = _shown(card)
    requests = tuple(Request.model_construct(_NOT_ASKED, **one) for one in shown.requests)
    procedure = Procedure.model_construct(_NOT_ASKED, **shown.procedure)
    return Card.model_construct(_NOT_ASKED, **shown.card, procedure=procedure, requests=requests)


def _told(standing: Standing, *, several: bool) -> list[Any]:
    """Everything of an outline that follows from its card; what all cards share is not told again."""
    version, cast = standing.version, standing.view.cast
    return [
        _shown(version.card),
        version.text if several else b"",
        version.records,
        version.files,
        [one.name for one in standing.view.ledger.records],
        [cast.responsible, cast.interested, cast.suppliers, cast.recipients, cast.approvers],
        standing.course,
        standing.duties,
    ]
