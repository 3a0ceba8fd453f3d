"""Runs the rules over content: all findings at once, with lines, in a stable order."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from generator.checks.order import applicable
from generator.checks.rule import AnyRule, ContentRule, CourseRule, RecordsRule, TextRule
from generator.checks.rules import RULES
from generator.checks.scope import Scope, card_text
from generator.model.content import Content
from generator.model.finding import Finding, Place
from generator.procedure.standing import Procedure

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
    rules: Collection[AnyRule] = RULES,
    only: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """All findings over content on a day, sorted by path, line, column and code.

    `procedure` may be given where it is at hand for the same content, calendar and day; `only` names codes of rules.
    """
    chosen = tuple(one for one in rules if only is None or one.code in only)
    if not applicable(content.order):
        procedure = None
    elif procedure is None:
        procedure = Procedure(content, calendar, today)
    found = _findings(Scope(content, today, calendar, procedure), chosen)
    return tuple(sorted((_located(one, locate) for one in found), key=order))


def order(finding: Finding) -> tuple[str, int, int, str, str]:
    """The order in which findings are told."""
    return finding.path, finding.line, finding.column, finding.code, finding.message


def _findings(scope: Scope, rules: tuple[AnyRule, ...]) -> Iterator[Finding]:
    for whole in rules:
        if isinstance(whole, ContentRule):
            yield from map(whole.finding, whole.find(scope, None))
    # Bound outside of the loop: it runs for every rule over every card.
    texts = [(one.find, one) for one in rules if isinstance(one, TextRule)]
    records = [(one.find, one) for one in rules if isinstance(one, RecordsRule)]
    courses = [(one.find, one) for one in rules if isinstance(one, CourseRule)]
    for version in scope.versions():
        text = card_text(version)
        for find_text, text_rule in texts:
            for fault in find_text(scope, text):
                yield text_rule.finding(fault)
        if not version.records:
            continue
        for find_record, record_rule in records:
            for fault in find_record(scope, version):
                yield record_rule.finding(fault)
        if scope.procedure is not None and courses:
            standing = scope.procedure.standing(version.id, version.number)
            for find_course, course_rule in courses:
                for fault in find_course(scope, standing):
                    yield course_rule.finding(fault)


def _located(finding: Finding, locate: Locate) -> Finding:
    line, column = locate(finding.path, finding.at) if finding.at else (1, 1)
    return replace(finding, line=line, column=column)
