"""Every point that sets a duty or a gate has an example that a lawyer can read, and the engine follows it."""

from pathlib import Path

from pytest_bdd import scenarios

from tests.procedure.world import order

HERE = Path(__file__).parent
# Points without a duty of their own that still decide what may happen next.
GATES = ("10", "11", "14", "41", "42", "43")

scenarios(".")


def test_every_point_with_a_duty_or_a_gate_has_an_example() -> None:
    wanted = [one.point for one in order().points if one.duties] + list(GATES)
    assert [f"p{point}.feature" for point in wanted if not (HERE / f"p{point}.feature").exists()] == []
