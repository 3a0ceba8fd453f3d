"""What of the exchange is watched: every request in force that goes through SMEV, its availability and its health."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.card import Card, Request
from generator.model.content import CardVersion, Content
from generator.model.monitoring.target import Serves, Target, Watch
from generator.procedure.standing import Procedure

SMEV_FORMS = ("smev2", "smev3")
# Reachable is not healthy (п. 29): what answers at all, and what answers rightly.
KINDS: Mapping[Watch, frozenset[str]] = {
    "availability": frozenset({"dns", "tcp", "tls", "http", "wsdl"}),
    "health": frozenset({"soap", "reported", "prometheus", "heartbeat"}),
}


@dataclass(frozen=True, slots=True)
class Watcher:
    """A check that watches a request."""

    target: str
    check: str
    kind: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """A row of the matrix: a request of a card in force, and by what it is watched, or why it is not."""

    version: CardVersion
    request: Request
    targets: tuple[str, ...]
    availability: tuple[Watcher, ...]
    health: tuple[Watcher, ...]
    reasons: Mapping[Watch, str]

    def watchers(self, watch: Watch) -> tuple[Watcher, ...]:
        """Checks of one of the two."""
        return self.availability if watch == "availability" else self.health

    def gaps(self) -> tuple[Watch, ...]:
        """What is neither watched nor excused."""
        return tuple(one for one in KINDS if not self.watchers(one) and one not in self.reasons)


def coverage(procedure: Procedure) -> tuple[Coverage, ...]:
    """The matrix: requests of cards in force through SMEV, by card and in the order of the card."""
    content = procedure.content
    by_card = serving(content, procedure.today)
    return tuple(
        row(standing.version, request, by_card.get(card, ()))
        for card in content.cards
        if (standing := procedure.effective(card)) is not None
        for request in standing.version.card.requests
        if request.exchange_form in SMEV_FORMS
    )


def row(version: CardVersion, request: Request, of_card: Iterable[Target]) -> Coverage:
    """What watches a request among the targets that serve its card."""
    targets = tuple(one for one in of_card if any(meets(each, version.card, request) for each in one.serves))
    watchers = {watch: tuple(_watchers(targets, kinds)) for watch, kinds in KINDS.items()}
    return Coverage(
        version,
        request,
        tuple(one.id for one in targets),
        watchers["availability"],
        watchers["health"],
        {one.watch: one.reason for target in reversed(targets) for one in target.not_watched},
    )


def serving(content: Content, today: date) -> Mapping[str, list[Target]]:
    """Targets of the day by the cards that they serve, each in the order of identifiers."""
    found: dict[str, list[Target]] = {}
    for _, one in sorted(content.targets.items()):
        if in_use(one, today):
            for card in dict.fromkeys(each.card for each in one.serves):
                found.setdefault(card, []).append(one)
    return found


def meets(serves: Serves, card: Card, request: Request) -> bool:
    """Whether an entry of a target means a request of a card."""
    if serves.card != card.card:
        return False
    return request.no in serves.requests or (serves.service is not None and serves.service == request.service)


def in_use(target: Target, today: date) -> bool:
    """Whether a target is watched on a day."""
    return target.since <= today and (target.until is None or today <= target.until)


def _watchers(targets: tuple[Target, ...], kinds: frozenset[str]) -> Iterator[Watcher]:
    for target in targets:
        for check in target.checks:
            if check.kind in kinds:
                yield Watcher(target.id, check.id, check.kind)
