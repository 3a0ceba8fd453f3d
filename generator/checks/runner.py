"""Runs the rules over content: all findings at once, with lines, in a stable order."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from generator.checks.order import applicable
from generator.checks.rule import AnyRule, ContentRule, CourseRule, RecordsRule, TextRule
from generator.checks.rules import RULES
from generator.checks.scope import Scope, card_text
from generator.model.content import CardVersion, Content
from generator.model.finding import Finding, Place
from generator.procedure.outline import brief, foreign, outlined
from generator.procedure.outline import key as outline_key
from generator.procedure.standing import Procedure
from generator.reading.card_answers import CardAnswers, Told
from generator.reading.lasting import lasting

if TYPE_CHECKING:
    from generator.workdays import ProductionCalendar

Locate = Callable[[str, Place], tuple[int, int]]


@lasting()
def run(
    content: Content,
    today: date,
    locate: Locate,
    calendar: "ProductionCalendar",
    *,
    procedure: Procedure | None = None,
    known: CardAnswers | None = None,
    rules: Collection[AnyRule] = RULES,
    only: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """All findings over content on a day, sorted by path, line, column and code.

    `procedure` may be given where it is at hand for the same content, calendar and day; `known` are answers of earlier
    runs of all rules and is given those of this one; `only` names codes of rules.
    """
    chosen = tuple(one for one in rules if only is None or one.code in only)
    if not applicable(content.order):
        procedure = known = None
    elif procedure is None:
        procedure = Procedure(content, calendar, today)
    # A rule about one card cannot see another: what it finds holds as long as the card's own files do.
    about_one = _CardRules(Scope(replace(content, cards={}), today, calendar, None), procedure, chosen)
    found: list[Finding] = []
    fresh: list[str] = []
    for card in content.cards:
        own = known.look_up(card) if known else None
        if own is None:
            own = tuple(_located(one, locate) for one in about_one.findings(content.cards[card].values()))
            fresh.append(card)
            if known and procedure:
                known.keep(card, own, _told(procedure, card))
        found += own
    whole = tuple(one for one in chosen if isinstance(one, ContentRule))
    if procedure is None:
        found += _of_all(whole, Scope(content, today, calendar, None), locate)
    else:
        found += _over_outlines(whole, procedure, locate, known, fresh)
    return tuple(sorted(found, key=order))


def _over_outlines(
    rules: tuple[ContentRule, ...], procedure: Procedure, locate: Locate, known: CardAnswers | None, fresh: list[str]
) -> Iterable[Finding]:
    """What rules over the whole content find; those of an earlier run where every outline is still the same.

    Digests of texts belong to it only where the records of some other text name them.
    """
    cards = procedure.content.cards
    told = {card: known.told(card) for card in cards} if known else {}
    named = (
        {digest for one in told.values() for digest in one.foreign}
        if known
        else {digest for versions in cards.values() for digest in foreign(versions.values())}
    )
    key = outline_key(
        [(card, one.outline, [digest for digest in one.digests if digest in named]) for card, one in told.items()]
    )
    kept = known.whole(key) if known else None
    if known and kept is not None:
        # The outline stays, but its lines in the file may have moved.
        moved = tuple(f"content/cards/{card}/" for card in fresh)
        placed = tuple(_located(one, locate) if one.path.startswith(moved) else one for one in kept)
        if placed != kept:
            known.keep_whole(key, placed)
        return placed
    applied = outlined(procedure, named)
    found = _of_all(rules, Scope(applied.content, procedure.today, procedure.office.calendar, applied), locate)
    if known:
        known.keep_whole(key, found)
    return found


def _of_all(rules: tuple[ContentRule, ...], scope: Scope, locate: Locate) -> list[Finding]:
    return [_located(rule.finding(fault), locate) for rule in rules for fault in rule.find(scope, None)]


def _told(procedure: Procedure, card: str) -> Told:
    versions = [one.version for one in procedure.card(card).values()]
    return Told(brief(procedure, card), [one.digest for one in versions], sorted({*foreign(versions)}))


def order(finding: Finding) -> tuple[str, int, int, str, str]:
    """The order in which findings are told."""
    return finding.path, finding.line, finding.column, finding.code, finding.message


class _CardRules:
    """The rules about single cards; `office` is the scope without cards that all of them share."""

    def __init__(self, office: Scope, procedure: Procedure | None, rules: tuple[AnyRule, ...]) -> None:
        self._office, self._procedure = office, procedure
        # Bound once: they run for every card.
        self._texts = [(one.find, one) for one in rules if isinstance(one, TextRule)]
        self._records = [(one.find, one) for one in rules if isinstance(one, RecordsRule)]
        self._courses = [(one.find, one) for one in rules if isinstance(one, CourseRule)]

    def findings(self, versions: Iterable[CardVersion]) -> Iterator[Finding]:
        """What the rules find in the versions of one card, not located yet."""
        office = self._office
        for version in versions:
            text = card_text(version)
            for find_text, text_rule in self._texts:
                for fault in find_text(office, text):
                    yield text_rule.finding(fault)
            if not version.records:
                continue
            for find_record, record_rule in self._records:
                for fault in find_record(office, version):
                    yield record_rule.finding(fault)
            if self._procedure is not None and self._courses:
                standing = self._procedure.standing(version.id, version.number)
                for find_course, course_rule in self._courses:
                    for fault in find_course(office, standing):
                        yield course_rule.finding(fault)


def _located(finding: Finding, locate: Locate) -> Finding:
    line, column = locate(finding.path, finding.at) if finding.at else (1, 1)
    return replace(finding, line=line, column=column)
