"""The machine's facts about incidents as a file: canonical, so that replaying a journal gives the same bytes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from probes.model.exactly import LIMIT, Seconds, exactly
from probes.model.incident import Incident

SCHEMA: Literal[1] = 1


class FactsError(Exception):
    """The file is not one of ours, or of another schema."""


@dataclass(frozen=True, slots=True)
class _File:
    """Facts as they lie on the disk."""

    schema: Literal[1]
    until: Seconds | None
    incidents: tuple[Incident, ...]
    plan: str = ""
    unsettled: dict[str, Seconds] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """All incidents, the oldest first, of measurements in slots up to and including `until` (seconds since 1970).

    `plan` is a mark of the inventory they follow from. `unsettled` names targets of which rows from before the last
    days may still change something, and since when.
    """

    incidents: tuple[Incident, ...] = ()
    until: int | None = None
    plan: str = ""
    unsettled: Mapping[str, int] = field(default_factory=dict)


def to_json(facts: Facts) -> bytes:
    """Facts as text, one incident a line, so that two files differ only where incidents do."""
    lines = ",\n".join(json.dumps(asdict(one), ensure_ascii=False, sort_keys=True) for one in facts.incidents)
    head = {
        "schema": SCHEMA,
        "until": facts.until,
        "plan": facts.plan,
        "unsettled": dict(sorted(facts.unsettled.items())),
    }
    return f'{json.dumps(head)[:-1]}, "incidents": [\n{lines}\n]}}\n'.encode()


def from_json(data: bytes) -> Facts:
    """Facts from such a text. Raises FactsError when it is none."""
    try:
        told = exactly(_File, data)
    except ValueError as error:
        raise FactsError("это не файл инцидентов или он повреждён") from error
    for one in told.incidents:
        moments = [moment for moment in (one.start, one.last, one.end, one.alone_since) if moment is not None]
        if not one.causes or not all(0 <= moment < LIMIT for moment in moments):
            raise FactsError(f"в инциденте {one.id} нет причины или времени")
    return Facts(told.incidents, told.until, told.plan, told.unsettled)
