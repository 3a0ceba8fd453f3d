"""What a person says of a record to be made, and the refusal of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Wish:
    """A record as asked for: its kind, whose it is, of which day; the rest may be left to the procedure."""

    kind: str
    by: str
    on: date
    to: str | None = None
    point: str | None = None
    service: str | None = None
    decision: str | None = None
    number: str | None = None
    doc_date: date | None = None
    text: str | None = None
    post: str | None = None
    gis_number: str | None = None
    form: str | None = None
    answers: str | None = None
    corrects: str | None = None
    sitting: date | None = None
    url: str | None = None
    software: str | None = None
    register_number: str | None = None


class Refused(Exception):
    """Why a record is not made: sentences in Russian, each with the point of the order it comes from."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons))


def told(finding: Finding) -> str:
    """A finding as the reason of a refusal, its point first."""
    point = f"п. {finding.point}: " if finding.point else ""
    return f"{point}{finding.message}; {finding.hint}"


class Unclear(Exception):
    """What the person has to say: the option, what it means, what may stand there."""

    def __init__(self, option: str, what: str, choices: Sequence[str]) -> None:
        self.option = option
        listed = f": {', '.join(choices)}" if choices else ""
        super().__init__(f"укажите --{option.replace('_', '-')} ({what}){listed}")
