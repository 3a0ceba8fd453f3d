"""Files for programs, feeds, registers and calendars that tell of many cards."""

from collections.abc import Iterable, Iterator

from generator.exchange.register import register
from generator.exchange.tables import to_csv, to_xlsx
from generator.portal.cards import File
from generator.portal.deadlines import Entries, Feed, to_ics, to_json
from generator.portal.feed import CARDS_FEED, cards_feed
from generator.portal.memory import Lists
from generator.portal.openapi import OPENAPI_FILE, openapi
from generator.portal.public import CARDS_FILE, cards_json
from generator.portal.public_contacts import CONTACTS_FILE, contacts_json
from generator.portal.public_duties import DUTIES_FILE
from generator.portal.site_text import SiteText
from generator.portal.views.parties import has_calendar
from generator.portal.views.survey import Survey
from generator.portal.writer import Writer
from generator.procedure.duties import Duty


def still_right(writer: Writer, lists: Lists, key: str) -> bool:
    """Whether an earlier build made all lists of the same, and nobody has touched one since."""
    return lists.key == key and all(map(writer.untouched, lists.names))


def files_of_lists(seen: Survey, text: SiteText) -> Iterator[File]:
    """All of them."""
    yield CARDS_FILE, cards_json(seen, text.address)
    yield DUTIES_FILE, to_json(seen.duties)
    yield CONTACTS_FILE, contacts_json(seen, text.address)
    yield OPENAPI_FILE, openapi(text)
    yield CARDS_FEED, cards_feed(seen, text)
    yield from _registers(seen, text.address)
    yield from _calendars(seen, text.address)


def _registers(seen: Survey, address: str) -> Iterator[File]:
    """Rows for the Unified register of agreements (п. 20, 46)."""
    table = register(seen.procedure, address)
    yield "registers/unified.csv", to_csv(table.headings, table.rows).encode()
    yield "registers/unified.xlsx", to_xlsx(table)


def _calendars(seen: Survey, address: str) -> Iterator[File]:
    """All duties, and those of each unit that may subscribe to its own."""
    entries = Entries()

    def calendar(title: str, duties: Iterable[Duty]) -> bytes:
        return to_ics(duties, Feed(title, address, seen.content, seen.today), entries)

    yield "calendar/all.ics", calendar("Сроки по ТКМВ", seen.duties)
    for party in seen.content.parties.values():
        if has_calendar(seen, party):
            own = seen.by_bearer.get(party.id, ())
            yield f"calendar/{party.id}.ics", calendar(f"Сроки по ТКМВ: {seen.names.short(party.id)}", own)
