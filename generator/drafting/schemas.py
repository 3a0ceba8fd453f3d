"""JSON Schemas of content files (draft 2020-12), for editors that complete and check fields while one types."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from generator.model.kinds import FILE_KINDS, FileKind

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# What an editor takes for a number is text for the reading room; a pattern still holds where it sees text.
LOOSE_TEXT = ["string", "number"]


def schemas() -> Iterator[tuple[str, bytes]]:
    """File name and bytes of the schema of every kind of content file, in the order of kinds."""
    for kind in FILE_KINDS:
        text = json.dumps(schema(kind), ensure_ascii=False, indent=2)
        yield f"{kind.name}.schema.json", f"{text}\n".encode()


def schema(kind: FileKind) -> dict[str, Any]:
    """The schema of one kind, from its model: descriptions are the model's own words."""
    bare = TypeAdapter(kind.load_model()).json_schema(mode="validation")
    return {"$schema": DRAFT, "title": kind.title, **_as_seen(bare)}


def _as_seen(node: Any, *, named: bool = False) -> Any:
    """The schema for a file as an editor sees it, without the names of classes; `named`: keys are names of fields."""
    if isinstance(node, list):
        return [_as_seen(one) for one in node]
    if not isinstance(node, dict):
        return node
    if named:
        return {name: _as_seen(one) for name, one in node.items()}
    seen = {key: _as_seen(one, named=key in ("properties", "$defs")) for key, one in node.items() if key != "title"}
    if "properties" in seen:
        seen.pop("description", None)  # the docstring of a class speaks to programmers
    if seen.get("type") == "string" and not {"enum", "const", "format"} & seen.keys():
        seen["type"] = LOOSE_TEXT
    if seen.get("default", ...) is None:
        del seen["default"]
    options = seen.get("anyOf", [])
    if {"type": "null"} in options:  # an absent value is left out; `null` is refused
        rest = [one for one in options if one != {"type": "null"}]
        del seen["anyOf"]
        seen = {**rest[0], **seen} if len(rest) == 1 else {"anyOf": rest, **seen}
    return seen
