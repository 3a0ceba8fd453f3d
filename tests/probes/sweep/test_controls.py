"""Control targets: whose fault a lost way is."""

from itertools import product

import pytest

from probes.model.cause import CAUSES
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict
from probes.sweep.controls import NETWORK, doubtful, excused, route_lost
from tests.probes.sweep.plans import row

UP = row("gate", Verdict.UP)
AWAY = row("gate", Verdict.DOWN, "timeout")
NO_WAY = row("gate", Verdict.NOT_MEASURED, "runner_no_route")
ANSWERED = row("gate", Verdict.DOWN, "http_status")
UNKNOWN = row("gate", Verdict.NOT_MEASURED, "no_time")
OTHER_AWAY = row("mirror", Verdict.DOWN, "net_unreachable")
OTHER_UP = row("mirror", Verdict.UP)


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        ([], False),
        ([AWAY], True),
        ([NO_WAY], True),
        ([AWAY, UP], False),
        ([AWAY, ANSWERED], False),
        ([UNKNOWN], False),
        ([AWAY, UNKNOWN], True),
        ([AWAY, OTHER_AWAY], True),
        ([AWAY, OTHER_UP], False),
        ([UNKNOWN, OTHER_AWAY], True),
    ],
)
def test_the_way_is_lost_when_every_control_that_is_known_says_so(rows: list[Measurement], lost: bool) -> None:
    assert route_lost(rows) is lost


def test_without_a_way_nobody_is_blamed_and_what_was_seen_stays() -> None:
    told = excused(row("service", Verdict.DOWN, "refused", "узел отклонил соединение"))
    assert (told.verdict, told.cause) == (Verdict.NOT_MEASURED, "runner_no_route")
    assert told.evidence == "контрольные цели недоступны; наблюдалось: refused: узел отклонил соединение"


def test_what_the_endpoint_itself_has_said_stands() -> None:
    for verdict, cause in product(Verdict, (None, "http_status", "tls_expired", "unstable", "slow")):
        one = row("service", verdict, cause)
        assert excused(one) is one


def test_causes_of_the_network_are_causes() -> None:
    assert set(CAUSES) >= NETWORK
    assert all(doubtful(row("service", Verdict.DOWN, cause)) for cause in NETWORK)
