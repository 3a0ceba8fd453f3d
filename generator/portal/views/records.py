"""The records of a version as a list: who did what, on which day, with which paper, and what was corrected."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.model.content import FiledRecord
from generator.model.record import ENCLOSURES, FORMS, KINDS, DocumentRef, Enclosure, GisMark
from generator.portal.russian import short_day
from generator.portal.views.files import FileView, file_view
from generator.portal.views.names import Link, Names
from generator.procedure.standing import Standing

DECISIONS = {"agreed": "согласовано", "approved": "одобрено", "refused": "отказано"}


@dataclass(frozen=True, slots=True)
class EnclosureView:
    """An enclosed paper in words."""

    title: str
    party: Link | None


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record; `corrected_by` names what stands in its place."""

    anchor: str
    on: date
    title: str
    author: Link
    to: Link | None
    post: str | None
    document: DocumentRef | None
    gis: GisMark | None
    point: str | None
    details: tuple[tuple[str, str], ...]
    url: str | None
    texts: tuple[tuple[str, str], ...]
    enclosures: tuple[EnclosureView, ...]
    scans: tuple[FileView, ...]
    withheld_scans: int
    same_text: bool
    corrected_by: str | None


def record_views(standing: Standing, names: Names) -> tuple[RecordView, ...]:
    """Records up to the portal's day, the latest first; corrected ones stay visible and say so."""
    effective = {one.name for one in standing.view.ledger.records}
    seen = [one for one in standing.version.records if one.record.date <= standing.view.office.today]
    correctors = {one.record.corrects: one for one in seen if one.record.corrects is not None}
    views = [_view(standing, one, names, _corrected(one, effective, correctors)) for one in seen]
    return tuple(reversed(views))


def anchor(name: str) -> str:
    """The place of a record on the page of its version."""
    return f"record-{name.removesuffix('.yml')}"


def record_title(filed: FiledRecord) -> str:
    """What happened, with the outcome where the record has one."""
    title = KINDS[filed.record.kind]
    decision = filed.get("decision")
    return f"{title}: {DECISIONS[decision]}" if decision in DECISIONS else title


def _corrected(filed: FiledRecord, effective: set[str], correctors: dict[str, FiledRecord]) -> str | None:
    corrector = correctors.get(filed.name)
    if corrector is None or filed.name in effective:
        return None
    how = "аннулирована" if corrector.record.kind == "correction" else "заменена"
    return f"{how} записью от {short_day(corrector.record.date)}"


def _view(standing: Standing, filed: FiledRecord, names: Names, corrected_by: str | None) -> RecordView:
    record: Any = filed.record
    to = filed.get("to")
    return RecordView(
        anchor(filed.name),
        record.date,
        record_title(filed),
        names.party(record.author, record.date),
        names.party(to, record.date) if to else None,
        names.post(record.author, record.signatory),
        record.document,
        filed.get("gis"),
        filed.get("point"),
        tuple(_details(standing, filed, names)),
        filed.get("url"),
        tuple(_texts(filed)),
        tuple(_enclosure(one, names) for one in record.enclosures),
        tuple(file_view(standing.version, "Скан", one.file, one.sha256) for one in record.scans if one.publish),
        sum(not one.publish for one in record.scans),
        record.digest == standing.version.digest,
        corrected_by,
    )


def _details(standing: Standing, filed: FiledRecord, names: Names) -> Iterator[tuple[str, str]]:
    """Short facts that only some kinds have."""
    if service := filed.get("service"):
        yield "сервис", names.service(standing.version.id, standing.version.number, service)
    if sitting := filed.get("sitting"):
        yield "заседание", short_day(sitting)
    if number := filed.get("register_number"):
        yield "номер в Едином реестре", number
    if software := filed.get("software"):
        yield "программное средство", software
    if filed.record.kind == "approval_sheet":
        yield "лист получен", FORMS[filed.record.form]


def _texts(filed: FiledRecord) -> Iterator[tuple[str, str]]:
    """Prose of a record: what was said, why, a note."""
    if text := filed.get("text"):
        yield "Содержание", text
    if reason := filed.get("reason"):
        yield "Основание" if filed.record.kind == "closing" else "Причина", reason
    if filed.record.note:
        yield "Примечание", filed.record.note


def _enclosure(one: Enclosure, names: Names) -> EnclosureView:
    title = one.title or ENCLOSURES[one.what]
    return EnclosureView(f"{title} ({FORMS[one.form]})", names.party(one.party) if one.party else None)
