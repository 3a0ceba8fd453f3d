"""A record filled in: what the person said, and for the rest what the procedure knows."""

from dataclasses import replace
from datetime import date
from typing import TypeAlias

from generator.drafting.form import Tree, Value
from generator.drafting.inference import addressee, answered, digest, document, proposal, service, signatory
from generator.drafting.open_duties import meant, point_of, to_close
from generator.drafting.papers import papers
from generator.drafting.wish import Unclear, Wish
from generator.model.content import FiledRecord
from generator.model.record import KINDS, RECORD_CLASSES, Base
from generator.model.words import FILL
from generator.procedure.duties import Duty
from generator.procedure.standing import Procedure, Standing

MODELS: dict[str, type[Base]] = dict(zip(KINDS, RECORD_CLASSES, strict=True))
Fields: TypeAlias = "dict[str, Value | None]"


def fill(wish: Wish, procedure: Procedure, standing: Standing) -> Tree:
    """The fields of a record; `Unclear` names what the person has to say, `Refused` why there is nothing to record."""
    replaced = _replaced(wish, standing)
    known = _as_before(wish, replaced, standing) if replaced else _inferred(wish, procedure, standing)
    papers_date = replaced.record.document.date if replaced and replaced.record.document else wish.on
    said = _said(wish, wish.doc_date or papers_date)
    fields: Fields = {**known, **{name: value for name, value in said.items() if value is not None}}
    model = MODELS[wish.kind]
    _complete(model, fields)
    return {name: value for name, value in fields.items() if name in model.model_fields and value is not None}


def _said(wish: Wish, dated: date) -> Fields:
    """What the command line says, by the fields of a record."""
    return {
        "kind": wish.kind,
        "date": wish.on,
        "author": wish.by,
        "to": wish.to,
        "point": wish.point,
        "service": wish.service,
        "decision": wish.decision,
        "document": {"number": wish.number, "date": dated} if wish.number else None,
        "signatory": wish.post,
        "gis": {"number": wish.gis_number, "date": wish.on} if wish.gis_number else None,
        "form": wish.form,
        "answers": wish.answers,
        "corrects": wish.corrects,
        "sitting": wish.sitting,
        "url": wish.url,
        "software": wish.software,
        "register_number": wish.register_number,
        _field_of_words(wish.kind): wish.text,
    }


def _inferred(wish: Wish, procedure: Procedure, standing: Standing) -> Fields:
    """What follows from the earliest open duty that the record fulfils, from contacts and from earlier records."""
    duty = _duty(wish, procedure, standing)
    remark = answered(wish, standing) if wish.kind == "remarks_answer" else None
    to = None
    if "to" in MODELS[wish.kind].model_fields:
        to = remark.record.author if remark else addressee(wish, standing, duty)
    return {
        "to": to,
        "digest": digest(wish, standing),
        "point": duty.point if duty else point_of(wish, standing),
        "service": service(wish, standing, duty),
        "signatory": signatory(wish, procedure),
        "document": document(wish, standing),
        "enclosures": papers(wish, standing, duty, to),
        "answers": remark.name if remark else None,
        "sitting": duty.started if duty else None,
    }


def _duty(wish: Wish, procedure: Procedure, standing: Standing) -> Duty | None:
    match wish.kind:
        case "closing":
            return to_close(wish, standing)
        case "expert_proposal":
            return proposal(wish, procedure)
    return meant(wish, standing)


def _replaced(wish: Wish, standing: Standing) -> FiledRecord | None:
    """The record that this one corrects, where it is of the same kind; an annulment starts from nothing."""
    if wish.corrects is None:
        return None
    records = standing.version.records
    found = next((one for one in records if one.name == wish.corrects), None)
    if found is None:
        raise Unclear("corrects", f"записи {wish.corrects} нет", [one.name for one in records])
    return found if found.record.kind == wish.kind else None


def _as_before(wish: Wish, replaced: FiledRecord, standing: Standing) -> Fields:
    """What the replaced record said; papers that it left out are enclosed now."""
    fields: Fields = replaced.record.model_dump(exclude_none=True)
    same = {name: getattr(wish, name) or fields.get(name) for name in ("to", "point", "service")}
    again: Wish = replace(wish, **same)  # type: ignore[arg-type]
    if duty := meant(again, standing):
        fields["enclosures"] = papers(wish, standing, duty, again.to)
    return fields


def _field_of_words(kind: str) -> str:
    """Where the person's own words go; a record without a field for them keeps them as a note."""
    fields = MODELS[kind].model_fields
    return next((name for name in ("text", "reason") if name in fields), "note")


def _complete(model: type[Base], fields: Fields) -> None:
    """A decision that nobody named is the favourable one, words are left to be written; the rest has to be said."""
    for name, field in model.model_fields.items():
        if not field.is_required() or fields.get(name) is not None:
            continue
        if name == "decision":
            fields[name] = "approved" if fields["kind"] == "subcommission_decision" else "agreed"
        elif name in ("text", "reason"):
            fields[name] = f"{FILL}{'содержание' if name == 'text' else 'основание'}"
        else:
            raise Unclear(name, field.description or name, ())
