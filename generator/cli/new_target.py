"""`tkmv new target`."""

from typing import TYPE_CHECKING, cast

import click

from generator.cli import show
from generator.cli.new_card import check_id
from generator.cli.place import CARD, unknown
from generator.cli.saving import own_words, save
from generator.cli.tool import WELL, Command, Refusal
from generator.cli.world import World, world

if TYPE_CHECKING:
    from generator.model.card import Service
    from generator.model.monitoring.target import TargetKind

ROLES = {"smev": "mincifry", "component": "cittu"}


@click.command(
    cls=Command,
    examples=[
        "tkmv new target fns-egrul --card tkmv-svc-egrul --service egrul --behind smev3-bus",
        "tkmv new target cittu-cache --kind component --url http://127.151.3.21:8080/health",
    ],
)
@click.argument("ident", metavar="ID")
@click.option(
    "--kind",
    type=click.Choice(["smev", "service", "component"]),
    help="A node of SMEV, an e-service, an own component (default: service with --card, else component).",
)
@click.option("--card", type=CARD, metavar="CARD", help="The card that needs the service.")
@click.option("--service", metavar="ID", help="The service of that card (default: ID, else the first one).")
@click.option("--owner", metavar="PARTY", help="Whose it is (default: the owner of the service, CITTU, Mincifry).")
@click.option("--name", metavar="TEXT", help="Name (default: that of the service).")
@click.option(
    "--behind", metavar="ID", multiple=True, help="A target without which it is not reached; may be repeated."
)
@click.option("--url", metavar="URL", help="First check: WSDL of a service, of a component HTTP.")
@click.option("--address", metavar="HOST:PORT", help="First check: a port that takes connections.")
def target(
    ident: str,
    kind: str | None,
    card: tuple[str, int | None] | None,
    service: str | None,
    owner: str | None,
    name: str | None,
    behind: tuple[str, ...],
    url: str | None,
    address: str | None,
) -> int:
    """Scaffold a target of technical monitoring (point 25).

    The file passes the check as it is; replace what begins with «Заполните». What its checks do not watch yet stands
    in `not_watched`.
    """
    from generator.drafting.target import TargetWish, objections, target_draft
    from generator.model.types import ID
    from generator.reading.single import read_one

    check_id(ident, ID)
    for text, option in ((name, "--name"), (url, "--url"), (address, "--address")):
        own_words(text, option)
    found = world()
    content = found.loaded.content
    if ident in content.targets:
        raise Refusal(f"объект {ident} уже есть: content/monitoring/targets/{ident}.yml")
    for one in behind:
        if one not in content.targets:
            raise unknown("объекта для --behind", one, content.targets)
    kind = kind or ("service" if card else "component")
    wanted = _service(found, card, service, ident) if card else None
    owner = owner or (wanted.owner if wanted else _holder(found, kind))
    found.party(owner, "--owner")
    wish = TargetWish(
        ident,
        cast("TargetKind", kind),
        owner,
        found.today,
        name,
        card[0] if card else None,
        wanted,
        behind,
        url,
        address,
        own=content.parties[owner].of_fts,
    )
    draft = target_draft(wish)
    read = read_one(draft.path, draft.data)
    if read.findings:
        why = "; ".join(f"{one.message}; {one.hint}" for one in read.findings)
        raise click.UsageError(why, click.get_current_context())
    if reasons := objections(read.model, draft.path, content, found.today):
        raise Refusal(*reasons)
    save(found.root, [draft])
    show.note("Замените всё, что начинается словом «Заполните», затем: tkmv check")
    return WELL


def _service(found: World, card: tuple[str, int | None], service: str | None, ident: str) -> "Service":
    """The service of the card that is meant."""
    version = found.version(card)
    services = {one.id: one for one in version.card.services}
    if not services:
        raise Refusal(f"в карте {version.id} нет электронных сервисов: наблюдать нечего")
    if service is not None and service not in services:
        raise unknown("сервиса для --service", service, services)
    return services[service or (ident if ident in services else next(iter(services)))]


def _holder(found: World, kind: str) -> str:
    """The party to which such targets mostly belong."""
    party = found.loaded.content.role(ROLES[kind]) if kind in ROLES else None
    if party is None:
        raise click.UsageError("укажите владельца: --owner PARTY", click.get_current_context())
    return party.id
