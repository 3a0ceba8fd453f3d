"""JSON Schemas accept the content as an editor sees it, refuse what the models refuse, and have not drifted."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.drafting.schemas import schema, schemas
from generator.model.kinds import FILE_KINDS, FileKind

ROOT = Path(__file__).parents[2]


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 core as editors resolve it: numbers and booleans are such, dates are text."""


EditorLoader.yaml_implicit_resolvers = {}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789")
)


def files(kind: FileKind) -> list[Path]:
    """Files of a kind in the product's content and in the small world."""
    roots = (ROOT / "content", ROOT / "tests/world/content")
    paths = (
        path
        for root in roots
        for path in sorted(root.rglob("*.yml"))
        if kind.pattern.fullmatch(path.relative_to(root).as_posix())
    )
    return list(paths)


def validator(kind: str) -> Any:
    found = next(one for one in FILE_KINDS if one.name == kind)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema(found), format_checker=checker)


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.name)
def test_all_content_is_accepted(kind: FileKind) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    paths = files(kind)
    assert paths
    held = validator(kind.name)
    for path in paths:
        tree = yaml.load(path.read_text("utf-8"), EditorLoader)
        faults = [f"{path}: {list(one.path)}: {one.message}" for one in held.iter_errors(tree)]
        assert faults == []


CONTACT: dict[str, Any] = {
    "id": "head",
    "post": "Начальник",
    "answers_for": ["order"],
    "email": "a@b.example",
    "since": "2026-01-12",
    "confirmed": "2026-01-12",
}


@pytest.mark.parametrize(
    ("change", "accepted"),
    [
        ({}, True),
        ({"post": 5}, True),  # text for the reading room, a number for an editor
        ({"demonstration": True}, True),
        ({"demonstration": "yes"}, False),
        ({"since": "12.01.2026"}, False),
        ({"answers_for": []}, False),
        ({"answers_for": ["everything"]}, False),
        ({"email": "nobody"}, False),
        ({"nick": "x"}, False),
        ({"until": None}, False),
    ],
)
def test_what_the_model_refuses_is_underlined(change: dict[str, Any], accepted: bool) -> None:
    tree = {"party": "fns", "officials": [{**CONTACT, **change}]}
    assert validator("contacts").is_valid(tree) is accepted


def test_descriptions_speak_russian() -> None:
    def walk(node: Any) -> list[str]:
        if isinstance(node, list):
            return [text for one in node for text in walk(one)]
        if not isinstance(node, dict):
            return []
        mine = [node["description"]] if isinstance(node.get("description"), str) else []
        return mine + [text for one in node.values() for text in walk(one)]

    for kind in FILE_KINDS:
        texts = walk(schema(kind))
        assert texts
        assert [text for text in texts if not re.search("[А-Яа-я]", text)] == []


def test_committed_schemas_have_not_drifted() -> None:
    folder = ROOT / "schemas"
    assert {path.name: path.read_bytes() for path in folder.glob("*.json")} == dict(schemas())
    mapping = re.search(r"```json\n(.*?)```", (folder / "README.md").read_text("utf-8"), re.DOTALL)
    assert mapping is not None
    named = json.loads(mapping[1])["yaml.schemas"]
    assert list(named) == [f"schemas/{name}" for name, _ in schemas()]
