"""The machine's facts about incidents as a file: canonical, so that replaying a journal gives the same bytes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from probes.model.incident import Incident
from probes.model.verdict import Purpose, Side, Verdict

SCHEMA = 1


class FactsError(Exception):
    """The file is not one of ours, or of another schema."""


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
        told = json.loads(data)
        if told["schema"] != SCHEMA:
            raise FactsError(f"schema {told['schema']}, expected {SCHEMA}")
        until = told["until"]
        return Facts(
            tuple(_incident(one) for one in told["incidents"]),
            None if until is None else int(until),
            str(told.get("plan", "")),
            {str(name): int(since) for name, since in told.get("unsettled", {}).items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FactsError(str(error)) from error


def _incident(told: dict[str, Any]) -> Incident:
    return Incident(
        **told
        | {
            "side": Side(told["side"]),
            "verdict": Verdict(told["verdict"]),
            "purposes": tuple(map(Purpose, told["purposes"])),
            "checks": tuple(told["checks"]),
            "causes": tuple((cause, number) for cause, number in told["causes"]),
            "covers": tuple(told["covers"]),
        }
    )
