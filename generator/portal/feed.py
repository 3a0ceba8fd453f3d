"""What happens to cards as an Atom feed (RFC 4287): versions under way, stages reached, publications.

Entries are dated by their records and named by what they tell of, so the same event keeps its identity for ever,
whatever the address of the portal; nothing depends on a clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from uuid import UUID, uuid5

from lxml import etree

from generator.portal.site_text import SiteText
from generator.portal.views.survey import Survey
from generator.procedure.standing import Standing

CARDS_FEED = "feeds/cards.atom"
SHOWN = 200  # the latest events; whoever needs all of them reads the JSON of the cards
TITLE = "События технологических карт"

_ATOM = "http://www.w3.org/2005/Atom"
_OURS = UUID("6d4e7b1a-0c52-5f9e-9a3b-1510f2015052")  # the space of names of this portal's events
_ORDER = date(2015, 5, 20)  # no event is older than the order; the day of a feed that has none yet
_MIDNIGHT = "T00:00:00+03:00"  # records name days of Moscow time


@dataclass(frozen=True, slots=True)
class CardEvent:
    """Something that happened to a card version; `kind` and `what` never change for the same event."""

    on: date
    card: str
    version: int
    kind: str
    what: str
    title: str
    summary: str
    page: str

    @property
    def id(self) -> str:
        """A permanent identity (RFC 4122, by name)."""
        return uuid5(_OURS, f"card/{self.card}/{self.version}/{self.kind}/{self.what}").urn

    @property
    def place(self) -> tuple[date, str, int, str, str]:
        """Order of events: by day, then by card, version and kind."""
        return self.on, self.card, self.version, self.kind, self.what


def cards_feed(survey: Survey, text: SiteText) -> bytes:
    """The latest events, the newest first."""
    events = nlargest(SHOWN, _events(survey), key=lambda one: one.place)
    feed = atom(
        uuid5(_OURS, "cards").urn,
        TITLE,
        f"{max((one.on for one in events), default=_ORDER)}{_MIDNIGHT}",
        text,
        CARDS_FEED,
        "exchange/cards/",
    )
    for one in events:
        category = one.kind if one.kind != "stage" else one.what
        entry(feed, one.id, one.title, f"{one.on}{_MIDNIGHT}", text.address + one.page, category, one.summary)
    return written(feed)


def atom(ident: str, title: str, updated: str, text: SiteText, own: str, page: str) -> etree._Element:
    """A feed without entries; `own` is its address below the portal's, `page` the page that it follows."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "ru")
    _add(feed, "id", ident)
    _add(feed, "title", f"{title} – {text.title}")
    _add(feed, "updated", updated)
    _add(_add(feed, "author"), "name", text.organisation)
    _add(feed, "link", rel="self", type="application/atom+xml", href=text.address + own)
    _add(feed, "link", rel="alternate", type="text/html", href=text.address + page)
    return feed


def entry(feed: etree._Element, ident: str, title: str, updated: str, page: str, category: str, summary: str) -> None:
    """Add an entry; `page` is a whole address."""
    made = _add(feed, "entry")
    _add(made, "id", ident)
    _add(made, "title", title)
    _add(made, "updated", updated)
    _add(made, "link", rel="alternate", type="text/html", href=page)
    _add(made, "category", term=category)
    _add(made, "summary", summary)


def written(feed: etree._Element) -> bytes:
    """The feed as a file."""
    etree.indent(feed, "")
    return bytes(etree.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(above: etree._Element, name: str, words: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(above, f"{{{_ATOM}}}{name}", attributes)
    made.text = words
    return made


def _events(survey: Survey) -> Iterator[CardEvent]:
    for state in survey.cards.values():
        for standing in state.versions.values():
            yield from _of_version(survey, standing)


def _of_version(survey: Survey, standing: Standing) -> Iterator[CardEvent]:
    version, course, names = standing.version, standing.course, survey.names
    route = survey.order.route(version.card.route)
    page, unit = names.card_address(version.id, version.number), names.short(version.card.responsible_unit)
    about = f"{route.title}. Ответственное подразделение: {unit}. Версия {version.number}"

    def event(on: date, kind: str, what: str, words: str, more: str = "") -> CardEvent:
        title = f"{version.card.title}: {words}"
        return CardEvent(on, version.id, version.number, kind, what, title, f"{about}.{more}", page)

    # The text of a version has no day of its own; its first record is the first sign of it.
    if standing.view.ledger.records and version.number > 1:
        yield event(standing.view.ledger.records[0].record.date, "version", "new", f"новая версия {version.number}")
    stages = {one.stage: one for one in route.stages}
    for one in (*course.passed, *((course.ended,) if course.ended else ())):
        rule = stages[one.stage]
        if one.on is not None:
            point = f" Основание: п. {rule.point}." if rule.point else ""
            yield event(one.on, "stage", one.stage, f"стадия «{rule.title}»", point)
    if (publication := standing.view.ledger.first("publication")) is not None:
        yield event(publication.record.date, "publication", "first", "опубликована", " Основание: п. 19.")
