"""From when to when a silence holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from probes.model.check import Window
from probes.tickets.routing import silenced
from tests.probes.incidents.test_detection import BUS

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TARGET = replace(BUS, silences=(Window(NOON, NOON + timedelta(hours=1), "меняют версию"),))


@pytest.mark.parametrize(("seconds", "held"), [(-1, False), (0, True), (3_599, True), (3_600, False)])
def test_a_silence_holds_from_its_first_second_to_before_its_end(seconds: int, held: bool) -> None:
    assert silenced(TARGET, int(NOON.timestamp()) + seconds) == ("меняют версию" if held else None)
