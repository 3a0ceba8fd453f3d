"""Texts that a scaffold left for the author to write (point 7)."""

import json
from collections.abc import Iterator
from typing import Any

from generator.checks.rule import Found, text_rule, wrong
from generator.checks.scope import CardText, Scope
from generator.model.finding import Place
from generator.model.words import FILL

_MARK = FILL.encode()


@text_rule("blank-left", title="Поле карты не заполнено", point="7", severity="warning")
def blank_left(scope: Scope, text: CardText) -> Found:
    """No field of a card still says «Заполните»: whoever agrees with such a text has been warned."""
    if _MARK not in text.version.text:
        return
    for at, value in _blanks(json.loads(text.version.text), ()):
        hint = f"напишите вместо подсказки {value.removeprefix(FILL)}"
        yield wrong(text.path, at, "быть заполнено", value, hint)


def _blanks(tree: Any, at: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(tree, str):
        if tree.startswith(FILL):
            yield at, tree
    elif isinstance(tree, dict):
        for key, inner in tree.items():
            yield from _blanks(inner, (*at, key))
    else:
        for index, inner in enumerate(tree):
            yield from _blanks(inner, (*at, index))
