"""What a sweep has to measure: checks of its shard whose slot was not measured yet, in an order of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from probes.model.check import Check, Target
from probes.model.measurement import slot_of
from probes.sweep.confirm import SETTLED


@dataclass(frozen=True, slots=True)
class Due:
    """One check and the slot it is measured for."""

    target: str
    check: Check
    slot: int

    @property
    def key(self) -> tuple[str, str]:
        """What tells checks of all targets apart."""
        return self.target, self.check.id


def due(targets: Iterable[Target], moment: datetime, measured: Mapping[tuple[str, str], int]) -> list[Due]:
    """Checks whose slot at a moment is expected of them and is not the one measured last.

    The order is shuffled by slot and always the same for it: neighbours in the inventory often share a host, and
    no check should stand last in every sweep. What lies in files comes first: reading them takes the processor from
    probes that wait for an answer, and that would count as the latency of a host.
    """
    found = []
    for target in targets:
        for check in target.checks:
            one = Due(target.id, check, slot_of(moment.timestamp(), check.period))
            if _expected(one) and measured.get(one.key) != one.slot:
                found.append(one)
    return sorted(found, key=_place)


def of_shard(targets: Iterable[Target], shard: tuple[int, int]) -> list[Target]:
    """Targets of one shard of so many (1 of 3, 2 of 3, …): each belongs to exactly one, whatever else is there."""
    number, shards = shard
    return [one for one in targets if _number(one.id) % shards == number - 1]


def _expected(one: Due) -> bool:
    """Whether the slot starts within the check's own since and until."""
    since, until = one.check.since, one.check.until
    return (since is None or one.slot >= since.timestamp()) and (until is None or one.slot < until.timestamp())


def _place(one: Due) -> tuple[bool, bytes, str, str]:
    shuffled = blake2b(f"{one.slot} {one.target} {one.check.id}".encode(), digest_size=8).digest()
    return one.check.kind not in SETTLED, shuffled, *one.key


def _number(ident: str) -> int:
    return int.from_bytes(blake2b(ident.encode(), digest_size=8).digest())
