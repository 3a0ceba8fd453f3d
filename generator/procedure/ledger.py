"""Records of a card version that count: corrected entries left out, later days not yet seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from generator.model.content import FiledRecord


@dataclass(frozen=True, slots=True)
class Ledger:
    """Effective records in the order of their dates, and by kind."""

    records: tuple[FiledRecord, ...]
    by_kind: Mapping[str, tuple[FiledRecord, ...]] = field(default_factory=dict)

    def of(self, *kinds: str) -> tuple[FiledRecord, ...]:
        """Records of these kinds, by date."""
        if len(kinds) == 1:
            return self.by_kind.get(kinds[0], ())
        found = [one for kind in kinds for one in self.by_kind.get(kind, ())]
        return tuple(sorted(found, key=attrgetter("order")))

    def first(self, kind: str, **fields: Any) -> FiledRecord | None:
        """The earliest record of a kind whose fields have these values."""
        for one in self.by_kind.get(kind, ()):
            if all(one.get(name) == value for name, value in fields.items()):
                return one
        return None


def ledger(records: Iterable[FiledRecord], today: date) -> Ledger:
    """The effective records of a version as seen on a day."""
    seen = [one for one in records if one.record.date <= today]
    annulled = replaced(seen)
    standing = (one for one in seen if one.name not in annulled and one.record.kind != "correction")
    effective = tuple(sorted(standing, key=attrgetter("order")))
    by_kind: dict[str, list[FiledRecord]] = {}
    for one in effective:
        by_kind.setdefault(one.record.kind, []).append(one)
    return Ledger(effective, {kind: tuple(found) for kind, found in by_kind.items()})


def replaced(records: Iterable[FiledRecord]) -> frozenset[str]:
    """Names of records that a later one corrects.

    An annulled correction corrects nothing; a replacement that was replaced in its turn leaves its effect to the next.
    """
    correctors: dict[str, list[FiledRecord]] = {}
    for one in records:
        if one.record.corrects is not None:
            correctors.setdefault(one.record.corrects, []).append(one)
    counting: dict[str, bool] = {}

    def counts(name: str) -> bool:
        if name not in counting:
            counting[name] = True  # breaks a cycle of records that correct each other
            counting[name] = not any(
                one.record.kind == "correction" and counts(one.name) for one in correctors.get(name, ())
            )
        return counting[name]

    return frozenset(name for name, found in correctors.items() if any(counts(one.name) for one in found))
