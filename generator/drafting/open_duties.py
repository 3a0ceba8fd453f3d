"""Which open duty a record is meant to fulfil: the earliest one that fits what the person said."""

from generator.drafting.wish import Refused, Unclear, Wish
from generator.model.order import DutyRule
from generator.procedure.duties import Duty
from generator.procedure.standing import Standing, duty_order
from generator.procedure.view import View


def rule_of(duty: Duty, view: View) -> DutyRule:
    """The rule of the order that a duty comes from."""
    return next(rule for point in view.office.order.points for rule in point.duties if rule.id == duty.rule)


def meant(wish: Wish, standing: Standing) -> Duty | None:
    """The earliest open duty of the author that the record would fulfil, or None."""
    fitting = (one for one in standing.duties if one.done is None and _fits(one, wish, standing.view))
    return min(fitting, key=duty_order, default=None)


def _fits(duty: Duty, wish: Wish, view: View) -> bool:
    said = ((wish.to, duty.addressee), (wish.point, duty.point), (wish.service, duty.service))
    return (
        duty.bearer == wish.by
        and rule_of(duty, view).done_by == wish.kind
        and all(mine is None or mine == theirs for mine, theirs in said)
    )


def point_of(wish: Wish, standing: Standing) -> str | None:
    """The point under which the author makes such a record at all, for a duty that is not open."""
    view = standing.view
    for point in view.office.order.points:
        for rule in point.duties:
            mine = rule.done_by == wish.kind and standing.version.card.route in rule.routes
            if mine and wish.by in view.cast.parties(rule.bearer):
                return point.point
    return None


def to_close(wish: Wish, standing: Standing) -> Duty:
    """The open duty that is closed without a dispatch; it must be clear which one (point, addressee, service)."""
    said = ((wish.to, "addressee"), (wish.point, "point"), (wish.service, "service"))
    fitting = [
        one
        for one in standing.duties
        if one.done is None
        and one.bearer == wish.by
        and all(mine is None or mine == getattr(one, name) for mine, name in said)
    ]
    if not fitting:
        raise Refused("открытой обязанности, которую можно закрыть без исполнения, у этого участника нет")
    points = sorted({one.point for one in fitting})
    if len(points) > 1:
        raise Unclear("point", "обязанность по какому пункту закрывается", points)
    receivers = sorted({one.addressee for one in fitting if one.addressee})
    if len(receivers) > 1:
        raise Unclear("to", "обязанность перед кем закрывается", receivers)
    return min(fitting, key=duty_order)
