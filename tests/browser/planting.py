"""Puts a text into every text field that the models of the content know, so that a new field cannot be forgotten."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from generator.model.kinds import FILE_KINDS, FileKind
from generator.model.record import KINDS
from generator.model.types import FILE_NAME, FRGU, HOST, ID, MOMENT, POINT, SHA256, URL
from tests.content.test_small_world import assembled

PAPER = b"paper"
# Values of fields that are no free text, where an entry has to be made up.
SAMPLES: dict[str, str] = {
    FILE_NAME: "files/paper.pdf",
    FRGU: "1234567890",
    HOST: "smev.example",
    ID: "uts",
    MOMENT: "2026-06-02T09:00Z",
    POINT: "18",
    SHA256: hashlib.sha256(PAPER).hexdigest(),
    URL: "https://portal.example/",
}
# Optional parts that exclude another part of the same file, or would change the law that the other files follow.
NOT_ADDED = frozenset({"card.legal_plan.changes", "order.points.duties", "order.points.duties.no_term"})
# Texts by which the parts of the order refer to each other and to the engine: they are words of a code.
CODES = frozenset({"order.sections.id", "order.points.section", "order.points.duties.done_by"})

Text = Callable[[str], str]  # the text for a field, by its path in the model


@dataclass
class Planter:
    """Walks a schema and a file side by side; `planted` tells the text of every place."""

    text: Text
    year: str = "2026"
    kept: frozenset[str] = CODES
    planted: list[tuple[str, str]] = field(default_factory=list)

    def file(self, kind: FileKind, data: Any) -> Any:
        """The file with all its text fields replaced, optional ones added."""
        schema = _schema(kind)
        path = f"record.{data['kind']}" if kind.name == "record" else kind.name
        return self._plant(_Node(schema, schema.get("$defs", {})), data, path)

    def _plant(self, node: "_Node", data: Any, path: str) -> Any:
        node = node.resolved(data)
        if node.is_text:
            return self._text(data, path)
        match node.schema.get("type"):
            case "object":
                return dict(self._fields(node, data or {}, path))
            case "array":
                wanted = node.schema.get("minItems") or (node.entry.holds_text and path not in NOT_ADDED)
                entries = data or ([None] if wanted else [])
                return [self._plant(node.entry, entry, path) for entry in entries]
        return data if data is not None else self._sample(node.schema)

    def _fields(self, node: "_Node", data: dict[str, Any], path: str) -> Iterator[tuple[str, Any]]:
        required = node.schema.get("required", ())
        for name, part in node.parts:
            below = f"{path}.{name}"
            added = part.holds_text and below not in NOT_ADDED
            if name in data or name in required or added:
                value = self._plant(part, data.get(name), below)
                if value not in ([], None):
                    yield name, value

    def _text(self, data: Any, path: str) -> Any:
        if path in self.kept:
            return data
        text = self.text(path)
        self.planted.append((path, text))
        return text

    def _sample(self, schema: dict[str, Any]) -> str:
        if "const" in schema:
            return str(schema["const"])
        if "enum" in schema:
            return str(schema["enum"][0])
        if schema.get("format") == "date":
            return f"{self.year}-06-02"
        return {"integer": "1", "boolean": "false"}.get(schema["type"]) or SAMPLES[schema["pattern"]]


@cache
def _schema(kind: FileKind) -> dict[str, Any]:
    return TypeAdapter(kind.load_model()).json_schema()


@dataclass(frozen=True)
class _Node:
    """A place of a JSON Schema as pydantic writes it."""

    schema: dict[str, Any]
    defs: dict[str, Any]

    def resolved(self, data: Any = None) -> "_Node":
        """Behind references, null and the kinds of records."""
        schema = self.schema
        if "$ref" in schema:
            schema = self.defs[schema["$ref"].rsplit("/", 1)[1]]
        elif "anyOf" in schema:
            schema = next(one for one in schema["anyOf"] if one != {"type": "null"})
        elif "oneOf" in schema:
            schema = {"$ref": schema["discriminator"]["mapping"][data["kind"]]}
        else:
            return self
        return _Node(schema, self.defs).resolved(data)

    @property
    def is_text(self) -> bool:
        return self.schema.get("type") == "string" and not {"pattern", "enum", "const", "format"} & self.schema.keys()

    @property
    def entry(self) -> "_Node":
        return _Node(self.schema["items"], self.defs)

    @property
    def parts(self) -> Iterator[tuple[str, "_Node"]]:
        yield from ((name, _Node(part, self.defs)) for name, part in self.schema["properties"].items())

    @property
    def holds_text(self) -> bool:
        if "oneOf" in self.schema:
            return any(_Node(one, self.defs).holds_text for one in self.schema["oneOf"])
        node = self.resolved()
        match node.schema.get("type"):
            case "object":
                return any(part.holds_text for _, part in node.parts)
            case "array":
                return node.entry.holds_text
        return node.is_text


def files(root: Path) -> Iterator[tuple[FileKind, Path]]:
    """Every file of a content tree with its kind."""
    content = root / "content"
    for path in sorted(content.rglob("*.yml")):
        name = path.relative_to(content).as_posix()
        yield next(kind for kind in FILE_KINDS if kind.pattern.fullmatch(name)), path


def small_world(folder: Path) -> Path:
    """The small world with one card more, whose records are one of each kind."""
    folder.mkdir(parents=True)
    root = assembled(folder)
    card = root / "content/cards/tkmv-fn-kinds/v1"
    source = root / "content/cards/tkmv-fn-kontrol/v2/card.yml"
    (card / "records").mkdir(parents=True)
    text = source.read_text(encoding="utf-8").replace(
        "card: tkmv-fn-kontrol\nversion: 2", "card: tkmv-fn-kinds\nversion: 1"
    )
    (card / "card.yml").write_text(text, encoding="utf-8")
    for kind in KINDS:
        (card / f"records/2026-06-02-{kind}-uts.yml").write_text(f"kind: {kind}\n", encoding="utf-8")
    for version in root.glob("content/cards/*/v*"):
        (version / "files").mkdir()
        (version / SAMPLES[FILE_NAME]).write_bytes(PAPER)
    return root


def written(data: Any) -> str:
    """YAML as a person would save it: texts as they are."""
    return str(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6))


def plant(
    root: Path, text: Text, dump: Callable[[Any], str] = written, kept: frozenset[str] = CODES
) -> list[tuple[str, str, Path]]:
    """Plant a text into every file of a tree: path of the field in the model, the text, the file."""
    told = []
    for kind, path in files(root):
        planter = Planter(text, path.stem if kind.name == "calendar" else "2026", kept)
        data = planter.file(kind, yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader))
        path.write_text(dump(data), encoding="utf-8")
        told += [(field, value, path) for field, value in planter.planted]
    return told
