"""A wish for a record to files in their places, or the reason why not."""

from dataclasses import fields

import click

from generator.cli import show
from generator.cli.saving import own_words, save
from generator.cli.tool import Refusal
from generator.cli.world import World
from generator.drafting.filing import filing
from generator.drafting.record import MODELS
from generator.drafting.wish import Refused, Unclear, Wish
from generator.model.content import CardVersion

# What is said on the command line and the field of a record that it goes to, where the two differ.
FIELDS = {"number": "document", "doc_date": "document", "post": "signatory", "gis_number": "gis", "text": "note"}
ALWAYS = ("kind", "by", "on")


def write(found: World, version: CardVersion, wish: Wish) -> None:
    """Make the record; what it says beyond the command line is told."""
    context = click.get_current_context()
    known = MODELS[wish.kind].model_fields
    for field in fields(wish):
        value = getattr(wish, field.name)
        option = f"--{field.name.replace('_', '-')}"
        if field.name in ALWAYS or value is None:
            continue
        if FIELDS.get(field.name, field.name) not in known:
            raise click.UsageError(f"у записи {wish.kind} нет того, что задаёт {option}", context)
        if isinstance(value, str):
            own_words(value, option)
    try:
        made = filing(found.procedure, version, wish)
    except Unclear as unclear:
        raise click.UsageError(str(unclear), context) from None
    except Refused as refused:
        raise Refusal(*refused.reasons) from None
    save(found.root, made.drafts)
    record = made.filed.record
    parties = found.loaded.content.parties
    if (to := getattr(record, "to", None)) and not wish.to:
        show.note(f"Адресат: {parties[to].name(wish.on).short if to in parties else to}")
    if record.signatory and not wish.post:
        show.note(f"Подписал: {record.signatory}")
    show.findings(made.warnings)
