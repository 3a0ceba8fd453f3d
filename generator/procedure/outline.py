"""Cards as all that tells of many of them may see them: without what stands on the card's own page alone.

Lists, feeds, registers and rules that compare cards are given outlines and nothing else, in every build. So they can
only have changed where an outline has, and an edit that leaves its card's outline as it was leaves them all alone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

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

Standings = Mapping[int, Standing]


def outlined(procedure: Applied, named: Collection[str] = ()) -> Applied:
    """The procedure over outlines of its cards; of the digests of texts only those that are named are told."""
    return procedure.over({card: _outlines(procedure.card(card), named) for card in procedure.content.cards})


def foreign(versions: Iterable[CardVersion]) -> Iterator[str]:
    """Digests that records name without being those of their own version's text."""
    for version in versions:
        yield from (one.record.digest for one in version.records if one.record.digest != version.digest)


def brief(standings: Standings) -> str:
    """A key of all that the outline of a card says, digests apart."""
    return key([_told(one) for one in _outlines(standings, ()).values()])


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


def _card(card: Card) -> Card:
    known = card.__dict__
    requests = tuple(
        Request.model_construct(**{name: one.__dict__[name] for name in _OF_REQUEST}) for one in card.requests
    )
    return Card.model_construct(
        **{name: known[name] for name in _OF_CARD},
        procedure=Procedure.model_construct(**{"subject": card.procedure.subject}),
        requests=requests,
    )


def _told(outline: Standing) -> list[Any]:
    """Everything of an outline that follows from its card; what all cards share is not told again."""
    version, cast = outline.version, outline.view.cast
    card = dict(version.card.__dict__)
    card["procedure"] = version.card.procedure.__dict__
    card["requests"] = [one.__dict__ for one in version.card.requests]
    return [
        card,
        version.text,
        version.records,
        version.files,
        outline.view.ledger.records,
        [cast.responsible, cast.interested, cast.suppliers, cast.recipients, cast.approvers],
        outline.course,
        outline.duties,
    ]
