"""Confirmation before down: n of m attempts."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Verdict
from probes.sweep.confirm import SPAN, confirmed
from tests.probes.sweep.plans import check

UP = Outcome(Verdict.UP, elapsed=0.01)
SLOW = Outcome(Verdict.DEGRADED, "slow", evidence="ответ за 3 с", elapsed=3.0)
DOWN = Outcome(Verdict.DOWN, "refused", evidence="узел отклонил соединение", elapsed=0.02)
FAULT = Outcome(Verdict.DOWN, "http_status", evidence="ответ 503", elapsed=0.03)
REFUSED = Outcome(Verdict.NOT_MEASURED, "policy_refused", evidence="не разрешён")


def after(seen: Sequence[Outcome], confirm: tuple[int, int] = (2, 3), **told: Any) -> tuple[Outcome, int]:
    """What is recorded after a run of attempts, and how many were made."""
    left = list(seen)

    async def attempt(_: Check) -> Outcome:
        return left.pop(0)

    outcome = asyncio.run(confirmed(check(confirm=confirm, deadline=0.2, **told), attempt))
    return outcome, len(seen) - len(left)


def test_what_answers_at_first_is_asked_once() -> None:
    assert after([UP]) == (UP, 1)
    assert after([SLOW]) == (SLOW, 1)
    assert after([REFUSED]) == (REFUSED, 1)


def test_a_down_is_recorded_once_enough_attempts_say_so() -> None:
    outcome, attempts = after([DOWN, FAULT])
    assert (outcome.verdict, outcome.cause, attempts) == (Verdict.DOWN, "http_status", 2)
    assert outcome.evidence == ("безуспешных попыток 2 из 2: узел отклонил соединение; ответ 503")
    outcome, attempts = after([DOWN, UP, DOWN])
    assert (outcome.verdict, outcome.cause, attempts) == (Verdict.DOWN, "refused", 3)


@pytest.mark.parametrize("answer", [UP, SLOW])
def test_a_mix_is_unstable_with_what_was_seen(answer: Outcome) -> None:
    outcome, attempts = after([DOWN, answer, answer])
    assert (outcome.verdict, outcome.cause, attempts) == (Verdict.DEGRADED, "unstable", 3)
    assert outcome.evidence == "безуспешных попыток 1 из 3: узел отклонил соединение"
    assert outcome.elapsed == answer.elapsed


def test_attempts_that_cannot_change_the_verdict_are_not_made() -> None:
    assert after([DOWN, UP, DOWN], confirm=(3, 3))[1] == 2
    assert after([DOWN, DOWN, DOWN, DOWN], confirm=(2, 5))[1] == 2
    assert after([DOWN], confirm=(1, 1)) == (DOWN, 1)


def test_a_down_that_cannot_be_repeated_is_no_down() -> None:
    outcome, _ = after([DOWN, REFUSED, REFUSED])
    assert (outcome.verdict, outcome.cause) == (Verdict.NOT_MEASURED, "policy_refused")
    assert outcome.evidence == "не разрешён; безуспешных попыток 1 из 3: узел отклонил соединение"


def test_a_file_says_the_same_when_read_again() -> None:
    stale = Outcome(Verdict.DOWN, "heartbeat_stale")
    assert after([stale], kind="heartbeat") == (stale, 1)


def test_what_hangs_is_down_in_less_than_twice_the_deadline_however_many_attempts_are_asked_for() -> None:
    spent: list[float] = []

    async def hang(one: Check) -> Outcome:
        spent.append(one.deadline)
        await asyncio.sleep(one.deadline)
        return DOWN

    outcome = asyncio.run(confirmed(check(deadline=0.4, confirm=(3, 5)), hang))
    assert spent[0] == 0.4 and len(spent) == 2
    assert sum(spent) < SPAN * 0.4
    assert (outcome.verdict, outcome.cause) == (Verdict.DOWN, "refused")
    assert outcome.evidence == "безуспешных попыток 2 из 2: узел отклонил соединение"
