"""One source to one model, or to every fault that its model finds."""

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json

from generator.model.finding import Finding, Place
from generator.reading.faults import findings_of
from generator.reading.places import KINDS
from generator.reading.positions import positions
from generator.reading.strict import parse
from generator.reading.trees import Source

ReadFile = Callable[[str], bytes]

_GIVEN: set[str] = set()


def model_of(source: Source, read: ReadFile) -> tuple[Any, list[Finding]]:
    """The model of a YAML source; None and what is wrong with it otherwise."""
    if source.text is not None:
        try:
            return _lean(_adapter(source.kind).validate_json(source.text)), []
        except ValidationError:
            pass  # told below, from the file itself: the text has neither lines nor what was left empty
    return _diagnosed(source, read(source.path))


def _diagnosed(source: Source, data: bytes) -> tuple[Any, list[Finding]]:
    """The slow way: the tree as it was written, faults of the model beside those of the form."""
    parsed = parse(data, source.path)
    if parsed.tree is None:
        return None, []  # whoever parsed it first has told why
    try:
        model = _adapter(source.kind).validate_json(to_json(parsed.tree))
    except ValidationError as error:
        where = positions(data)
        told = findings_of(error, source.path, source.kind, KINDS[source.kind].load_model(), parsed.tree, where)
        known = [finding.at for finding in parsed.findings if finding.at]
        return None, [one for one in told if not any(_overlap(one.at, place) for place in known)]
    return (None if parsed.findings else model), []


def _overlap(one: Place, other: Place) -> bool:
    """One place lies in the other: a fault there follows from the first."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _lean(model: Any) -> Any:
    """The model without a set of its own, in it and in each model below, of the fields that were given.

    Nobody asks for these sets, and over many cards they take a third of the memory.
    """
    object.__setattr__(model, "__pydantic_fields_set__", _GIVEN)
    for value in model.__dict__.values():
        for one in value if type(value) is tuple else (value,):
            if isinstance(one, BaseModel):
                _lean(one)
    return model


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind].load_model())
