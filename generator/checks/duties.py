"""Rules over duties: complete enclosures, dispatches after their event, needless closings, missed terms."""

from collections.abc import Iterator

from generator.checks.rule import Fault, Found, course_rule, wrong
from generator.checks.scope import Scope, day
from generator.model.content import FiledRecord
from generator.model.record import Closing, HandOver
from generator.procedure.duties import Duty, Paper, dispatches
from generator.procedure.sequence import obstacles
from generator.procedure.standing import Standing
from generator.procedure.steps import duty_steps


def dispatched(scope: Scope, standing: Standing, duty: Duty) -> Iterator[FiledRecord]:
    """Records by which the bearer has tried to fulfil a duty."""
    point, rule = scope.duty_rules[duty.rule]
    for filed in standing.view.ledger.of(rule.done_by):
        if dispatches(filed, point, rule, duty.service, duty.bearer, duty.addressee):
            yield filed


@course_rule("enclosures-incomplete", title="Приложены не все документы")
def enclosures_incomplete(scope: Scope, standing: Standing) -> Found:
    """A dispatch of points 15 to 19, 44 and 45 encloses every paper in the form that the point requires."""
    for duty in standing.duties:
        tried = list(dispatched(scope, standing, duty)) if duty.short else []
        if not tried:
            continue
        filed = tried[-1]
        lacks = "; ".join(_titled(scope, paper) for paper in duty.short)
        message = f"поле enclosures должно перечислять все приложения, не хватает: {lacks}"
        at = ("enclosures",) if filed.record.enclosures else ()
        hint = "дошлите недостающее и внесите новую запись о полной передаче или замените эту записью с corrects"
        yield Fault(standing.version.record_path(filed.name), at, message, hint, duty.point)


def _titled(scope: Scope, paper: Paper) -> str:
    return f"{paper.title}: {scope.name(paper.party)}" if paper.party else paper.title


@course_rule("dispatch-early", title="Документы переданы раньше события")
def dispatch_early(scope: Scope, standing: Standing) -> Found:
    """What is owed after an event is not sent before it; such a dispatch fulfils nothing."""
    for duty in standing.duties:
        if duty.limit is None:
            continue
        for filed in dispatched(scope, standing, duty):
            if filed.record.date >= duty.started or any(obstacles(standing.view, filed, standing.course)):
                continue
            must = f"быть не раньше события, с которого идёт срок ({duty.started})"
            hint = "проверьте дату передачи и дату события"
            path = standing.version.record_path(filed.name)
            yield wrong(path, ("date",), must, filed.record.date, hint, point=duty.point)


@course_rule("hand-over-alien", title="Передача не предусмотрена Порядком")
def hand_over_alien(scope: Scope, standing: Standing) -> Found:
    """Papers handed over under a point are handed over by the one and to the one whom the point names."""
    route, cast = standing.version.card.route, standing.view.cast
    for filed in standing.view.ledger.of("hand_over"):
        record = filed.record
        if not isinstance(record, HandOver):
            continue
        rules = [
            (point.point, rule)
            for point, rule in scope.duty_rules.values()
            if rule.done_by == "hand_over" and route in rule.routes
        ]
        if any(
            point == record.point
            and record.author in cast.parties(rule.bearer)
            and any(record.to in cast.parties(receiver.to) for receiver in rule.addressees)
            for point, rule in rules
        ):
            continue
        must = "называть пункт, по которому автор передаёт документы этому адресату"
        points = ", ".join(dict.fromkeys(point for point, _ in rules))
        who = f"автора ({scope.short(record.author)}) и адресата ({scope.short(record.to)})"
        hint = f"на этом маршруте документы передают по пп. {points}; проверьте пункт, {who}"
        point = record.point if any(point == record.point for point, _ in rules) else ""
        yield wrong(standing.version.record_path(filed.name), ("point",), must, record.point, hint, point=point)


@course_rule("closing-needless", title="Закрыта обязанность, которой нет")
def closing_needless(scope: Scope, standing: Standing) -> Found:
    """A duty is closed with a reason only where it exists and is not fulfilled otherwise."""
    for filed in standing.view.ledger.of("closing"):
        record = filed.record
        if not isinstance(record, Closing):
            continue
        key = (record.author, record.point, record.to, record.service)
        found = [one for one in standing.duties if (one.bearer, one.point, one.addressee, one.service) == key]
        path = standing.version.record_path(filed.name)
        if not found:
            whom = f"; адресат: {scope.name(record.to)}" if record.to else ""
            message = f"у участника {scope.name(record.author)} нет обязанности по п. {record.point}{whom}"
            hint = "проверьте пункт, адресата и сервис; обязанности показывает tkmv deadlines"
            yield Fault(path, ("point",), message, hint, record.point)
        elif done := [one.done for one in found if one.done is not None and one.closed is None]:
            message = f"обязанность по п. {record.point} исполнена {day(done[0])}, закрывать её не нужно"
            yield Fault(path, ("point",), message, "аннулируйте эту запись записью correction", record.point)


@course_rule("duty-overdue", title="Обязанность просрочена", severity="warning")
def duty_overdue(scope: Scope, standing: Standing) -> Found:
    """Whose term has passed is told on the card: who owes what to whom and since when."""
    if all(one.status != "overdue" for one in standing.duties):
        return
    open_duties = (one for one in standing.duties if one.done is None)
    for duty, step in zip(open_duties, duty_steps(standing), strict=True):
        if duty.status == "overdue" and duty.due is not None:
            to = f"; кому: {scope.name(duty.addressee)}" if duty.addressee else ""
            service = f"; сервис: {duty.service}" if duty.service else ""
            message = (
                f"просрочена обязанность: {scope.name(duty.bearer)} — {duty.title}{to}{service}; "
                f"срок истёк {day(duty.due)}, рабочих дней просрочки: {duty.days_late}"
            )
            yield Fault(standing.version.path, (), message, f"исполните и внесите запись: {step.command}", duty.point)


@course_rule("term-without-calendar", title="Срок нельзя посчитать: нет календаря")
def term_without_calendar(scope: Scope, standing: Standing) -> Found:
    """A term that runs into a year needs the calendar of that year; it is not guessed."""
    told: set[int] = set()
    for duty in standing.duties:
        if duty.gap is not None and duty.gap not in told:
            told.add(duty.gap)
            message = (
                f"срок по п. {duty.point} от {day(duty.started)} нельзя посчитать: "
                f"нет производственного календаря на {duty.gap} год"
            )
            hint = f"добавьте файл content/calendar/{duty.gap}.yml"
            yield Fault(standing.version.path, (), message, hint, duty.point)
