"""`tkmv new record`: one event of a card as a file, everything that the order implies filled in."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from generator.cli import show
from generator.cli.place import CARD, unknown
from generator.cli.recording import write
from generator.cli.tool import WELL, Command
from generator.cli.world import world

if TYPE_CHECKING:
    from generator.model.content import CardVersion

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    cls=Command,
    examples=[
        "tkmv new record tkmv-fn-example protocol_at_fts --by guit --on 2026-11-20 --number 5 --doc-date 2026-11-12",
        "tkmv new record tkmv-fn-example hand_over --by guit --to cittu",
    ],
)
@click.argument("card", type=CARD)
@click.argument("kind", metavar="KIND")
@click.option("--by", required=True, metavar="PARTY", help="Whose record it is.")
@click.option("--to", metavar="PARTY", help="Addressee (default: the one whom the order names, not yet served).")
@click.option("--on", type=DAY, metavar="YYYY-MM-DD", help="Day of the event (default: today).")
@click.option("--point", metavar="N", help="Point under which papers are handed over or a duty is closed.")
@click.option("--service", metavar="ID", help="Electronic service of the card.")
@click.option("--decision", metavar="WORD", help="agreed, approved or refused.")
@click.option("--number", metavar="TEXT", help="Number of the document.")
@click.option("--doc-date", type=DAY, metavar="YYYY-MM-DD", help="Date of the document (default: of the event).")
@click.option("--text", metavar="TEXT", help="Text of remarks, an answer, a reason; elsewhere a note.")
@click.option("--post", metavar="TEXT", help="Post of the signatory (default: an entitled one of the contacts).")
@click.option("--gis-number", metavar="TEXT", help="Number in the state system «Проектирование ТКМВ».")
@click.option("--form", metavar="WORD", help="Form of a sheet: original, copy or electronic.")
@click.option("--answers", metavar="FILE", help="The record with remarks that is answered.")
@click.option("--corrects", metavar="FILE", help="The record that this one replaces.")
@click.option("--sitting", type=DAY, metavar="YYYY-MM-DD", help="Sitting of the expert group (point 40).")
@click.option("--url", metavar="URL", help="Address of the published card.")
@click.option("--software", metavar="TEXT", help="Software of the EAIS that is changed.")
@click.option("--register-number", metavar="TEXT", help="Number in the Unified register.")
def record(card: tuple[str, int | None], kind: str, by: str, **said: Any) -> int:
    """Record what happened to a card.

    Works without questions: addressee, point, service, enclosures and signatory come from the earliest open duty of
    the author and from the contacts; the digest is that of the text that counts. A record that the order does not
    allow on its day is refused with the reason and its point, and nothing is written.

    Kinds, in the order of the procedure: designation, internal_approval, supplier_approval, remarks,
    remarks_answer, sending, approval_sheet, sheet_returned, ecard_received, memo, forwarding, submission,
    ministry_answer, subcommission_decision, protocol_at_fts, protocol_at_consumer, protocol_at_fts_supplier,
    publication, hand_over, register_notice, functional_requirements, software_change, commissioning,
    commissioning_notice, service_registration, registration_notice, expert_proposal, correction, withdrawal, closing.
    """
    from generator.drafting.wish import Wish
    from generator.model.record import KINDS

    if kind not in KINDS:
        raise unknown("вида записи", kind, KINDS)
    found = world()
    version = found.version(card)
    found.party(by, "--by")
    if said["to"]:
        found.party(said["to"], "--to")
    services = [one.id for one in version.card.services]
    if said["service"] and said["service"] not in services:
        raise unknown(f"сервиса в карте {version.id}", said["service"], services)
    said |= {name: _day(said[name]) for name in ("on", "doc_date", "sitting")}
    said["on"] = said["on"] or _day_of(version, kind, said["corrects"], found.today)
    wish = Wish(kind=kind, by=by, **said)
    write(found, version, wish)
    show.note(f"Что дальше: tkmv explain {version.id}@v{version.number}")
    return WELL


def _day_of(version: "CardVersion", kind: str, corrects: str | None, today: date) -> date:
    """Today; where a record replaces another one, the day of the event as it was recorded."""
    replaced = (one.record.date for one in version.records if one.name == corrects and one.record.kind == kind)
    return next(replaced, today)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
