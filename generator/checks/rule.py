"""What a rule is: a small generator of faults; its docstring is the published text of the rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import getdoc
from typing import Generic, NamedTuple, TypeVar

from generator.checks.scope import CardText, Scope
from generator.model.content import CardVersion
from generator.model.finding import Finding, Place, Severity
from generator.procedure.standing import Standing
from generator.reading.words import quoted


class Fault(NamedTuple):
    """What a rule has found; `point` and `severity` are given only where they differ from those of the rule."""

    path: str
    at: Place
    message: str
    hint: str
    point: str = ""
    severity: Severity | None = None


Found = Iterator[Fault]
About = TypeVar("About", None, CardText, CardVersion, Standing)


@dataclass(frozen=True, slots=True)
class Rule(Generic[About]):
    """A registered rule: code, Russian title, point of the order (None: a rule of the product), severity."""

    code: str
    title: str
    point: str | None
    severity: Severity
    find: Callable[[Scope, About], Found]

    @property
    def text(self) -> str:
        """The rule itself, as its function states it."""
        return getdoc(self.find) or ""

    def finding(self, fault: Fault) -> Finding:
        """The finding of a fault; its line and column are looked up by the runner."""
        return Finding(
            fault.path,
            fault.at,
            self.code,
            fault.severity or self.severity,
            fault.point or self.point,
            fault.message,
            fault.hint,
        )


@dataclass(frozen=True, slots=True)
class ContentRule(Rule[None]):
    """A rule over the content as a whole, run once."""


@dataclass(frozen=True, slots=True)
class TextRule(Rule[CardText]):
    """A rule over the text of a card, run once per version."""


@dataclass(frozen=True, slots=True)
class RecordsRule(Rule[CardVersion]):
    """A rule over what records say, corrected ones too, run once per version that has records."""


@dataclass(frozen=True, slots=True)
class CourseRule(Rule[Standing]):
    """A rule over the course of a card through the procedure, run once per version that has records."""


AnyRule = ContentRule | TextRule | RecordsRule | CourseRule


def content_rule(
    code: str, *, title: str, point: str | None = None, severity: Severity = "error"
) -> Callable[[Callable[[Scope], Found]], ContentRule]:
    """Register a rule over the content as a whole."""

    def register(find: Callable[[Scope], Found]) -> ContentRule:
        def find_all(scope: Scope, _: None) -> Found:
            return find(scope)

        find_all.__doc__ = find.__doc__
        return ContentRule(code, title, point, severity, find_all)

    return register


def text_rule(
    code: str, *, title: str, point: str | None = None, severity: Severity = "error"
) -> Callable[[Callable[[Scope, CardText], Found]], TextRule]:
    """Register a rule over the text of a card."""
    return lambda find: TextRule(code, title, point, severity, find)


def records_rule(
    code: str, *, title: str, point: str | None = None, severity: Severity = "error"
) -> Callable[[Callable[[Scope, CardVersion], Found]], RecordsRule]:
    """Register a rule over what records say."""
    return lambda find: RecordsRule(code, title, point, severity, find)


def course_rule(
    code: str, *, title: str, point: str | None = None, severity: Severity = "error"
) -> Callable[[Callable[[Scope, Standing], Found]], CourseRule]:
    """Register a rule over the course of a card."""
    return lambda find: CourseRule(code, title, point, severity, find)


def wrong(
    path: str,
    at: Place,
    must: str,
    got: object,
    hint: str,
    *,
    of: str = "",
    point: str = "",
    severity: Severity | None = None,
) -> Fault:
    """A fault of one field, in the grammar of the house: «поле X должно …, получено 'Y'»."""
    field = next((key for key in reversed(at) if isinstance(key, str)), "")
    owner = f" {of}" if of else ""
    return Fault(path, at, f"поле {field}{owner} должно {must}, получено {quoted(got)}", hint, point, severity)
