"""Rules over sittings of the expert group and proposals to them (point 40)."""

from itertools import cycle, pairwise

from generator.checks.cards import PARTY
from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope, day
from generator.model.sittings import Proposal, Sitting

PATH = "content/monitoring/sittings.yml"


def _sittings(scope: Scope) -> tuple[Sitting, ...]:
    return scope.content.sittings.sittings if scope.content.sittings else ()


def _proposals(scope: Scope) -> list[tuple[int, int, Proposal]]:
    return [(i, j, one) for i, sitting in enumerate(_sittings(scope)) for j, one in enumerate(sitting.proposals)]


@content_rule("sitting-order", title="Заседания идут не по порядку", point="40")
def sitting_order(scope: Scope) -> Found:
    """Sittings are listed by day, one a day."""
    for i, (one, following) in enumerate(pairwise(_sittings(scope)), 1):
        if following.date <= one.date:
            must = f"быть позже предыдущего заседания ({one.date})"
            yield wrong(PATH, ("sittings", i, "date"), must, following.date, "расположите заседания по датам")


@content_rule("sitting-day", title="Заседание назначено на нерабочий день", point="40", severity="warning")
def sitting_day(scope: Scope) -> Found:
    """A sitting takes place on a working day, as far as the calendar of its year is known."""
    for i, one in enumerate(_sittings(scope)):
        if one.date.year in scope.content.calendar and not scope.calendar.is_working_day(one.date):
            must = "быть рабочим днём"
            yield wrong(PATH, ("sittings", i, "date"), must, one.date, "проверьте дату по извещению о заседании")


@content_rule("proposal-unit", title="Предложение вносит не подразделение ФТС России", point="40")
def proposal_unit(scope: Scope) -> Found:
    """A proposal comes from a unit of FTS."""
    for i, j, one in _proposals(scope):
        at = ("sittings", i, "proposals", j, "unit")
        if one.unit not in scope.content.parties:
            yield wrong(PATH, at, PARTY, one.unit, scope.meant(one.unit))
        elif one.unit not in scope.fts:
            hint = f"{scope.name(one.unit)} не входит в ФТС России: предложения вносит Потребитель данных"
            yield wrong(PATH, at, "называть подразделение ФТС России", one.unit, hint)


@content_rule("proposal-card", title="Карта, названная в предложении, не найдена", point="40")
def proposal_card(scope: Scope) -> Found:
    """Cards that a proposal concerns exist."""
    for i, j, one in _proposals(scope):
        for k, card in enumerate(one.cards):
            if card not in scope.content.cards:
                at = ("sittings", i, "proposals", j, "cards", k)
                yield wrong(PATH, at, "называть карту из content/cards", card, "проверьте идентификатор карты")


@content_rule("proposal-date", title="Дата предложения невозможна", point="40")
def proposal_date(scope: Scope) -> Found:
    """A proposal was sent not later than today and not before its letter was dated."""
    for i, j, one in _proposals(scope):
        if one.sent_on is None:
            continue
        at = ("sittings", i, "proposals", j, "sent_on")
        if one.sent_on > scope.today:
            hint = "впишите дату, когда письмо уйдёт"
            yield wrong(PATH, at, f"быть не позже сегодняшнего дня ({scope.today})", one.sent_on, hint)
        if one.document is not None and one.document.date > one.sent_on:
            hint = "проверьте дату письма и дату отправки"
            yield wrong(PATH, at, f"быть не раньше даты письма ({one.document.date})", one.sent_on, hint)


@content_rule("proposal-overdue", title="Предложение к заседанию не направлено в срок", point="40", severity="warning")
def proposal_overdue(scope: Scope) -> Found:
    """A proposal goes to the secretariat no later than a week before the sitting."""
    if scope.procedure is None:
        return
    places = [(i, j) for i, j, _ in _proposals(scope)]
    for duty, (i, j) in zip(scope.procedure.proposals, cycle(places), strict=False):
        if duty.status == "overdue" and duty.due is not None:
            message = (
                f"{scope.name(duty.bearer)}: предложение к заседанию {day(duty.started)} нужно было направить "
                f"до {day(duty.due)} включительно; дней просрочки: {duty.days_late}"
            )
            hint = "направьте предложение и укажите sent_on или уберите его из списка"
            yield Fault(PATH, ("sittings", i, "proposals", j), message, hint)
