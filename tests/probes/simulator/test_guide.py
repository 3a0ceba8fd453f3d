"""The guide tells every illness and every scenario in the words of the code, and no other."""

import re
from pathlib import Path

from probes.model.check import KINDS
from probes.simulator.faults import CODES
from probes.simulator.illness import ILLNESSES
from probes.simulator.scenarios import SCENARIOS

GUIDE = (Path(__file__).parents[3] / "docs/simulator.md").read_text("utf-8")


def rows(title: str) -> list[tuple[str, str]]:
    """The rows of the first table below a title."""
    section = GUIDE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| (`.*) \| (.*) \|$", section, re.MULTILINE)


def test_every_illness_is_told() -> None:
    told = [(f"`{name} {value}`" if value else f"`{name}`", text) for name, (value, text) in ILLNESSES.items()]
    assert rows("Illnesses") == told
    assert all(f"`{code}`" in GUIDE for code in CODES)


def test_every_scenario_is_told() -> None:
    assert rows("Scenarios") == [(f"`{name}`", text) for name, (text, _) in SCENARIOS.items()]


def test_every_kind_of_check_is_told() -> None:
    section = GUIDE.split("\n## What is served\n")[1].split("\n## ")[0]
    assert [kind for kind in KINDS if f"`{kind}`" not in section] == []
