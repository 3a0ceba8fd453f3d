"""Names of record files, and records that say nothing new."""

from collections.abc import Container, Iterable
from datetime import date

from generator.checks.sequence import TELLING
from generator.drafting.wish import Refused
from generator.model.content import FiledRecord
from generator.model.record import KINDS
from generator.procedure.approvals import AGREEMENTS, agreed_on
from generator.procedure.standing import Standing

IDENTITY = ("kind", "date", "author", "digest", *TELLING)


def file_name(day: date, kind: str, author: str, taken: Container[str]) -> str:
    """`<date>-<kind>-<author>.yml`, with -2, -3 … for further ones."""
    stem = f"{day.isoformat()}-{kind}-{author}"
    name, number = f"{stem}.yml", 2
    while name in taken:
        name, number = f"{stem}-{number}.yml", number + 1
    return name


def refuse_repeats(filed: FiledRecord, standing: Standing) -> None:
    """A record is made once: not the same again on its day, not an agreement with a text agreed with already."""
    record = filed.record
    if same := _same(filed, standing.view.ledger.of(record.kind)):
        raise Refused(f"такая запись уже есть: {same.name}; ошибочную заменяют новой, указав --corrects {same.name}")
    if record.kind not in AGREEMENTS or record.corrects is not None:
        return
    view = standing.view
    kind = (record.kind,)  # a sheet may follow the agreement in the state system (point 11)
    agreed = agreed_on(record.author, record.digest, view.office.today, view.ledger, view.office.content, kind)
    if agreed is not None:
        words = KINDS[agreed.record.kind]
        raise Refused(f"этот текст участник уже согласовал {agreed.record.date:%d.%m.%Y}: «{words}», {agreed.name}")


def _same(filed: FiledRecord, others: Iterable[FiledRecord]) -> FiledRecord | None:
    mine = _identity(filed)
    return next((one for one in others if _identity(one) == mine and one.name != filed.record.corrects), None)


def _identity(filed: FiledRecord) -> tuple[object, ...]:
    return tuple(getattr(filed.record, name, None) for name in IDENTITY)
