"""Scenes: who is chosen, when an illness is there, and that no change is missed."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.model.check import Target
from probes.model.verdict import Purpose, Side
from probes.simulator.illness import Illness
from probes.simulator.places import parts
from probes.simulator.scenarios import SCENARIOS
from probes.simulator.scenes import Act, Scene
from tests.probes.simulator.stage import check, target

TARGETS = (
    *(
        target(f"s{n}", check("wsdl", f"http://127.151.1.{n}:7575/ws?wsdl"), check("tcp", f"tcp://127.151.1.{n}:7575"))
        for n in range(1, 7)
    ),
    target("bus", check("http", "http://127.151.2.1:8080/", purpose=Purpose.SMEV_AVAILABILITY), side=Side.SMEV),
    Target("line", "line", Side.CONSUMER, (check("tcp", "tcp://127.151.9.1:80"),), control=True),
)
PARTS = parts(TARGETS)


@pytest.mark.parametrize(
    ("act", "names"),
    [
        (Act("refuse", who="s1"), {"s1/wsdl", "s1/tcp"}),
        (Act("refuse", who="s1/tcp"), {"s1/tcp"}),
        (Act("refuse", kinds=("http",)), {"bus/http"}),
        (Act("refuse", side=Side.SMEV), {"bus/http"}),
        (Act("refuse", purpose=Purpose.SMEV_AVAILABILITY), {"bus/http"}),
        (Act("refuse", side=Side.SUPPLIER, kinds=("wsdl",), share=(2, 3)), {"s2/wsdl", "s5/wsdl"}),
        (Act("refuse", side=Side.CONSUMER), set()),
        (Act("refuse", who="line"), {"line/tcp"}),
        (Act("refuse", who="nobody"), set()),
    ],
    ids=str,
)
def test_an_act_chooses_by_pattern_kind_side_purpose_and_share(act: Act, names: set[str]) -> None:
    assert {part.name for part in act.chosen(PARTS)} == names


def test_without_a_pattern_everybody_is_chosen_but_the_controls() -> None:
    assert {part.target.id for part in Act("refuse").chosen(PARTS)} == {one.id for one in TARGETS} - {"line"}


def test_an_illness_comes_and_goes_by_the_second() -> None:
    act = Act("refuse", start=10, end=100, every=30, lasting=12)
    assert [second for second in range(0, 120) if act.on(second)] == [
        *range(10, 22),
        *range(40, 52),
        *range(70, 82),
    ]


def test_of_two_acts_about_one_check_the_later_one_counts() -> None:
    scene = Scene.of((Act("refuse", who="s1"), Act("status 503", who="s1/wsdl", start=5)), PARTS)
    assert scene.illness("s1/wsdl", 0) == Illness("refuse")
    assert scene.illness("s1/wsdl", 5) == Illness("status", "503")
    assert scene.illness("s1/tcp", 5) == Illness("refuse")
    assert scene.illness("s2/tcp", 5) is None


SECONDS = st.integers(0, 200)
ACTS = st.builds(
    Act,
    st.just("refuse"),
    start=SECONDS,
    end=st.one_of(SECONDS, st.just(inf)),
    every=st.integers(0, 60),
    lasting=st.integers(0, 70),
)


@given(st.lists(ACTS, max_size=4), st.integers(0, 300))
def test_between_two_turns_of_a_scene_nothing_changes(acts: list[Act], second: int) -> None:
    scene = Scene.of(acts, PARTS)
    turn = scene.turns(second)
    assert turn > second
    now = scene.illness("s1/tcp", second)
    assert all(scene.illness("s1/tcp", later) == now for later in range(second, int(min(turn, 400))))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_can_be_read(name: str) -> None:
    assert Scene.of(SCENARIOS[name][1], PARTS).turns(0) > 0
