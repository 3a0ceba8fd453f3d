"""A scene: what an endpoint does, and what a probe of it must say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from probes.model.check import Check
from probes.model.verdict import Purpose, Verdict
from tests.probes.misbehaviour.papers import Papers
from tests.probes.misbehaviour.stage import Stage
from tests.probes.misbehaviour.zone import Zone

# Long enough for a server that answers, on a machine that is busy with other things.
PATIENT, SHORT = 8.0, 0.6


@dataclass(frozen=True, slots=True)
class World:
    """What a scene is set up with."""

    stage: Stage
    papers: Papers
    zone: Zone
    nameserver: str
    root: Path
    now: datetime


# What a scene is set up with: a World, or a yard of servers of others.
Setting = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Scene:
    """One misbehaviour: `set_up` returns the address to probe; `told` is its row in the guide for engineers."""

    name: str
    kind: str
    told: str
    set_up: Setting
    verdict: Verdict
    cause: str | None
    deadline: float = PATIENT
    said: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    def check(self, address: str) -> Check:
        options = {"purpose": Purpose.SERVICE_AVAILABILITY} | dict(self.options)
        return Check(self.name, self.kind, address=address, deadline=self.deadline, **options)


def up(name: str, kind: str, told: str, set_up: Setting, **more: Any) -> Scene:
    return Scene(name, kind, told, set_up, Verdict.UP, None, **_split(more))


def down(name: str, kind: str, told: str, set_up: Setting, cause: str, **more: Any) -> Scene:
    return Scene(name, kind, told, set_up, Verdict.DOWN, cause, **_split(more))


def degraded(name: str, kind: str, told: str, set_up: Setting, cause: str, **more: Any) -> Scene:
    return Scene(name, kind, told, set_up, Verdict.DEGRADED, cause, **_split(more))


def unmeasured(name: str, kind: str, told: str, set_up: Setting, cause: str, **more: Any) -> Scene:
    return Scene(name, kind, told, set_up, Verdict.NOT_MEASURED, cause, **_split(more))


def _split(more: dict[str, Any]) -> dict[str, Any]:
    """Settings of the scene as they are, everything else is an option of the check."""
    own: dict[str, Any] = {name: more.pop(name) for name in ("deadline", "said") if name in more}
    return {**own, "options": more}
