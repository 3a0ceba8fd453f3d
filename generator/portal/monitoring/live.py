"""States for the pages of cards and parties (п. 39)."""

from collections import defaultdict

from generator.model.monitoring.target import Target as Inventory
from generator.portal.monitoring.rows import marks
from generator.portal.monitoring.sight import Sight
from generator.portal.views.live import Live, LivePart
from generator.portal.views.names import order_of_names


def live(sight: Sight) -> Live:
    """What is known of everything that cards stand on and parties own; nothing without a picture."""
    if sight.picture is None or sight.picture.at is None:
        return Live()
    by_owner: dict[str, list[LivePart]] = defaultdict(list)
    for one in sorted(sight.inventory.values(), key=lambda one: order_of_names(one.name)):
        if sight.watched(one):
            by_owner[one.owner].append(_part(sight, one))
    by_card = {
        card: [_part(sight, one) for one in served if sight.watched(one)]
        for card, served in sorted(sight.by_card.items())
    }
    return Live(by_card, by_owner)


def _part(sight: Sight, one: Inventory) -> LivePart:
    availability, health, _ = marks(sight.state(one.id))
    return LivePart(sight.target(one.id), availability, health)
