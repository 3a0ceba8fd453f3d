"""A new target of the inventory (point 25): what it is, whom it serves, its first check or why there is none yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.checks import coverage, kept, probing, targets, windows
from generator.checks.rule import ContentRule
from generator.checks.runner import run
from generator.drafting.files import Draft
from generator.drafting.form import Tree, form
from generator.drafting.wish import told
from generator.model.card import Service
from generator.model.content import Content
from generator.model.monitoring.target import Target, TargetKind
from generator.model.words import FILL
from generator.workdays import ProductionCalendar

HEADING = (
    "Объект наблюдения технического мониторинга (п. 25, 29 Порядка).",
    "Замените всё, что начинается словом «Заполните», и уберите лишнее. Проверка: tkmv check",
)
SIDES = {"smev": "smev", "service": "supplier", "component": "consumer"}
RULES = (
    *(
        rule
        for room in (kept, probing, targets, windows)
        for rule in vars(room).values()
        if isinstance(rule, ContentRule)
    ),
    coverage.reason_needless,
)


@dataclass(frozen=True, slots=True)
class TargetWish:
    """A target as asked for; a service names the card that needs it, `url` or `address` make the first check."""

    ident: str
    kind: TargetKind
    owner: str
    since: date
    name: str | None = None
    card: str | None = None
    service: Service | None = None
    behind: tuple[str, ...] = ()
    url: str | None = None
    address: str | None = None
    own: bool = False


def objections(target: Target, path: str, content: Content, today: date) -> tuple[str, ...]:
    """What the rules say against a new target: an address not allowed, a service that the card does not have."""
    grown = replace(content, targets={**content.targets, target.id: target})
    found = run(grown, today, lambda path, at: (1, 1), ProductionCalendar(()), rules=RULES)
    return tuple(told(one) for one in found if one.severity == "error" and one.path == path)


def target_draft(wish: TargetWish) -> Draft:
    """The file as text; reading accepts it as it is."""
    tree: Tree = {
        "id": wish.ident,
        "name": wish.name or (wish.service.name if wish.service else f"{FILL}наименование"),
        "kind": wish.kind,
        "side": SIDES[wish.kind],
        "owner": wish.owner,
        "environment": wish.service.environment if wish.service else "",
        "since": wish.since,
        "behind": wish.behind,
        "serves": ({"card": wish.card, "service": wish.service.id},) if wish.card and wish.service else (),
        "checks": tuple(_checks(wish)),
        "not_watched": tuple(_reasons(wish)),
    }
    return Draft(f"content/monitoring/targets/{wish.ident}.yml", form(Target, tree, heading=HEADING, offer=True))


def _checks(wish: TargetWish) -> Sequence[Tree]:
    purpose = {"smev": "smev_availability", "service": "service_availability", "component": "own_component"}[wish.kind]
    if wish.own and wish.kind == "service":
        purpose = "own_component"
    checks: list[Tree] = []
    if wish.address:
        checks.append({"id": "port", "kind": "tcp", "purpose": purpose, "every": "5m", "address": wish.address})
    if wish.url:
        kind = "http" if wish.kind == "component" else "wsdl"
        checks.append({"id": kind, "kind": kind, "purpose": purpose, "every": "5m", "url": wish.url})
    return checks


def _reasons(wish: TargetWish) -> Sequence[Tree]:
    """Whatever the first checks leave unwatched is said, so that the file is whole from the start."""
    reasons: list[Tree] = []
    if not (wish.url or wish.address):
        reasons.append(
            {"watch": "availability", "reason": f"{FILL}почему не наблюдается (или добавьте проверку и уберите запись)"}
        )
    if wish.kind == "service" or not (wish.url or wish.address):
        reasons.append(
            {"watch": "health", "reason": f"{FILL}почему не наблюдается (или добавьте проверку и уберите запись)"}
        )
    return reasons
