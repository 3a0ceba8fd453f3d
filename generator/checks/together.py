"""Everything that is wrong with what was read: faults of form and breaches of rules, each told once."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from generator.checks.rule import CourseRule
from generator.checks.rules import RULES
from generator.checks.runner import order, run
from generator.checks.standins import completed, unread
from generator.model.finding import Finding
from generator.procedure.standing import Procedure
from generator.reading.card_answers import CardAnswers
from generator.reading.content import Loaded
from generator.reading.places import Spot
from generator.reading.sums import CARDS

if TYPE_CHECKING:
    from generator.workdays import ProductionCalendar

# Rules that weigh all records of a version together.
OF_COURSE = frozenset(one.code for one in RULES if isinstance(one, CourseRule))
# What a missing file of a kind makes rules say; of kinds not listed, only what quotes the name of the file.
FOLLOW = {
    "site": ("site-",),
    "order": ("order-",),
    "sittings": ("proposal-", "sitting-"),
    "calendar": ("calendar-",),
    # Whatever nobody seems to watch or to need, the target that was not read may watch or need.
    "target": ("request-unwatched", "inventory-missing", "control-missing", "kept-idle", "network-idle"),
    "networks": ("check-address",),
}


def check_all(
    loaded: Loaded,
    today: date,
    calendar: "ProductionCalendar",
    procedure: Procedure | None = None,
    known: CardAnswers | None = None,
) -> tuple[Finding, ...]:
    """Findings of the reading and of all rules, sorted; what only follows from an unreadable file is left out.

    `procedure` may be given where it is at hand for the same content, calendar and day, `known` where answers of
    earlier runs over single cards are.
    """
    lost = unread(loaded)
    content = completed(loaded, today) if lost else loaded.content
    found = run(
        content, today, loaded.locate, calendar, procedure=None if lost else procedure, known=None if lost else known
    )
    if known:
        known.drop({one.path.split("/")[2] for one in loaded.findings if one.path.startswith(CARDS)})
    fresh = [one for one in found if not _follows(one, lost)] if lost else found
    return tuple(sorted((*loaded.findings, *fresh), key=order))


def new_since(base: Iterable[Finding], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that the base does not have; lines may have moved, so they do not count."""
    known: dict[tuple[str, ...], int] = {}
    for one in base:
        known[_identity(one)] = known.get(_identity(one), 0) + 1
    return tuple(_beyond(known, findings))


def _beyond(known: dict[tuple[str, ...], int], findings: Iterable[Finding]) -> Iterator[Finding]:
    for one in findings:
        left = known.get(_identity(one), 0)
        if left:
            known[_identity(one)] = left - 1
        else:
            yield one


def _identity(finding: Finding) -> tuple[str, ...]:
    return finding.path, finding.code, finding.severity, finding.message


def _follows(finding: Finding, lost: dict[str, Spot]) -> bool:
    return any(finding.path == path or _speaks_of(finding, spot.kind, spot.ids) for path, spot in lost.items())


def _speaks_of(finding: Finding, kind: str, ids: dict[str, str]) -> bool:
    if kind == "record":
        folder = f"content/cards/{ids['card']}/v{ids['version']}/"
        return finding.code in OF_COURSE and finding.path.startswith(folder)
    if kind == "card":
        inside = finding.path.startswith(f"content/cards/{ids['card']}/") and finding.code.startswith("version-")
        return inside or f"'{ids['card']}'" in finding.message
    if kind == "calendar" and finding.code in ("calendar-year", "term-without-calendar"):
        return f" {ids['year']} год" in finding.message
    named = ids.get("id") or ids.get("digest") or ids.get("name")
    return finding.code.startswith(FOLLOW.get(kind, ())) or (named is not None and f"'{named}'" in finding.message)
