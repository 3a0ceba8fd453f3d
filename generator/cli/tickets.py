"""`tkmv tickets`: incidents become letters (п. 30)."""

import os
import ssl
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from generator.checks.group import RESERVED
from generator.cli import place, show
from generator.cli.journal_place import JournalName
from generator.cli.tool import AT_FAULT, WELL, Command, Refusal
from generator.cli.watching import DEMO, OUTBOX, Watching, watching
from generator.cli.world import world
from probes.journal.errors import reason
from probes.tickets.delivery import MailServer, connected, deliver
from probes.tickets.desk import Desk, Dossier
from probes.tickets.letter import Letter
from probes.tickets.outbox import Outbox
from probes.tickets.wording import moscow
from probes.tickets.writing import letters

if TYPE_CHECKING:
    from generator.model.contacts import Official
    from generator.model.monitoring.target import Target as Inventory

SETTINGS = "TKMV_SMTP_"
PORTS = {"starttls": 587, "tls": 465, "none": 25}


@click.command(cls=Command, examples=["tkmv tickets", "tkmv tickets --send", "tkmv tickets --send --now"])
@click.option(
    "--journal", type=JournalName(), metavar="URL", help="Journal to read (default: .data/journal, else .data/demo)."
)
@click.option("--send", is_flag=True, help="Put the letters into the outbox and hand over all that wait there.")
@click.option(
    "--now", "at_once", is_flag=True, help="With --send: letters too whose time to be tried again has not come."
)
def tickets(journal: str | None, send: bool, at_once: bool) -> int:
    """Write to SMEV support and to CITTU's duty contact about incidents.

    Without --send nothing is written or sent: the letters that are due are printed. With --send they are kept in
    .data/outbox first and then handed over; whatever the mail server does, none is lost, and a letter that is sent
    again keeps its Message-ID.

    The mail server is told by the environment: TKMV_SMTP_HOST, TKMV_SMTP_PORT, TKMV_SMTP_SECURITY (starttls, tls, or
    none for a server on this machine), TKMV_SMTP_USER, TKMV_SMTP_PASSWORD, TKMV_SMTP_TRUST (certificates of an own
    authority, PEM). Addressees, patience and the cap of a storm are those of content/monitoring/support.yml.

    A letter that could not be handed over is tried again in the runs to come, after a wait that grows from five
    minutes to half an hour, to six hours where the server refused it. Exit code 1 where this run failed with one.
    """
    if at_once and not send:
        raise click.UsageError("--now действует вместе с --send", click.get_current_context())
    server = _server() if send else None
    watch = watching(world(), journal)
    desk = _desk(watch)
    if send and watch.data == watch.found.root / DEMO and not desk.support.endswith(RESERVED):
        raise Refusal(
            f"{watch.data}: история демонстрации смоделирована, настоящим адресатам о ней не пишут; "
            "укажите журнал измерений: --journal"
        )
    facts = watch.facts()
    outbox = Outbox(watch.data / OUTBOX)
    now = place.moment()
    for path in outbox.unreadable():
        show.error(f"{path}: не читается как письмо; проверьте и уберите файл")
    if not desk.duty:
        show.error(
            "content/monitoring/support.yml: у дежурного ЦИТТУ нет действующей почты в контактах (п. 30); "
            "письма ему не составлены, заявки в поддержку СМЭВ составляются"
        )
    fault = bool(outbox.unreadable() or not desk.duty)

    def due() -> list[Letter]:
        found = letters(facts.incidents, watch.targets, desk, outbox.written(), now, facts.until)
        return [one for one in found if one.recipient]

    if server is None:
        found = due()
        show.out("\n".join(_printed(one) for one in found))
        show.note(f"Писем к отправке: {len(found)}; ничего не отправлено и не записано, для отправки нужен --send")
        return AT_FAULT if fault else WELL
    watch.keep(facts)
    return AT_FAULT if _send(outbox, due, server, now, at_once) or fault else WELL


def _send(
    outbox: Outbox, due: Callable[[], Sequence[Letter]], server: MailServer, now: datetime, at_once: bool
) -> bool:
    """Keep what is due, hand over what waits and tell of it; whether anything failed."""
    try:
        with outbox.alone():
            new = [one for one in due() if outbox.put(one)]
            done = deliver(outbox, lambda: connected(server), now, at_once=at_once)
    except OSError as error:
        raise Refusal(f"{outbox.folder} не записать: {reason(error)}; ничего не потеряно, повторите запуск") from None
    for entry in done.sent:
        show.out(f"отправлено {entry.letter.message_id} {entry.letter.recipient}: {entry.letter.subject}\n")
    for entry in done.refused:
        show.error(f"не принято {entry.letter.message_id} {entry.letter.recipient}: {entry.answer}")
    if done.trouble:
        show.error(f"почтовый сервер {server.host}:{server.port}: {done.trouble}")
    show.note(f"Новых писем: {len(new)}, отправлено: {len(done.sent)}, ждут отправки: {done.waiting}")
    if done.again:
        show.note(
            f"Следующая попытка не раньше {moscow(int(done.again.timestamp()))}, сразу — с ключом --now; "
            f"последний ответ: {done.answer}"
        )
    return bool(done.trouble or done.refused)


def _printed(one: Letter) -> str:
    """A letter as a person reads it."""
    thread = f"В ответ на: {one.thread}\n" if one.thread else ""
    return (
        f"От: {one.sender}\nКому: {one.recipient}\nТема: {one.subject}\n"
        f"Message-ID: {one.message_id}\n{thread}\n{one.body}"
    )


def _server() -> MailServer:
    """The mail server of the environment."""
    context = click.get_current_context()

    def told(name: str) -> str | None:
        return os.environ.get(f"{SETTINGS}{name}") or None

    host, security = told("HOST"), told("SECURITY") or "starttls"
    if host is None:
        raise click.UsageError(f"для --send нужен почтовый сервер: переменная {SETTINGS}HOST", context)
    if security not in PORTS:
        raise click.UsageError(f"{SETTINGS}SECURITY: нужно starttls, tls или none, получено '{security}'", context)
    port = told("PORT") or str(PORTS[security])
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise click.UsageError(f"{SETTINGS}PORT: нужен номер порта, получено '{port}'", context)
    trust = told("TRUST")
    if trust is not None:
        try:
            ssl.create_default_context(cafile=trust)
        except OSError:
            raise click.UsageError(f"{SETTINGS}TRUST: нет файла с сертификатами PEM: {trust}", context) from None
    try:
        return MailServer(host, int(port), security, told("USER"), told("PASSWORD"), trust)  # type: ignore[arg-type]
    except ValueError as error:
        raise click.UsageError(f"{SETTINGS}*: {error}", context) from None


def _desk(watch: Watching) -> Desk:
    """Addressees and dossiers of the content; without a duty contact of the day support is written to all the same."""
    from generator.model.types import span
    from generator.monitoring.facts import ticket_numbers
    from generator.monitoring.people import duty

    content, today = watch.found.loaded.content, watch.found.today
    contact = duty(content)
    if contact is not None and not (contact.email and contact.serves(today)):
        contact = None
    if content.support is None or content.site is None:
        raise Refusal("не заполнен content/monitoring/support.yml: неизвестно, кому писать о сбоях (п. 30)")
    return Desk(
        content.support.addressee,
        contact.email or "" if contact else "",
        sender=content.site.ticket_sender,
        contacts=(_contact(contact),) if contact else (),
        patience=int(span(content.support.patience).total_seconds()),
        recall=int(span(content.support.recall).total_seconds()),
        storm=content.support.storm_cap,
        portal=f"{content.site.address}monitoring/",
        dossiers={one.id: _dossier(watch, one) for one in content.targets.values()},
        numbers=ticket_numbers(content),
    )


def _contact(one: "Official") -> str:
    return ", ".join(filter(None, (one.post, one.phone and f"тел. {one.phone}", one.email)))


def _dossier(watch: Watching, one: "Inventory") -> Dossier:
    from generator.monitoring.facts import identifiers, versions

    content = watch.found.loaded.content
    owner = content.parties.get(one.owner)
    return Dossier(
        one.name,
        owner.name(watch.found.today).short if owner else one.owner,
        one.environment,
        identifiers(content, one),
        tuple(version.card.title for version in versions(content, one)),
    )
