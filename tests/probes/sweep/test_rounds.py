"""Rounds at fixed distances from one start."""

import asyncio

from probes.sweep.rounds import Round, rounds, until


def test_rounds_do_not_drift() -> None:
    assert until(1, 60, 0.4) == 0
    assert until(2, 60, 0.4) == 59.6
    assert until(3, 60, 71.5) == 48.5


def test_a_round_whose_start_has_passed_is_skipped_not_doubled() -> None:
    assert until(2, 60, 130) is None
    assert until(3, 60, 130) is None
    assert until(4, 60, 130) == 50


def test_a_round_a_little_late_is_still_made() -> None:
    assert until(2, 60, 60.0) == 0
    assert until(2, 60, 65.9) == 0
    assert until(2, 60, 66.1) is None


def test_the_first_round_is_always_made() -> None:
    assert until(1, 0.001, 5.0) == 0


def test_an_overrun_round_is_said_to_be_skipped() -> None:
    async def made() -> list[Round]:
        seen = []
        async for one in rounds(3, 0.1):
            seen.append(one)
            if one.number == 1:
                await asyncio.sleep(0.6)
        return seen

    assert asyncio.run(made()) == [Round(1), Round(2, skipped=True), Round(3, skipped=True)]
