"""A filled-in form: fields in the order of their model, each introduced by what the model says of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from pydantic import BaseModel

from generator.drafting.scalars import scalar
from generator.reading.fields import one_model

Value: TypeAlias = "str | int | bool | date | Mapping[str, Value] | Sequence[Value]"
Tree: TypeAlias = Mapping[str, Value]

# How a text begins that a person still has to write; the check warns of it.


def form(
    model: type[BaseModel], tree: Tree, *, heading: Sequence[str] = (), first: Sequence[str] = (), offer: bool = False
) -> bytes:
    """The file as text: fields named in `first`, then the others; `offer` leaves what is not filled in as comments."""
    lines = [*(f"# {line}" for line in heading), *_fields(model, tree, 0, set(), offer, first)]
    return ("\n".join(lines) + "\n").encode()


def _fields(
    model: type[BaseModel], tree: Tree, indent: int, told: set[type], offer: bool, first: Sequence[str] = ()
) -> Iterator[str]:
    """Fields of one mapping. What a field means is said once, not in every entry of a list."""
    margin, new = " " * indent, model not in told
    told.add(model)
    for name in dict.fromkeys((*(name for name in first if name in model.model_fields), *model.model_fields)):
        field, value = model.model_fields[name], tree.get(name)
        if value is None or value == "" or value == ():
            if offer and new:
                yield f"{margin}# {name}: {_inline(field.description)}"
            continue
        if new:
            yield f"{margin}# {field.description}"
        yield from _value(f"{margin}{name}:", value, field.annotation, indent, told, offer)


def _value(start: str, value: Value, annotation: Any, indent: int, told: set[type], offer: bool) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield start
        yield from _fields(_model(annotation, value), value, indent + 2, told, offer)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield start
        for entry in value:
            yield from _entry(entry, annotation, indent + 2, told, offer)
    else:
        yield f"{start} {_leaf(value, indent)}"


def _entry(entry: Value, annotation: Any, indent: int, told: set[type], offer: bool) -> Iterator[str]:
    """An entry of a list: a dash before its first field, comments above the dash."""
    margin = " " * indent
    if not isinstance(entry, Mapping):
        yield f"{margin}- {_leaf(entry, indent)}"
        return
    dash = True
    for line in _fields(_model(annotation, entry), entry, indent + 2, told, offer):
        if not dash:
            yield line
        elif line.lstrip().startswith("#"):
            yield line[2:]
        else:
            dash = False
            yield f"{margin}- {line[indent + 2 :]}"


def _leaf(value: Value, indent: int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else scalar(str(value), indent)


def _inline(description: str | None) -> str:
    return (description or "").replace("\n", " ")


def _model(annotation: Any, tree: Tree) -> type[BaseModel]:
    """The model inside an optional or a list; of several the one of the kind that the tree names."""
    model = one_model(annotation, tree)
    if model is None:
        raise TypeError("a mapping where the model has none")
    return model
