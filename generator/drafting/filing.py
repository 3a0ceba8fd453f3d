"""From a wish to files: filled in, named, read back, tried among the other records, and only then given out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from generator.checks.duties import term_without_calendar
from generator.checks.rule import CourseRule, RecordsRule
from generator.checks.rules import RULES
from generator.checks.runner import run
from generator.checks.sequence import step_premature
from generator.drafting.files import Draft
from generator.drafting.form import form
from generator.drafting.names import file_name, refuse_repeats
from generator.drafting.record import MODELS, fill
from generator.drafting.strangers import refuse_strangers
from generator.drafting.wish import Refused, Wish, told
from generator.model.content import CardVersion, FiledRecord
from generator.model.finding import Finding
from generator.model.record import Record
from generator.procedure.approvals import AGREEMENTS
from generator.procedure.sequence import obstacles
from generator.procedure.standing import Procedure
from generator.procedure.view import view
from generator.reading.single import read_one

FIRST = ("kind", "date", "author", "to", "point", "service", "decision", "answers", "sitting", "text", "reason")
NO_CALENDAR = term_without_calendar.code
EARLY = step_premature.code  # told by what stands in the way, without the words for a record that is filed already
TRIED = tuple(one for one in RULES if isinstance(one, RecordsRule | CourseRule))


@dataclass(frozen=True, slots=True)
class Filing:
    """Files to be written for one record, the record as it would be read, and what the check would warn of."""

    drafts: tuple[Draft, ...]
    filed: FiledRecord
    warnings: tuple[Finding, ...]


def filing(procedure: Procedure, version: CardVersion, wish: Wish) -> Filing:
    """The files of a record; `Refused` with every reason where the order does not allow it on its day."""
    standing = procedure.standing(version.id, version.number)
    refuse_strangers(wish, standing)
    tree = fill(wish, procedure, standing)
    name = file_name(wish.on, wish.kind, wish.by, {one.name for one in version.records})
    path = version.record_path(name)
    data = form(MODELS[wish.kind], tree, first=FIRST)
    read = read_one(path, data)
    if read.findings:
        raise Refused(*(told(one) for one in read.findings))
    filed = FiledRecord(name, cast(Record, read.model))
    refuse_repeats(filed, standing)
    texts = dict(_kept(version, filed))
    warnings = _tried(procedure, version, filed, {**version.texts, **texts})
    kept = (Draft(f"{version.folder}/texts/{digest}.json", text, shared=True) for digest, text in texts.items())
    return Filing((*kept, Draft(path, data)), filed, warnings)


def _kept(version: CardVersion, filed: FiledRecord) -> Iterator[tuple[str, bytes]]:
    """The text that an agreement concerns is kept beside the card, once (point 14)."""
    digest = filed.record.digest
    if filed.record.kind in AGREEMENTS and digest == version.digest and digest not in version.texts:
        yield digest, version.text


def _tried(
    procedure: Procedure, version: CardVersion, filed: FiledRecord, texts: dict[str, bytes]
) -> tuple[Finding, ...]:
    """Hold the card with the new record to all rules; what was at fault before is not this record's doing."""
    records = sorted((*version.records, filed), key=lambda one: (one.record.date, one.name))
    after = replace(version, records=tuple(records), texts=texts)
    known = {_fault(one) for one in _findings(procedure, version)}
    new = [one for one in _findings(procedure, after) if _fault(one) not in known]
    mine = version.record_path(filed.name)
    before = view(procedure.office, version, extra=(filed,))
    early = [f"п. {one.point}: {one.message}; {one.hint}" for one in obstacles(before, filed)]
    errors = [told(one) for one in new if one.severity == "error" and not _pardoned(one, mine)]
    if early or errors:
        raise Refused(*dict.fromkeys((*early, *errors)))
    return tuple(one for one in new if one.path == mine or one.code == NO_CALENDAR)


def _pardoned(finding: Finding, mine: str) -> bool:
    """Told in other words already, or nothing that the record could help: what happened has happened."""
    return (finding.path, finding.code) == (mine, EARLY) or finding.code == NO_CALENDAR


def _findings(procedure: Procedure, version: CardVersion) -> tuple[Finding, ...]:
    """Findings over one card, the version in question as given."""
    versions = {**procedure.content.cards[version.id], version.number: version}
    content = replace(procedure.content, cards={version.id: versions})
    return run(content, procedure.today, lambda path, at: (1, 1), procedure.office.calendar, rules=TRIED)


def _fault(finding: Finding) -> tuple[str, str, str]:
    return finding.path, finding.code, finding.message
