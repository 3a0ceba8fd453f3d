"""The guide for engineers says of every situation what a probe was measured to say of it."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from probes.model.measurement import Outcome
from tests.probes.misbehaviour.scene import Scene
from tests.probes.misbehaviour.scenes import SCENES
from tests.probes.real.scenes import REAL

GUIDE = Path(__file__).parents[2] / "docs" / "probes.md"
KINDS = ("dns", "tcp", "tls", "http", "wsdl", "soap", "certificate", "heartbeat", "prometheus", "reported")


def table(scenes: Sequence[Scene], outcomes: Mapping[str, Outcome]) -> str:
    """Rows of one kind in the order of the scenes, with what was measured."""
    rows = [
        (scene.told, outcomes[scene.name].verdict.value, f"`{outcomes[scene.name].cause}`" if scene.cause else "")
        for scene in scenes
    ]
    lines = ["| situation | verdict | cause |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)


def tables(scenes: Sequence[Scene], outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    ordered = sorted(scenes, key=lambda scene: KINDS.index(scene.kind))
    return {kind: table(list(found), outcomes) for kind, found in groupby(ordered, key=lambda scene: scene.kind)}


def test_the_tables_of_the_guide_are_what_was_measured(
    outcomes: Mapping[str, Outcome], real_outcomes: Mapping[str, Outcome], bless: bool
) -> None:
    measured = tables(SCENES, outcomes)
    measured["others"] = table(REAL, real_outcomes)
    guide = GUIDE.read_text("utf-8")
    for name, found in measured.items():
        pattern = rf"(<!-- measured: {name} -->\n\n).*?(\n\n<!-- end -->)"
        assert re.search(pattern, guide, re.DOTALL), f"docs/probes.md has no place for the table of {name}"
        # A function: the text of a row is no template of a replacement.
        guide = re.sub(pattern, lambda match, text=found: match[1] + text + match[2], guide, flags=re.DOTALL)  # type: ignore[misc]
    if bless:
        GUIDE.write_text(guide, "utf-8")
    assert GUIDE.read_text("utf-8") == guide, "docs/probes.md has drifted: `make bless`, then read the difference"


def test_no_situation_is_told_twice() -> None:
    """Two rows that read alike and end differently would leave the reader guessing."""
    told = [(scene.kind, scene.told) for scene in SCENES]
    assert len(set(told)) == len(told)
