"""Who may make a record at all, asked before anything is worked out for it."""

from generator.checks.records import point_of
from generator.checks.sequence import WHO
from generator.drafting.wish import Refused, Wish
from generator.model.record import KINDS
from generator.procedure.actors import AUTHORS, KINDS_OF_ROUTE, authors
from generator.procedure.sequence import short_name
from generator.procedure.standing import Standing


def refuse_strangers(wish: Wish, standing: Standing) -> None:
    """A record belongs to the route of the card and comes from the one whom the order charges with it."""
    view, route = standing.view, standing.version.card.route
    point = point_of(wish.kind, route)
    start = f"п. {point}: " if point else ""
    name = f"запись «{KINDS[wish.kind]}»"
    routes = KINDS_OF_ROUTE.get(wish.kind)
    if routes is not None and route not in routes:
        raise Refused(f"{start}{name} не бывает на маршруте «{view.office.order.route(route).title}»")
    able = authors(wish.kind, view.cast, view.office.content)
    if able is not None and wish.by not in able:
        who = ", ".join(WHO[role] for role in AUTHORS[wish.kind])
        raise Refused(f"{start}{name} вносит {who}; получено '{wish.by}' ({short_name(view, wish.by)})")
