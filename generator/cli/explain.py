"""`tkmv explain`: stage, what is missing, from whom, until when; a forecast with `--if`."""

from datetime import date, datetime

import click

from generator.cli import show
from generator.cli.place import CARD
from generator.cli.tool import WELL, Command


@click.command(
    cls=Command,
    examples=["tkmv explain tkmv-fn-example", "tkmv explain tkmv-fn-example@v2 --if protocol_at_fts=2026-12-01"],
)
@click.argument("card", type=CARD)
@click.option("--if", "supposed", metavar="KIND=DATE", help="Forecast what a record of KIND on DATE would open.")
def explain(card: tuple[str, int | None], supposed: str | None) -> int:
    """Tell where a card stands and what is to be done next.

    In Russian: the stage, approvals and what they are worth, what is missing, from whom, by which point of the
    order, until when, the command that records it, and what follows. With --if: the duties and terms that an event
    would bring, for example when the protocol comes.
    """
    from generator.cli.world import world
    from generator.procedure.explain import explain as explained
    from generator.procedure.explain import explain_text
    from generator.procedure.forecast import forecast, forecast_text

    event = _event(supposed) if supposed else None
    found = world()
    version = found.version(card)
    if event is None:
        show.out(explain_text(explained(found.procedure, version.id, version.number)))
        return WELL
    kind, day = event
    try:
        show.out(forecast_text(forecast(found.procedure, version.id, kind, day, version.number)))
    except ValueError:
        raise click.BadParameter(f"для записи {kind} одной даты мало", param_hint="'--if'") from None
    return WELL


def _event(supposed: str) -> tuple[str, date]:
    from generator.model.record import KINDS

    kind, sign, day = supposed.partition("=")
    if not sign or kind not in KINDS:
        raise click.BadParameter(
            f"'{supposed}': нужен вид записи и дата, например protocol_at_fts=2026-12-01", param_hint="'--if'"
        )
    try:
        return kind, datetime.strptime(day, "%Y-%m-%d").date()
    except ValueError:
        raise click.BadParameter(f"'{day}' — не дата вида ГГГГ-ММ-ДД", param_hint="'--if'") from None
