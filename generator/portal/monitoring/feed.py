"""Incidents as an Atom feed (RFC 4287): an entry an incident, updated when it ends."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

from generator.portal.feed import atom, entry, written
from generator.portal.monitoring import words
from generator.portal.monitoring.rows import standing, what
from generator.portal.monitoring.sight import INCIDENTS, Sight
from generator.portal.russian import sentence
from generator.portal.site_text import SiteText
from probes.model.incident import Incident

INCIDENTS_FEED = "feeds/incidents.atom"
TITLE = "Инциденты межведомственного обмена"
SHOWN = 200

_OURS = UUID("0d6c5b52-8f7e-5c0a-9d3f-1510f3000030")
_BEGINNING = datetime(2015, 5, 20, tzinfo=UTC)


def incidents_feed(sight: Sight, text: SiteText) -> bytes:
    """The latest incidents that stand for themselves, the newest first."""
    found = [one for one in reversed(list(sight.incidents.values())) if one.own and one.id in sight.with_pages][:SHOWN]
    updated = max((_updated(one) for one in found), default=_BEGINNING)
    feed = atom(uuid5(_OURS, "incidents").urn, TITLE, updated.isoformat(), text, INCIDENTS_FEED, INCIDENTS)
    for one in found:
        ended = f", восстановлен {words.at(one.end)}" if one.end is not None else ""
        entry(
            feed,
            uuid5(_OURS, f"incident/{one.id}").urn,
            f"{sight.title(one)}: {what(one)}",
            _updated(one).isoformat(),
            f"{text.address}{INCIDENTS}{one.id}/",
            str(one.side),
            f"Начало {words.at(one.start)}{ended}. {sentence(standing(one).words)}. "
            f"Причина: {words.cause(one.cause)}, {words.AT_SIDE[one.side]}.",
        )
    return written(feed)


def _updated(one: Incident) -> datetime:
    return datetime.fromtimestamp(one.start if one.end is None else one.end, UTC)
