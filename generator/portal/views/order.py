"""The order point by point: its wording, what the portal does, the duties it sets and how they are kept."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model.order import DutyRule, Limit, Order, Point
from generator.model.record import ENCLOSURES, FORMS, KINDS
from generator.model.words import ORDER_ROLES, ROUTES_SHORT
from generator.portal.views.duties import DutyRow, duty_row, event_words
from generator.portal.views.names import Link
from generator.portal.views.survey import Survey
from generator.portal.views.terms import term_words
from generator.procedure.duties import Duty

SHOWN = 10  # duties that a point lists; all of them stand on the page of duties


@dataclass(frozen=True, slots=True)
class RuleAddressee:
    """Who receives what by a rule."""

    title: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A duty rule in words."""

    title: str
    bearer: str
    addressees: tuple[RuleAddressee, ...]
    routes: tuple[str, ...]
    event: str
    done_by: str
    per_service: bool
    terms: tuple[str, ...]
    no_term: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """How the duties of a point are kept today; what has no term cannot be late."""

    done: int
    late: int
    open: int
    overdue: int
    no_term: int

    @property
    def total(self) -> int:
        """All duties of the point."""
        return self.done + self.late + self.open + self.overdue + self.no_term


@dataclass(frozen=True, slots=True)
class StageMention:
    """A stage that the point opens."""

    route: str
    title: str
    gate: str


@dataclass(frozen=True, slots=True)
class PointView:
    """A point with everything that follows from it."""

    number: str
    title: str
    wording: tuple[tuple[str, ...], ...]
    paraphrase: bool
    who: str | None
    to_whom: str | None
    event: str | None
    product: str
    why_not_automated: str | None
    rules: tuple[RuleView, ...]
    stages: tuple[StageMention, ...]
    kept: Kept
    pressing: tuple[DutyRow, ...]
    pressing_total: int
    terms: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its points."""

    id: str
    anchor: str
    title: str
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """The whole order."""

    number: str
    on: date
    title: str
    sections: tuple[SectionView, ...]


def order_page(survey: Survey) -> OrderPage:
    """The order on the portal's day."""
    order = survey.order
    stages, terms = _stages(order), _terms(survey)
    sections = (
        SectionView(
            one.id,
            f"section-{number}",
            one.title,
            tuple(_point(survey, point, stages, terms) for point in order.points if point.section == one.id),
        )
        for number, one in enumerate(order.sections)
    )
    return OrderPage(order.number, order.date, order.title, tuple(sections))


def _point(
    survey: Survey,
    point: Point,
    stages: Mapping[str, Sequence[StageMention]],
    terms: Mapping[str, Sequence[Link]],
) -> PointView:
    duties = survey.by_point.get(point.point, ())
    pressing = [one for one in duties if one.status == "overdue" or survey.soon(one)]
    return PointView(
        point.point,
        point.what,
        tuple(tuple(paragraph.split("\n")) for paragraph in point.wording.split("\n\n")),
        point.paraphrase,
        point.who,
        point.to_whom,
        point.event,
        point.product,
        point.why_not_automated,
        tuple(_rule(one, survey.today) for one in point.duties),
        tuple(stages.get(point.point, ())),
        _kept(duties),
        tuple(duty_row(one, survey.names) for one in pressing[:SHOWN]),
        len(pressing),
        tuple(terms.get(point.point, ())),
    )


def _kept(duties: Sequence[Duty]) -> Kept:
    counts = Counter(one.status for one in duties)
    return Kept(counts["done"], counts["done_late"], counts["open"], counts["overdue"], counts["no_term"])


def _rule(rule: DutyRule, today: date) -> RuleView:
    return RuleView(
        rule.title,
        ORDER_ROLES[rule.bearer],
        tuple(
            RuleAddressee(
                ORDER_ROLES[one.to],
                tuple(
                    f"{ENCLOSURES[paper.what]} ({FORMS[paper.form]})" if paper.form else ENCLOSURES[paper.what]
                    for paper in one.enclosures
                ),
            )
            for one in rule.addressees
            if one.to != "nobody"
        ),
        tuple(ROUTES_SHORT[one] for one in rule.routes),
        event_words(rule.starts),
        KINDS.get(rule.done_by, rule.done_by),
        rule.per_service,
        tuple(_limit(one, today) for one in rule.limits),
        rule.no_term,
    )


def _limit(limit: Limit, today: date) -> str:
    """A term; one that is not in force today says when it was."""
    words = term_words(limit)
    since = f"с {limit.since:%d.%m.%Y}" if limit.since > today else ""
    until = f"по {limit.until:%d.%m.%Y}" if limit.until else ""
    period = " ".join(part for part in (since, until) if part)
    return f"{words} ({period})" if period else words


def _stages(order: Order) -> Mapping[str, Sequence[StageMention]]:
    found: dict[str, list[StageMention]] = defaultdict(list)
    for route in order.routes:
        for stage in route.stages:
            if stage.point is not None:
                found[stage.point].append(StageMention(ROUTES_SHORT[route.route], stage.title, stage.gate))
    return found


def _terms(survey: Survey) -> Mapping[str, Sequence[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for point, link in _glossary(survey):
        found[point].append(link)
    return found


def _glossary(survey: Survey) -> Iterator[tuple[str, Link]]:
    for one in survey.content.glossary.terms if survey.content.glossary else ():
        if one.point is not None:
            yield one.point, Link(one.term, f"exchange/glossary/#term-{one.id}")
