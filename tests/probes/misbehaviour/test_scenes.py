"""Whatever an endpoint does: the right verdict, the right cause, in time, and never an exception."""

from collections.abc import Mapping

import pytest

from probes.model.cause import CAUSES
from probes.model.measurement import EVIDENCE_CAP, Outcome
from probes.model.verdict import Verdict
from tests.probes.misbehaviour.scene import Scene
from tests.probes.misbehaviour.scenes import SCENES

# A probe ends this much after its deadline at the latest, whatever it was doing.
GRACE_S = 0.5


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_scene_ends_as_it_should(scene: Scene, outcomes: Mapping[str, Outcome]) -> None:
    outcome = outcomes[scene.name]
    assert (outcome.verdict, outcome.cause) == (scene.verdict, scene.cause), outcome.evidence
    assert outcome.elapsed <= scene.deadline + GRACE_S
    assert scene.said in outcome.evidence
    assert outcome.evidence, "without evidence nobody can act on it"
    assert "Traceback" not in outcome.evidence
    assert len(outcome.evidence) <= EVIDENCE_CAP
    assert all(line.isprintable() for line in outcome.evidence.split("\n"))


def test_causes_are_of_the_one_taxonomy() -> None:
    assert {scene.cause for scene in SCENES if scene.cause} <= CAUSES.keys()
    assert all((scene.cause is None) == (scene.verdict is Verdict.UP) for scene in SCENES)


def test_every_scene_has_a_name_of_its_own() -> None:
    assert len({scene.name for scene in SCENES}) == len(SCENES)
    assert len(SCENES) > 100
