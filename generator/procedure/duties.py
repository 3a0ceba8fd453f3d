"""Duties of a card version: bearer, addressee, enclosures, start, due, done, late (rules are data of the order)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.model.content import FiledRecord
from generator.model.order import DutyRule, Limit, Point, RequiredEnclosure
from generator.model.record import ENCLOSURES, FORMS, Closing, Enclosure
from generator.procedure.events import Opening, openings
from generator.procedure.stages import Course
from generator.procedure.view import Office, View

# Papers of points 15 to 17 carry the text that the suppliers agreed with: another text needs them anew.
OF_TEXT = frozenset({"memo", "forwarding", "submission"})
Status = Literal["open", "overdue", "done", "done_late", "no_term"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that must be enclosed: what, in which form (None: any), whose sheet."""

    what: str
    form: str | None
    party: str | None = None

    @property
    def title(self) -> str:
        """The paper in Russian, without the name of the party."""
        kind = ENCLOSURES.get(self.what, self.what)  # type: ignore[call-overload]
        return f"{kind} ({FORMS[self.form]})" if self.form else kind  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: identity is card, version, point, addressee and service (see procedure.md of the house).

    `due` is None where the order sets no numeric term (`no_term` says what it says instead) or where the calendar
    of the year is missing (`gap` names the year). `short` lists papers that a dispatch left out.
    """

    card: str | None
    version: int | None
    rule: str
    point: str
    title: str
    bearer: str
    addressee: str | None
    service: str | None
    enclosures: tuple[Paper, ...]
    started: date
    limit: Limit | None
    due: date | None
    done: date | None
    status: Status
    days_late: int
    record: str | None = None
    short: tuple[Paper, ...] = ()
    no_term: str | None = None
    closed: str | None = None
    gap: int | None = None
    note: str | None = None

    @property
    def late(self) -> bool:
        """Whether the term has been missed, fulfilled since or not."""
        return self.status in ("overdue", "done_late")


def duties(view: View, course: Course) -> tuple[Duty, ...]:
    """All duties of a version whose event has happened, in the order of the points.

    A withdrawn version owes nothing more; what was done stays listed.
    """
    found = tuple(_duties(view, course))
    return tuple(one for one in found if one.done) if course.stage == "withdrawn" else found


def _duties(view: View, course: Course) -> Iterator[Duty]:
    route = view.version.card.route
    for point in view.office.order.points:
        for rule in point.duties:
            if route not in rule.routes:
                continue
            for opening in openings(rule, view, course):
                for bearer in view.cast.parties(rule.bearer):
                    for addressee, wanted in _receivers(rule, view).items():
                        if addressee != bearer:
                            yield _duty(view, point, rule, wanted, opening, bearer, addressee)


def _receivers(rule: DutyRule, view: View) -> dict[str | None, tuple[RequiredEnclosure, ...]]:
    """Who receives what; a unit that a rule means twice is owed one dispatch with the papers of both."""
    found: dict[str | None, tuple[RequiredEnclosure, ...]] = {}
    for receiver in rule.addressees:
        for party in view.cast.parties(receiver.to) if receiver.to != "nobody" else (None,):
            found[party] = tuple(dict.fromkeys((*found.get(party, ()), *receiver.enclosures)))
    return found


def _duty(
    view: View,
    point: Point,
    rule: DutyRule,
    wanted: tuple[RequiredEnclosure, ...],
    opening: Opening,
    bearer: str,
    addressee: str | None,
) -> Duty:
    papers, note = _papers(view, wanted)
    limit = rule.limit(opening.on)
    due, gap = due_day(view.office, opening.on, limit)
    done, record, short = _fulfilled(view, point, rule, opening, bearer, addressee, papers)
    closed = _closed(view, point, opening, bearer, addressee) if done is None else None
    if closed is not None:
        done, record = closed.record.date, closed.name
    status, late = standing(view.office, limit, due, done)
    return Duty(
        card=view.version.id,
        version=view.version.number,
        rule=rule.id,
        point=point.point,
        title=rule.title,
        bearer=bearer,
        addressee=addressee,
        service=opening.service,
        enclosures=papers,
        started=opening.on,
        limit=limit,
        due=due,
        done=done,
        status=status,
        days_late=late,
        record=record,
        short=short if done is None else (),
        no_term=rule.no_term,
        closed=closed.record.reason if closed and isinstance(closed.record, Closing) else None,
        gap=gap,
        note=note,
    )


def due_day(office: Office, event: date, limit: Limit | None) -> tuple[date | None, int | None]:
    """The last day of a term and the year whose calendar is missing, at most one of the two."""
    from generator.workdays import CalendarGap  # loads workalendar, which commands without terms do not need

    if limit is None:
        return None, None
    if limit.unit == "calendar_weeks_before":
        day = event
        for _ in range(limit.count):
            day = office.calendar.week_back(day)
        return day, None
    try:
        return office.calendar.shift(event, limit.count), None
    except CalendarGap as gap:
        return None, gap.year


def standing(office: Office, limit: Limit | None, due: date | None, done: date | None) -> tuple[Status, int]:
    """Status and lateness: due today is still open; late in working days, for point 40 in calendar days."""
    if due is None:
        return ("done", 0) if done else (("open", 0) if limit else ("no_term", 0))
    end = done or office.today
    if end <= due:
        return ("done" if done else "open"), 0
    return ("done_late" if done else "overdue"), _days_late(office, limit, due, end)


def _days_late(office: Office, limit: Limit | None, due: date, end: date) -> int:
    from generator.workdays import CalendarGap

    if limit is not None and limit.unit == "calendar_weeks_before":
        return (end - due).days
    try:
        return office.calendar.working_days_between(due, end)
    except CalendarGap:
        return (end - due).days  # the missing year is an error of its own, told by the check


def _papers(view: View, wanted: tuple[RequiredEnclosure, ...]) -> tuple[tuple[Paper, ...], str | None]:
    """Required papers with a sheet for each party that has one; on the service route there may be no sheets."""
    papers: list[Paper] = []
    note = None
    for one in wanted:
        if one.what != "approval_sheet":
            papers.append(Paper(one.what, one.form))
            continue
        owners = sheet_owners(view)
        papers.extend(Paper(one.what, one.form, owner) for owner in owners)
        if not owners:
            note = "листов утверждения нет: согласование прошло в ГИС «Проектирование ТКМВ»"
    return tuple(papers), note


def sheet_owners(view: View) -> tuple[str, ...]:
    """Parties whose approval sheets exist: recipients of an incoming card, suppliers that signed one otherwise."""
    card = view.version.card
    if card.route == "incoming":
        return view.cast.recipients
    if card.route == "function":
        return view.cast.suppliers
    signed = {one.record.author for one in view.ledger.of("approval_sheet")}
    return tuple(one for one in view.cast.suppliers if one in signed)


def _fulfilled(
    view: View,
    point: Point,
    rule: DutyRule,
    opening: Opening,
    bearer: str,
    addressee: str | None,
    papers: tuple[Paper, ...],
) -> tuple[date | None, str | None, tuple[Paper, ...]]:
    """The earliest complete dispatch: its day and file; otherwise what the latest attempt left out."""
    short: tuple[Paper, ...] = ()
    for filed in view.ledger.of(rule.done_by):
        if not dispatches(filed, point, rule, opening.service, bearer, addressee):
            continue
        if rule.limits and filed.record.date < opening.on:
            continue
        if rule.done_by in OF_TEXT and filed.record.digest != view.reference:
            continue
        short = lacking(_as_of(filed, papers, view), filed.record.enclosures)
        if not short:
            return filed.record.date, filed.name, ()
    return None, None, short


def _as_of(filed: FiledRecord, papers: tuple[Paper, ...], view: View) -> tuple[Paper, ...]:
    """Papers that could be enclosed on the day of a dispatch: sheets to a service card may come after it (point 11)."""
    if view.version.card.route != "service":
        return papers
    there = {one.record.author for one in view.ledger.of("approval_sheet") if one.record.date <= filed.record.date}
    return tuple(one for one in papers if one.what != "approval_sheet" or one.party in there)


def dispatches(
    filed: FiledRecord, point: Point, rule: DutyRule, service: str | None, bearer: str, addressee: str | None
) -> bool:
    """Whether a record is a dispatch of this duty: bearer, addressee, service and, for hand-overs, the point."""
    record = filed.record
    return (
        record.kind == rule.done_by
        and record.author == bearer
        and (addressee is None or filed.get("to") == addressee)
        and (service is None or filed.get("service") == service)
        and (record.kind != "hand_over" or record.point == point.point)
    )


def lacking(papers: tuple[Paper, ...], enclosed: tuple[Enclosure, ...]) -> tuple[Paper, ...]:
    """Required papers that are not enclosed in the right form; an electronic copy serves as a copy."""
    return tuple(paper for paper in papers if not any(_serves(one, paper) for one in enclosed))


def _serves(enclosed: Enclosure, paper: Paper) -> bool:
    if enclosed.what != paper.what or (paper.party is not None and enclosed.party != paper.party):
        return False
    return paper.form in (None, enclosed.form) or (paper.form == "copy" and enclosed.form == "electronic")


def _closed(view: View, point: Point, opening: Opening, bearer: str, addressee: str | None) -> FiledRecord | None:
    """A record that closes the duty without a dispatch, with its reason."""
    return view.ledger.first("closing", author=bearer, point=point.point, to=addressee, service=opening.service)
