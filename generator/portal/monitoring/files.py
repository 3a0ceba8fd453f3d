"""Files of the section for programs: state, incidents, feed, badges, gauges."""

from collections.abc import Iterator

from generator.model.monitoring.target import Target as Inventory
from generator.monitoring.picture import AVAILABILITY
from generator.portal.monitoring.badges import badge
from generator.portal.monitoring.feed import INCIDENTS_FEED, incidents_feed
from generator.portal.monitoring.metrics import METRICS_FILE, metrics
from generator.portal.monitoring.public import INCIDENTS_FILE, STATUS_FILE, incidents_json, status_json
from generator.portal.monitoring.rows import idle
from generator.portal.monitoring.sight import Sight
from generator.portal.monitoring.words import said
from generator.portal.site_text import SiteText
from probes.model.verdict import Purpose


def files(sight: Sight, text: SiteText) -> Iterator[tuple[str, bytes]]:
    """All of them; a target that nothing is known of has a badge that says so."""
    yield STATUS_FILE, status_json(sight, text.address)
    yield INCIDENTS_FILE, incidents_json(sight, text.address)
    yield INCIDENTS_FEED, incidents_feed(sight, text)
    yield METRICS_FILE, metrics(sight)
    for one in sight.inventory.values():
        yield f"badges/{one.id}.svg", _badge(sight, one)


def _badge(sight: Sight, one: Inventory) -> bytes:
    """A component that only holds certificates shows how long these are valid."""
    name, state = one.name, sight.state(one.id)
    if not sight.watched(one):
        return badge(name, idle(sight, one) or "не наблюдается", None)
    if not state.watches(*AVAILABILITY, Purpose.SERVICE_HEALTH):
        return badge(name, said(state.signatures, Purpose.SIGNATURE_EXPIRY), state.signatures)
    works = state.watches(Purpose.SERVICE_HEALTH, Purpose.OWN_COMPONENT)
    purpose = Purpose.OWN_COMPONENT if works else Purpose.SERVICE_AVAILABILITY
    return badge(name, said(state.verdict, purpose), state.verdict)
