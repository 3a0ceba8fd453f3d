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
from generator.procedure.standing import Procedure
from generator.reading.card_answers import CardAnswers

if TYPE_CHECKING:
    from generator.workdays import ProductionCalendar

Locate = Callable[[str, Place], tuple[int, int]]


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
        procedure = None
    elif procedure is None:
        procedure = Procedure(content, calendar, today)
    scope = Scope(content, today, calendar, procedure)
    whole = [one for one in chosen if isinstance(one, ContentRule)]
    found = [_located(rule.finding(fault), locate) for rule in whole for fault in rule.find(scope, None)]
    # A rule about one card cannot see another: what it finds holds as long as the card's own files do.
    about_one = _CardRules(Scope(replace(content, cards={}), today, calendar, None), procedure, chosen)
    for card, versions in content.cards.items():
        own = known.look_up(card) if known else None
        if own is None:
            own = tuple(_located(one, locate) for one in about_one.findings(versions.values()))
            if known:
                known.keep(card, own)
        found += own
    return tuple(sorted(found, key=order))


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
