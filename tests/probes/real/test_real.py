"""Servers of others are told apart as they should be."""

from collections.abc import Mapping

import pytest

from probes.model.measurement import Outcome
from tests.probes.misbehaviour.scene import Scene
from tests.probes.misbehaviour.test_scenes import GRACE_S
from tests.probes.real.scenes import REAL


@pytest.mark.parametrize("scene", REAL, ids=lambda scene: scene.name)
def test_a_server_of_others_is_judged_as_it_should_be(scene: Scene, real_outcomes: Mapping[str, Outcome]) -> None:
    outcome = real_outcomes[scene.name]
    assert (outcome.verdict, outcome.cause) == (scene.verdict, scene.cause), outcome.evidence
    assert outcome.elapsed <= scene.deadline + GRACE_S
    assert scene.said in outcome.evidence
