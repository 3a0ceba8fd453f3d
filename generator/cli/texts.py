"""The canonical text of a card version from its one file, without the models: quick, and there even before they fit."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.cli import show
from generator.cli.place import card_folder
from generator.cli.tool import Refusal


def card_tree(base: Path, card: tuple[str, int | None]) -> Mapping[str, Any]:
    """The text as it is written; refused with its faults of form."""
    from generator.reading.strict import parse

    folder, _ = card_folder(base, card)
    path = f"{folder}/card.yml"
    try:
        data = (base / path).read_bytes()
    except OSError as error:
        raise Refusal(f"{path}: файл не читается: {error.strerror}") from None
    parsed = parse(data, path)
    if parsed.findings or parsed.tree is None:
        show.findings(parsed.findings)
        raise Refusal(f"текст в {path} не прочитан; исправьте его")
    return parsed.tree
