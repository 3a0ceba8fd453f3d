"""What GUIT and CITTU watch over beyond their own duties: the technical side of all cards (р. 3, 4)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model.card import Service, TechStage, TechStep
from generator.model.party import Party
from generator.model.words import TECH_STAGES
from generator.portal.views.duties import State
from generator.portal.views.names import Link, order_of_names
from generator.portal.views.survey import Survey
from generator.procedure.standing import Standing

SHOWN = 100  # rows of one list
# The record that shows a step of the plan done; later steps are done with the services, which go through the test
# environment without a record of it.
DONE_BY: dict[TechStage, str] = {"requirements": "functional_requirements", "development": "software_change"}
IN_PRODUCTION = ("commissioning", "service_registration")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A step of a technical plan that no record shows done."""

    card: Link
    unit: Link
    step: str
    responsible: Link
    software: str | None
    due: date
    state: State


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """How many steps cards await from a unit, and its duties with a term."""

    unit: Link
    awaited: int
    overdue: int
    soon: int


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """An electronic service of a card in force that does not work yet."""

    card: Link
    service: str
    owner: Link
    requirements: date | None
    changed: date | None
    due: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Coordination:
    """Lists over all cards; `units` is empty for CITTU, `services` for GUIT."""

    point: str
    plan: tuple[PlanRow, ...]
    plan_total: int
    units: tuple[UnitLoad, ...]
    services: tuple[ServiceRow, ...]
    services_total: int


def coordination(survey: Survey, party: Party) -> Coordination | None:
    """For GUIT the plans and the load of all units (р. 3); for CITTU its plan and services to come (р. 4)."""
    if party.role == "guit":
        plan = _plan(survey, _standings(survey))
        return Coordination("р. 3", plan[:SHOWN], len(plan), tuple(_units(survey)), (), 0)
    if party.role == "cittu":
        plan = tuple(
            one for one in _plan(survey, _standings(survey)) if one.responsible == survey.names.party(party.id)
        )
        services = tuple(sorted(_services(survey), key=lambda one: (one.due or date.max, order_of_names(one.service))))
        return Coordination("р. 4", plan[:SHOWN], len(plan), (), services[:SHOWN], len(services))
    return None


def _standings(survey: Survey) -> Sequence[Standing]:
    """The version that counts of each card that has not ended."""
    return [state.main for state in survey.cards.values() if state.main.course.ended is None]


def _plan(survey: Survey, standings: Iterable[Standing]) -> tuple[PlanRow, ...]:
    rows = (
        _row(survey, standing, step)
        for standing in standings
        for step in standing.version.card.tech_plan
        if not _done(standing, step)
    )
    return tuple(sorted(rows, key=lambda one: (one.due, order_of_names(one.card.title), one.step)))


def _done(standing: Standing, step: TechStep) -> bool:
    """Whether records show it; what is done service by service is done with the last of them."""
    ledger, services = standing.view.ledger, standing.version.card.services
    if step.stage in DONE_BY:
        return bool(ledger.of(DONE_BY[step.stage]))
    return bool(services) and all(_works(standing, one) for one in services)


def _works(standing: Standing, service: Service) -> bool:
    return any(standing.view.ledger.first(kind, service=service.id) for kind in IN_PRODUCTION)


def _row(survey: Survey, standing: Standing, step: TechStep) -> PlanRow:
    card, names = standing.version.card, survey.names
    late = step.due < survey.today
    known = step.stage != "test_env"
    return PlanRow(
        names.card(card.card),
        names.party(card.responsible_unit),
        TECH_STAGES[step.stage],
        names.party(step.responsible),
        step.software,
        step.due,
        State("late" if late and known else "none" if late else "wait", _words(late, known)),
    )


def _words(late: bool, known: bool) -> str:
    if not late:
        return "по плану впереди"
    return "срок плана прошёл" if known else "нет данных о выполнении"


def _units(survey: Survey) -> Iterator[UnitLoad]:
    """Units of FTS that are awaited or bear a duty with a running or missed term, by name."""
    of_fts = [one.id for one in survey.content.parties.values() if one.of_fts]
    for unit in sorted(of_fts, key=lambda one: order_of_names(survey.names.short(one))):
        duties = survey.by_bearer.get(unit, ())
        load = UnitLoad(
            survey.names.party(unit),
            len(survey.awaited.get(unit, ())),
            sum(one.status == "overdue" for one in duties),
            sum(survey.soon(one) for one in duties),
        )
        if load.awaited or load.overdue or load.soon:
            yield load


def _services(survey: Survey) -> Iterator[ServiceRow]:
    """Services of cards in force that are neither commissioned nor registered (п. 23, 49)."""
    for standing in _standings(survey):
        if not standing.course.reached("in_force"):
            continue
        card, ledger = standing.version.card, standing.view.ledger
        requirements, changed = ledger.first("functional_requirements"), ledger.first("software_change")
        last = ("operation", "production_registration")  # the latter where CITTU builds the service itself (п. 49)
        due = max((one.due for one in card.tech_plan if one.stage in last), default=None)
        for service in card.services:
            if not _works(standing, service):
                yield ServiceRow(
                    survey.names.card(card.card),
                    service.name,
                    survey.names.party(service.owner),
                    requirements.record.date if requirements else None,
                    changed.record.date if changed else None,
                    due,
                    due is not None and due < survey.today,
                )
