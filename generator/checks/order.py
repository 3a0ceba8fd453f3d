"""Rules over the order as data: points, routes, stages and duty rules agree with what the engine knows."""

from datetime import date, timedelta
from itertools import pairwise

from pydantic import BaseModel

from generator.checks.parties import ORDER
from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope
from generator.model.card import ROUTES
from generator.model.finding import Place
from generator.model.order import DutyRule, Order
from generator.model.record import KINDS, RECORD_CLASSES
from generator.procedure.actors import ADDRESSEES, AUTHORS, KINDS_OF_ROUTE
from generator.procedure.stages import GATES

BODY_POINTS, POINTS = 5, 49
ENDINGS = ("withdrawn", "superseded")
_CLASSES: tuple[type[BaseModel], ...] = RECORD_CLASSES
FIELDS = {kind: frozenset(one.model_fields) for kind, one in zip(KINDS, _CLASSES, strict=True)}


def applicable(order: Order | None) -> bool:
    """Whether the engine can apply the order: each route once, its stages those of the engine."""
    return order is not None and not any(_route_faults(order))


@content_rule("order-missing", title="Нет текста Порядка")
def order_missing(scope: Scope) -> Found:
    """Without a readable order nothing is said about stages and terms."""
    if scope.content.order is None:
        message = "файл Порядка должен быть и читаться; пока его нет, стадии, согласования и сроки не проверены"
        yield Fault(ORDER, (), message, "верните файл или исправьте ошибки в нём")


@content_rule("order-points", title="Пункты Порядка повторяются или пропущены")
def order_points(scope: Scope) -> Found:
    """Every point of the order and of its body is there once."""
    if (order := scope.content.order) is None:
        return
    seen: set[str] = set()
    for i, one in enumerate(order.points):
        if one.point in seen:
            yield wrong(ORDER, ("points", i, "point"), "встречаться один раз", one.point, "объедините записи пункта")
        seen.add(one.point)
    wanted = (*(f"р. {i}" for i in range(1, BODY_POINTS + 1)), *(str(i) for i in range(1, POINTS + 1)))
    if missing := [point for point in wanted if point not in seen]:
        message = f"поле points должно содержать все пункты, не хватает: {', '.join(missing)}"
        yield Fault(ORDER, ("points",), message, "добавьте текст пунктов")


@content_rule("order-reference", title="Раздел или пункт, на который ссылается Порядок, не найден")
def order_reference(scope: Scope) -> Found:
    """Sections of points and points of routes and stages exist."""
    if (order := scope.content.order) is None:
        return
    sections, points = {one.id for one in order.sections}, {one.point for one in order.points}
    for i, one in enumerate(order.points):
        if one.section not in sections:
            have = ", ".join(section.id for section in order.sections)
            yield wrong(ORDER, ("points", i, "section"), "называть раздел из sections", one.section, f"есть: {have}")
    for i, route in enumerate(order.routes):
        if route.approval_point not in points:
            at: Place = ("routes", i, "approval_point")
            yield wrong(ORDER, at, "называть пункт из points", route.approval_point, "проверьте номер")
        for j, stage in enumerate(route.stages):
            if stage.point is not None and stage.point not in points:
                at = ("routes", i, "stages", j, "point")
                yield wrong(ORDER, at, "называть пункт из points", stage.point, "проверьте номер")


@content_rule("order-routes", title="Маршруты и стадии не те, которые знает система")
def order_routes(scope: Scope) -> Found:
    """Each route is described once, with the stages of the engine in their order."""
    if (order := scope.content.order) is not None:
        yield from _route_faults(order)


def _route_faults(order: Order) -> Found:
    if missing := [route for route in ROUTES if all(one.route != route for one in order.routes)]:
        message = f"поле routes должно описывать каждый маршрут один раз, не хватает: {', '.join(missing)}"
        yield Fault(ORDER, ("routes",), message, "исправьте повторяющийся маршрут")
    for i, route in enumerate(order.routes):
        wanted = [stage for stage, _ in GATES[route.route]] + list(ENDINGS)
        if [one.stage for one in route.stages] != wanted:
            got = ", ".join(one.stage for one in route.stages)
            message = f"поле stages маршрута {route.route} должно перечислять {', '.join(wanted)}, получено '{got}'"
            yield Fault(ORDER, ("routes", i, "stages"), message, "перечислите стадии в этом порядке")


@content_rule("duty-rule-twice", title="Идентификатор правила повторяется")
def duty_rule_twice(scope: Scope) -> Found:
    """Duty rules have different identifiers."""
    seen: set[str] = set()
    for at, _, rule in _rules(scope):
        if rule.id in seen:
            yield wrong(ORDER, (*at, "id"), "встречаться один раз", rule.id, "дайте правилу свой идентификатор")
        seen.add(rule.id)


@content_rule("duty-rule-record", title="Обязанность нельзя исполнить: такой записи не бывает")
def duty_rule_record(scope: Scope) -> Found:
    """The record that fulfils a duty exists, and its bearer, addressees and routes may make it."""
    for at, point, rule in _rules(scope):
        kind = rule.done_by
        if kind not in KINDS:
            hint = "вид записи пишут латиницей, как в поле kind записей, например hand_over"
            yield wrong(ORDER, (*at, "done_by"), "называть вид записи", kind, hint, point=point)
            continue
        if rule.bearer not in AUTHORS.get(kind, (rule.bearer,)):
            must = f"называть того, кто вносит запись {kind}: {', '.join(AUTHORS[kind])}"
            yield wrong(ORDER, (*at, "bearer"), must, rule.bearer, "исправьте bearer или done_by", point=point)
        for route in rule.routes:
            if route not in KINDS_OF_ROUTE.get(kind, (route,)):
                must = f"перечислять маршруты, на которых бывает запись {kind}"
                yield wrong(ORDER, (*at, "routes"), must, route, "исправьте routes или done_by", point=point)
        for i, receiver in enumerate(rule.addressees):
            known = ADDRESSEES.get(kind, ())
            if receiver.to not in known and not (receiver.to == "nobody" and "to" not in FIELDS[kind]):
                must = f"называть того, кому адресуют запись {kind}: {', '.join(known) or 'nobody'}"
                place = (*at, "addressees", i, "to")
                yield wrong(ORDER, place, must, receiver.to, "исправьте адресата или done_by", point=point)
        if rule.per_service and "service" not in FIELDS[kind]:
            must = f"быть false, так как запись {kind} не называет сервис"
            yield wrong(ORDER, (*at, "per_service"), must, "true", "исправьте per_service или done_by", point=point)


@content_rule("duty-rule-limits", title="Сроки действия предельных сроков пересекаются")
def duty_rule_limits(scope: Scope) -> Found:
    """On any day at most one limit of a duty rule is in force, from the oldest to the newest."""
    for at, point, rule in _rules(scope):
        for i, one in enumerate(rule.limits):
            if one.until is not None and one.until < one.since:
                must = f"быть не раньше since ({one.since})"
                hint = "поменяйте даты местами или исправьте год"
                yield wrong(ORDER, (*at, "limits", i, "until"), must, one.until, hint, point=point)
        for i, (old, new) in enumerate(pairwise(rule.limits), 1):
            if new.since <= (old.until or date.max):
                after = f"позже {old.until}" if old.until else "задано после того, как у прежнего срока указан until"
                hint = f"закройте прежний срок днём {new.since - timedelta(days=1)}"
                yield wrong(ORDER, (*at, "limits", i, "since"), f"быть {after}", new.since, hint, point=point)


def _rules(scope: Scope) -> list[tuple[Place, str, DutyRule]]:
    order = scope.content.order
    if order is None:
        return []
    return [
        (("points", i, "duties", j), point.point, rule)
        for i, point in enumerate(order.points)
        for j, rule in enumerate(point.duties)
    ]
