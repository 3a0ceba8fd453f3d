"""Facts that grow run by run are those of a replay of the whole journal, byte for byte."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from probes.incidents.replay import replayed
from probes.journal.journal import Journal
from probes.model.check import Target
from probes.model.facts import Facts, from_json, to_json
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict
from tests.probes.incidents.test_detection import BUS, LETTERS, target

START = datetime(2026, 11, 1, tzinfo=UTC)
STEP = 1800  # half an hour: a fortnight is not many files
PLAN: tuple[Target, ...] = tuple(
    replace(one, checks=tuple(replace(each, period=STEP) for each in one.checks))
    for one in (BUS, target("fns", behind=("bus",)), target("mvd", behind=("bus",)))
)


def _sweeps(hours: int, seed: int) -> list[list[Measurement]]:
    """Sweeps in which each target changes its mind now and then."""
    random = Random(seed)
    mood = {one.id: "u" for one in PLAN}
    made = []
    for number in range(hours * 2):
        slot = int(START.timestamp()) + number * STEP
        for one in PLAN:
            if random.random() < (0.02 if mood[one.id] == "u" else 0.3):
                mood[one.id] = random.choice("uuddsn")
        made.append([_row(slot, one.id, mood[one.id]) for one in PLAN if random.random() > 0.02])
    return made


def _row(slot: int, name: str, letter: str) -> Measurement:
    verdict = LETTERS[letter]
    bad = verdict is not Verdict.UP
    return Measurement(slot, name, "wsdl", "a", verdict, "refused" if bad else None, 9, f"{slot}" if bad else "")


def test_growing_facts_are_those_of_a_whole_replay(tmp_path: Path) -> None:
    now = START
    journal = Journal.open(str(tmp_path), now=lambda: now)
    known: bytes = to_json(Facts())
    for number, sweep in enumerate(_sweeps(24 * 9, seed=7)):
        started = START + timedelta(seconds=number * STEP)
        now = started + timedelta(seconds=30)
        journal.append(sweep, runner="test", started=started)
        if number % 61 == 0:
            known = to_json(replayed(journal, PLAN, from_json(known)))
        if number % 120 == 60:
            journal.compact()
    known = to_json(replayed(journal, PLAN, from_json(known)))
    whole = replayed(journal, PLAN)
    assert known == to_json(whole)
    assert to_json(replayed(journal, PLAN)) == known
    assert len(whole.incidents) > 10
    assert {one.state for one in whole.incidents} >= {"closed"}
    assert any(one.under for one in whole.incidents)


def test_incidents_outlive_their_rows(tmp_path: Path) -> None:
    now = START + timedelta(days=1)
    journal = Journal.open(str(tmp_path), now=lambda: now)
    for number, sweep in enumerate(_sweeps(20, seed=3)):
        journal.append(sweep, runner="test", started=START + timedelta(seconds=number * STEP))
    facts = replayed(journal, PLAN)
    assert facts.incidents
    now = START + timedelta(days=400)
    journal.compact()
    journal.roll_up_days([START.date()], PLAN)
    assert journal.expire(keep_days=30)
    assert replayed(journal, PLAN, facts).incidents == facts.incidents


def test_an_empty_journal_has_no_facts(tmp_path: Path) -> None:
    assert replayed(Journal.open(str(tmp_path)), PLAN) == Facts()
