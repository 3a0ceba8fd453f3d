"""Putting drafts in place: all or none, their paths to standard output."""

from collections.abc import Sequence
from pathlib import Path

import click

from generator.cli import show
from generator.cli.tool import Refusal
from generator.drafting.files import Draft, Occupied, put


def save(root: Path, drafts: Sequence[Draft]) -> None:
    """Write the files of a command and say where they lie."""
    try:
        put(root, drafts)
    except Occupied as occupied:
        raise Refusal(str(occupied)) from None
    for draft in drafts:
        show.out(f"{draft.path}\n")


def own_words(text: str | None, option: str) -> str | None:
    """What a person wrote on the command line, if a content file may hold it."""
    from generator.drafting.scalars import UnwritableText, scalar

    if text is not None:
        try:
            scalar(text)
        except UnwritableText as error:
            raise click.BadParameter(str(error), param_hint=f"'{option}'") from None
    return text
