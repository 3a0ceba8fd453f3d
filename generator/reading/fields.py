"""The models' own words on a field: description, allowed names and values, found by its place in a file."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.finding import Place

Model = type[BaseModel]


def model_at(root: Any, tree: object, place: Place) -> Model | None:
    """The model that describes the mapping at a place; of a tagged union the one that the tag names."""
    annotation = root
    for step in place:
        if isinstance(step, str):
            model = one_model(annotation, tree)
            field = model.model_fields.get(step) if model else None
            annotation = field.annotation if field else None
        tree = _below(tree, step)
    return one_model(annotation, tree)


def field_at(root: Any, tree: object, place: Place) -> FieldInfo | None:
    """The field at a place, or None for an entry of a list and for the unknown."""
    if not place or isinstance(place[-1], int):
        return None
    model = model_at(root, tree, place[:-1])
    return model.model_fields.get(place[-1]) if model else None


def place_at(root: Any, tree: object, steps: Place) -> Place:
    """A place as pydantic tells it, without the tags that it puts before the fields of a tagged union."""
    place: list[str | int] = []
    annotation = root
    for step in steps:
        if isinstance(tree, Mapping):
            models = _models(annotation)
            if len(models) > 1 and step == tree.get("kind"):
                annotation = one_model(annotation, tree)
                continue
            model = one_model(annotation, tree)
            field = model.model_fields.get(str(step)) if model else None
            annotation = field.annotation if field else None
        place.append(step)
        tree = _below(tree, step)
    return tuple(place)


def value_at(tree: object, place: Place) -> object:
    """The value at a place of a tree; None where there is none."""
    for step in place:
        tree = _below(tree, step)
    return tree


def _below(tree: object, step: str | int) -> object:
    if isinstance(tree, Mapping):
        return tree.get(step)
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        return tree[step]
    return None


def _models(annotation: Any) -> list[Model]:
    """All models inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def one_model(annotation: Any, tree: object) -> Model | None:
    """The model inside `X | None`, `tuple[X, ...]`, `Annotated[X, …]` or a union told apart by `kind`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    models = _models(annotation)
    if len(models) > 1 and isinstance(tree, Mapping):
        models = [model for model in models if tree.get("kind") in get_args(model.model_fields["kind"].annotation)]
    return models[0] if models else None
