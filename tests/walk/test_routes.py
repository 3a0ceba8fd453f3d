"""Three routes on foot, from the draft into operation, by the commands that officials type and nothing else.

Before each step `tkmv explain` must name its command; what the order forbids at that moment is tried and refused;
after it the stage and the terms that it opens must be those of the order.
"""

import json
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.office import Office, furnished, with_card


@dataclass(frozen=True)
class Step:
    """A day, a command, the stage after it, what it opens: point, addressee, last day (None: no term is set)."""

    day: str
    command: str
    stage: str
    opens: tuple[tuple[str, str | None, str | None], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()  # command that comes too early, point of the step left out
    more: str = ""  # what the official adds to the command that explain names


def agree(party: str) -> str:
    return f"approve {{card}} --as {party} --decision agreed"


def note(kind: str, by: str, to: str = "", tail: str = "") -> str:
    return " ".join(filter(None, ["new record {card}", kind, f"--by {by}", f"--to {to}" if to else "", tail]))


IN_OPERATION = "В эксплуатации"
# What follows the protocol is the same for state services and functions (points 18 to 23).
# 5 wd after 28.04: 29, 30 April, 4, 5, 6 May; 7 wd after 30.04: 4 to 8, 12, 13 May; 5 wd after 10.06: 11, 15 to 18.
AFTER_PROTOCOL = (
    Step("2026-04-29", note("hand_over", "guit", "unit", "--point 18"), "Действует"),
    Step(
        "2026-04-30",
        note("protocol_at_consumer", "unit"),
        "Действует",
        opens=(
            ("19", None, None),
            ("19", "ud", "2026-05-13"),
            ("19", "au", "2026-05-13"),
            ("20", "au", None),
            ("21", None, None),
        ),
        refused=(
            (note("publication", "unit"), "п. 19"),
            (note("hand_over", "unit", "ud"), "п. 19"),
            (note("software_change", "cittu"), "п. 21"),
            (note("commissioning_notice", "cittu", "au", "--service extract"), "п. 23"),
        ),
    ),
    Step("2026-05-04", note("hand_over", "guit", "second", "--point 18"), "Действует"),
    Step("2026-05-07", note("hand_over", "guit", "cittu", "--point 18"), "Действует"),
    Step("2026-05-12", note("publication", "unit"), "Действует"),
    Step("2026-05-13", note("hand_over", "unit", "ud", "--point 19"), "Действует"),
    Step("2026-05-15", note("hand_over", "unit", "au", "--point 19"), "Действует"),
    Step("2026-05-18", note("register_notice", "unit", "au"), "Действует"),
    Step("2026-05-19", note("functional_requirements", "unit"), "Действует", opens=(("22", None, None),)),
    Step("2026-06-08", note("software_change", "cittu"), "Действует"),
    Step(
        "2026-06-10",
        note("commissioning", "cittu", tail="--service extract"),
        IN_OPERATION,
        opens=(("23", "unit", "2026-06-18"), ("23", "guit", "2026-06-18"), ("23", "au", "2026-06-18")),
    ),
    Step("2026-06-11", note("commissioning_notice", "cittu", "unit", "--service extract"), IN_OPERATION),
    Step("2026-06-18", note("commissioning_notice", "cittu", "guit", "--service extract"), IN_OPERATION),
    Step("2026-06-22", note("commissioning_notice", "cittu", "au", "--service extract"), IN_OPERATION),
)
PROTOCOL = Step(
    "2026-04-28",
    note("protocol_at_fts", "guit"),
    "Действует",
    opens=(("18", "unit", "2026-05-06"), ("18", "second", "2026-05-06"), ("18", "cittu", "2026-05-06")),
    refused=((note("commissioning", "cittu"), "п. 23"), (note("protocol_at_consumer", "unit"), "п. 19")),
    more="--number 3 --doc-date 2026-04-24",
)
# Late by working days: 7 May after the 6th, 15 May after the 13th, 22 June after the 18th.
LATE = {("18", "cittu"): 1, ("19", "au"): 2, ("23", "au"): 2}

INTERNAL, SENT, AGREED = "Внутреннее согласование", "На согласовании у поставщиков", "Согласована поставщиками"
SERVICE = (
    Step(
        "2026-03-02",
        agree("second"),
        INTERNAL,
        refused=(
            (note("sending", "unit"), "п. 10"),
            (agree("fns"), "п. 11"),
            (agree("unit"), "п. 10"),
            (note("memo", "unit"), "п. 15"),
            (note("protocol_at_fts", "guit"), "п. 11"),
        ),
    ),
    Step("2026-03-03", agree("guit"), INTERNAL, refused=((note("sending", "unit"), "не согласовали: GUIT, CITTU"),)),
    Step("2026-03-04", agree("cittu"), INTERNAL, more="--gis-number 77"),
    Step("2026-03-05", note("sending", "unit", "fns"), SENT),
    Step("2026-03-12", agree("fns"), AGREED, refused=((note("protocol_at_fts", "guit"), "п. 11"),)),
    PROTOCOL,
    *AFTER_PROTOCOL,
)
FUNCTION = (
    Step(
        "2026-03-02",
        agree("second"),
        INTERNAL,
        refused=((note("sending", "unit"), "п. 14"), (agree("fns"), "п. 14"), (note("memo", "unit"), "п. 15")),
    ),
    Step("2026-03-03", agree("au"), INTERNAL),
    Step("2026-03-04", agree("guit"), INTERNAL, refused=((note("sending", "unit"), "не согласовали: GUIT, CITTU"),)),
    Step("2026-03-05", agree("cittu"), INTERNAL),
    Step("2026-03-06", note("sending", "unit", "fns"), SENT),
    Step("2026-03-06", note("sending", "unit", "registry"), SENT, refused=((agree("registry"), "п. 14"),)),
    Step("2026-03-16", agree("fns"), SENT),
    Step(
        "2026-03-17",
        agree("registry"),
        AGREED,
        opens=(("15", "guit", None),),
        refused=((note("memo", "unit"), "п. 15"), (note("submission", "guit", "minec"), "п. 17")),
    ),
    Step(
        "2026-03-18",
        note("memo", "unit", "guit"),
        AGREED,
        opens=(("16", "cittu", None), ("17", "minec", None), ("17", "mincifry", None), ("17", "government", None)),
        refused=((note("forwarding", "guit"), "п. 15"),),
    ),
    Step("2026-03-19", note("forwarding", "guit", "cittu"), AGREED),
    Step(
        "2026-03-20",
        note("submission", "guit", "minec"),
        "Внесена на одобрение",
        refused=((note("protocol_at_fts", "guit"), "п. 17"),),
    ),
    Step("2026-03-20", note("submission", "guit", "mincifry"), "Внесена на одобрение"),
    Step(
        "2026-03-23",
        note("submission", "guit", "government"),
        "Внесена на одобрение",
        refused=((note("subcommission_decision", "subcommission"), "п. 17"),),
    ),
    PROTOCOL,
    *AFTER_PROTOCOL,
)
# 7 wd after 03.04 (the later of the two receipts): 6 to 10, 13, 14 April; 7 wd after 28.04: 29, 30 April, 4 to 8 May.
INCOMING = (
    Step(
        "2026-03-02",
        note("designation", "ud", "unit"),
        "Назначено ответственное подразделение",
        refused=((agree("second"), "п. 42"), (note("sending", "unit"), "п. 42")),
    ),
    Step("2026-03-03", agree("second"), INTERNAL, refused=((agree("fns"), "п. 44"),)),
    Step("2026-03-04", agree("cittu"), INTERNAL, refused=((note("sending", "unit"), "п. 43"),)),
    Step(
        "2026-03-05",
        note("sending", "unit", "fns"),
        "Листы утверждения направлены",
        refused=((note("sheet_returned", "fns"), "п. 43"),),
    ),
    Step("2026-04-01", note("sheet_returned", "fns"), "Листы утверждения возвращены", opens=(("46", "au", None),)),
    Step(
        "2026-04-03",
        note("ecard_received", "fns"),
        "Листы утверждения возвращены",
        opens=(("44", "second", "2026-04-14"), ("44", "guit", "2026-04-14")),
        refused=((note("hand_over", "unit", "guit", "--point 44"), "п. 44"),),
    ),
    Step("2026-04-14", note("hand_over", "unit", "second", "--point 44"), "Листы утверждения возвращены"),
    Step("2026-04-15", note("hand_over", "unit", "guit", "--point 44"), "Листы утверждения возвращены"),
    Step(
        "2026-04-28",
        note("protocol_at_fts_supplier", "unit"),
        "Действует",
        opens=(
            ("45", "ud", "2026-05-08"),
            ("45", "au", "2026-05-08"),
            ("45", "guit", "2026-05-08"),
            ("45", "cittu", "2026-05-08"),
            ("47", None, None),
        ),
        refused=(
            (note("hand_over", "unit", "ud", "--point 45"), "п. 45"),
            (note("service_registration", "mincifry"), "п. 45"),
        ),
        more="--number 3",
    ),
    *(
        Step("2026-05-08", note("hand_over", "unit", to, "--point 45"), "Действует")
        for to in ("ud", "au", "guit", "cittu")
    ),
    Step("2026-05-12", note("register_notice", "unit", "au"), "Действует"),
    Step("2026-05-13", note("functional_requirements", "unit"), "Действует", opens=(("48", None, None),)),
    Step("2026-05-14", note("software_change", "cittu"), "Действует"),
    Step(
        "2026-05-15",
        note("service_registration", "mincifry", tail="--service extract"),
        IN_OPERATION,
        opens=(("49", "unit", None), ("49", "guit", None)),
        refused=((note("registration_notice", "cittu", "guit", "--service extract"), "п. 49"),),
    ),
    Step("2026-05-18", note("registration_notice", "cittu", "unit", "--service extract"), IN_OPERATION),
    Step("2026-05-18", note("registration_notice", "cittu", "guit", "--service extract"), IN_OPERATION),
)


@pytest.mark.parametrize(
    ("route", "others", "steps", "late"),
    [
        ("service", ("fns",), SERVICE, LATE),
        ("function", ("fns", "registry"), FUNCTION, LATE),
        ("incoming", ("fns",), INCOMING, {("44", "guit"): 1}),
    ],
    ids=["service", "function", "incoming"],
)
def test_a_card_goes_from_draft_into_operation_by_commands_alone(
    route: str, others: tuple[str, ...], steps: tuple[Step, ...], late: dict[tuple[str, str], int], tmp_path: Path
) -> None:
    office = furnished(tmp_path)
    card = f"{with_card(office, route, *others)}@v1"
    seen: set[tuple[str, str | None, str | None]] = set()
    for step in steps:
        today = ("--today", step.day)
        for early, why in step.refused:
            assert_refused(office, early.format(card=card), why, today)
        command = step.command.format(card=card)
        assert f"tkmv {command}" in told(office, card, today), f"{step.day}: explain does not name tkmv {command}"
        office.done(*shlex.split(f"{command} {step.more}"), *today)
        explained = office.done("explain", card, *today)
        assert f"Стадия: {step.stage}" in explained, f"after tkmv {command}:\n{explained}"
        rows = {(one["point"], one["addressee"], one["due"]) for one in duties(office, today)}
        assert rows - seen == set(step.opens), f"after tkmv {command}"
        seen = rows
    today = ("--today", steps[-1].day)
    assert "Ничего делать не нужно." in office.done("explain", card, *today)
    found = duties(office, today)
    assert {one["status"] for one in found} == {"done", "done_late"}
    assert {(one["point"], one["addressee"]): one["days_late"] for one in found if one["days_late"]} == late
    checked = json.loads(office.done("check", "--format", "json", *today))
    assert [one for one in checked if one["severity"] == "error"] == []


def assert_refused(office: Office, command: str, why: str, today: tuple[str, ...]) -> None:
    before = office.files()
    result = office.run(*shlex.split(command), *today)
    assert result.exit_code == 1, f"tkmv {command} was not refused: {result.output}"
    assert why in result.stderr, f"tkmv {command}: {result.stderr}"
    assert result.stdout == ""
    assert office.files() == before


def told(office: Office, card: str, today: tuple[str, ...]) -> list[str]:
    """Commands that explain names, each on a line of its own."""
    lines = (line.strip() for line in office.done("explain", card, *today).splitlines())
    return [line for line in lines if line.startswith("tkmv ")]


def duties(office: Office, today: tuple[str, ...]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(office.done("deadlines", "--format", "json", *today))
    return found
