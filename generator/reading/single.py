"""One file at a time, for commands that need no more and for drafts that are not yet files."""

from pathlib import Path
from typing import Any, NamedTuple

from generator.digest import canonical
from generator.model.content import Content
from generator.model.finding import Finding
from generator.reading.content import Loaded
from generator.reading.files import CONTENT, listing, read
from generator.reading.filing import faults_of_identity, faults_of_record_name
from generator.reading.models import model_of
from generator.reading.places import RECORD, misplaced, spot_of
from generator.reading.strict import parse
from generator.reading.trees import Source


class One(NamedTuple):
    """A file as it would be read: its model and canonical text, or every fault with its line."""

    model: Any
    text: bytes
    findings: tuple[Finding, ...]


def read_one(path: str, data: bytes) -> One:
    """Read bytes as if they lay at a path (`content/parties/fns.yml`)."""
    below = path.removeprefix(f"{CONTENT}/")
    spot = spot_of(below)
    if spot is None:
        message, hint = misplaced(below)
        return One(None, b"", (Finding(path, (), "file-place", "error", None, message, hint, 1, 1),))
    parsed = parse(data, path)
    findings = list(parsed.findings)
    text = canonical(parsed.tree) if parsed.tree is not None and not findings else None
    source = Source(path, spot.kind, spot.ids, text)
    model, told = model_of(source, lambda _: data)
    findings += told
    if model is not None:
        findings += faults_of_identity(source, model)
        if spot.kind == RECORD:
            findings += faults_of_record_name(source, model)
    loaded = Loaded(Content(), (), lambda _: data)
    located = sorted(map(loaded.located, findings), key=lambda one: (one.line, one.column, one.code))
    return One(None if located else model, text or b"", tuple(located))


def read_folder(root: Path, folder: str) -> tuple[list[Any], list[Finding]]:
    """Models of the files of one folder (`content/calendar`), and every fault among them."""
    listed = listing(folder, str(root / folder))
    models, findings = [], list(listed.findings)
    for entry in listed.files:
        data, fault = read(entry.path, entry.absolute)
        if fault:
            findings.append(fault)
            continue
        one = read_one(entry.path, data)
        findings += one.findings
        if one.model is not None:
            models.append(one.model)
    return models, findings
