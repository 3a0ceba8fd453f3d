"""`tkmv incidents`: from the journal to incidents."""

import json
from dataclasses import asdict
from datetime import UTC, datetime

import click

from generator.cli import show
from generator.cli.journal_place import JournalName
from generator.cli.tool import AT_FAULT, WELL, Command
from generator.cli.watching import Watching, watching
from generator.cli.world import world
from probes.model.incident import Incident


@click.command(cls=Command, examples=["tkmv incidents --open", "tkmv incidents --replay --format json"])
@click.option(
    "--journal", type=JournalName(), metavar="URL", help="Journal to read (default: .data/journal, else .data/demo)."
)
@click.option("--replay", is_flag=True, help="Read the whole journal again: after sweeps that came days late.")
@click.option("--open", "lasting", is_flag=True, help="Only incidents that last.")
@click.option("--exit-zero", is_flag=True, help="Exit code 0 though incidents last: for jobs that go on.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the answer.")
def incidents(journal: str | None, replay: bool, lasting: bool, exit_zero: bool, form: str) -> int:
    """Find the incidents of the journal and keep them.

    They lie in .data/incidents.json, the same byte for byte for the same journal, whether it grew run by run or is
    replayed; those of a target that has left the inventory stay as they were. What people add to an incident (cause,
    measures, closure) lies in content/monitoring/incidents/<id>.yml and is never touched.

    Exit code 1 where an incident lasts that is neither announced nor explained by another.
    """
    watch = watching(world(), journal)
    facts = watch.facts(anew=replay)
    watch.keep(facts)
    shown = [one for one in facts.incidents if not lasting or one.end is None]
    show.out(_json(shown) if form == "json" else "".join(f"{_line(watch, one)}\n" for one in shown))
    own = [one for one in facts.incidents if one.end is None and one.own]
    show.note(f"Инцидентов: {len(facts.incidents)}, длятся: {len(own)}; записаны в {watch.facts_file}")
    return AT_FAULT if own and not exit_zero else WELL


def _json(found: list[Incident]) -> str:
    rows = ",\n".join(json.dumps(_row(one), ensure_ascii=False) for one in found)
    return f"[\n{rows}\n]\n" if rows else "[]\n"


def _row(one: Incident) -> dict[str, object]:
    """Facts with moments in ISO 8601 (UTC)."""
    moments = {name: _iso(getattr(one, name)) for name in ("start", "last", "end", "alone_since")}
    return asdict(one) | {"causes": dict(one.causes)} | moments


def _iso(slot: int | None) -> str | None:
    return None if slot is None else datetime.fromtimestamp(slot, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(watch: Watching, one: Incident) -> str:
    from generator.portal.monitoring import words
    from generator.portal.monitoring.rows import standing, what

    target = watch.found.loaded.content.targets.get(one.target)
    until = f" – {words.at(one.end)}" if one.end is not None else ""
    notes = [
        f"работы: {one.planned}" if one.planned else "",
        f"вместе с {one.under}" if one.under and one.alone_since is None else "",
        "повторялся" if one.flapping else "",
    ]
    more = "".join(f"; {note}" for note in notes if note)
    name = target.name if target else one.target
    return (
        f"{one.id}: {name}: {what(one)}, {standing(one).words}; {words.at(one.start)}{until}; "
        f"{words.cause(one.cause)}, {words.AT_SIDE[one.side]}{more}"
    )
