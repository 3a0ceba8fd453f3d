"""Facts that grow run by run are those of a replay of the whole journal, byte for byte."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from probes.incidents.replay import replayed
from probes.journal.journal import Journal
from probes.model.check import Target, Window
from probes.model.facts import Facts, from_json, to_json
from probes.model.measurement import Measurement
from probes.model.verdict import Purpose, Side, Verdict
from tests.probes.incidents.test_detection import BUS, LETTERS, check, target

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


LONG = 4 * 3600  # a step that lets outages last for days
DAY = 86_400 // LONG
TWO = (
    replace(BUS, checks=(replace(check("wsdl", Purpose.SMEV_AVAILABILITY), period=LONG),)),
    target(
        "fns",
        replace(check("wsdl"), period=LONG),
        replace(check("soap", Purpose.SERVICE_HEALTH), period=LONG),
        behind=("bus",),
    ),
)
Down = Callable[[int], bool]


def _grown(folder: Path, days: int, down: Mapping[tuple[str, str], Down]) -> tuple[Facts, Facts]:
    """Facts that grew a few sweeps at a time, and those of a whole replay."""
    now = START
    journal = Journal.open(str(folder), now=lambda: now)
    checks = [(one.id, each.id) for one in TWO for each in one.checks]
    known = Facts()
    for number in range(days * DAY):
        started = START + timedelta(seconds=number * LONG)
        now = started + timedelta(seconds=30)
        rows = []
        for name, of in checks:
            bad = (name, of) in down and down[name, of](number)
            verdict = Verdict.DOWN if bad else Verdict.UP
            slot = int(started.timestamp())
            rows.append(Measurement(slot, name, of, "a", verdict, "refused" if bad else None, 9, "e" if bad else ""))
        journal.append(rows, runner="test", started=started)
        if number % 5 == 0:
            known = replayed(journal, TWO, from_json(to_json(known)))
    return replayed(journal, TWO, known), replayed(journal, TWO)


def test_what_went_down_late_in_a_long_outage_of_the_bus_stays_under_it(tmp_path: Path) -> None:
    grown, whole = _grown(
        tmp_path,
        11,
        {
            ("bus", "wsdl"): lambda number: DAY <= number < 6 * DAY,
            ("fns", "wsdl"): lambda number: 5 * DAY + 2 <= number < 6 * DAY,
        },
    )
    bus, service = whole.incidents
    assert grown == whole
    assert (service.under, bus.covers) == (bus.id, (service.id,))


def test_an_outage_that_lost_one_of_its_checks_on_the_way_stays_one(tmp_path: Path) -> None:
    grown, whole = _grown(
        tmp_path,
        11,
        {
            ("fns", "wsdl"): lambda number: DAY <= number < 6 * DAY,
            ("fns", "soap"): lambda number: DAY <= number < 2 * DAY,
            # Lasts on when the other is over for good, and is read again from the midst of it.
            ("bus", "wsdl"): lambda number: 5 * DAY <= number < 11 * DAY,
        },
    )
    assert [one.target for one in whole.incidents] == ["fns", "bus"]
    assert grown == whole


def test_an_outage_older_than_its_rows_ends_all_the_same(tmp_path: Path) -> None:
    now = START
    journal = Journal.open(str(tmp_path), now=lambda: now)

    def swept(number: int, letter: str) -> None:
        started = START + timedelta(seconds=number * LONG)
        journal.append([_row(int(started.timestamp()), "bus", letter)], runner="test", started=started)

    for number in range(3 * DAY):
        swept(number, "d")
    known = replayed(journal, TWO)
    assert [one.state for one in known.incidents] == ["open"]
    now = START + timedelta(days=40)
    journal.compact()
    journal.roll_up_days([START.date() + timedelta(days=back) for back in range(3)], TWO)
    assert journal.expire(keep_days=38)
    for number in range(3 * DAY, 3 * DAY + 12):
        swept(number, "d" if number < 3 * DAY + 5 else "u")
    (one,) = replayed(journal, TWO, known).incidents
    assert (one.id, one.start) == (known.incidents[0].id, known.incidents[0].start)
    assert (one.end, one.state) == (int(START.timestamp()) + (3 * DAY + 5) * LONG, "closed")


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
    # What comes late for a day that is gone does not stand for it, whichever way it is read.
    journal.append(_sweeps(1, seed=3)[0], runner="late", started=START)
    now += timedelta(days=1)
    journal.append(_sweeps(1, seed=3)[0], runner="late", started=now)
    other = (replace(PLAN[0], name="Шлюз", behind=("own",)), *PLAN[1:])
    for plan, anew in ((PLAN, False), (PLAN, True), (other, False)):
        assert {one.id for one in replayed(journal, plan, facts, anew=anew).incidents} == {
            one.id for one in facts.incidents
        }


def test_an_empty_journal_has_no_facts(tmp_path: Path) -> None:
    assert replayed(Journal.open(str(tmp_path)), PLAN) == Facts()


# --- a plan that changes, and what nobody watches any more


def _told(folder: Path, hours: int = 30) -> Journal:
    """A journal of so many hours in which everything was down from the second hour to the fifth."""
    journal = Journal.open(str(folder), now=lambda: START + timedelta(hours=hours))
    rows = [
        _row(int(START.timestamp()) + number * STEP, one.id, "d" if 4 <= number < 10 else "u")
        for number in range(hours * 2)
        for one in PLAN
    ]
    for half in (rows[: len(rows) // 2], rows[len(rows) // 2 :]):
        journal.append(half, runner="test", started=datetime.fromtimestamp(half[-1].slot, UTC))
    return journal


def test_a_plan_that_changed_is_told_of_the_whole_past(tmp_path: Path) -> None:
    """Works that were announced late, and another dependency, of an outage that was over for good."""
    journal = _told(tmp_path, hours=24 * 8)
    known = replayed(journal, PLAN)
    bus, fns, mvd = PLAN
    works = (Window(START, START + timedelta(hours=9), "письмо № 5"),)
    for changed in (
        (replace(bus, maintenance=works), fns, mvd),
        (bus, replace(fns, behind=()), mvd),
        (bus, fns, replace(mvd, side=Side.CONSUMER)),
    ):
        whole = replayed(journal, changed)
        assert whole.incidents != known.incidents
        assert to_json(replayed(journal, changed, known)) == to_json(whole)
    assert to_json(replayed(journal, PLAN, replayed(journal, changed, known))) == to_json(known)


def test_a_silence_changes_no_incident(tmp_path: Path) -> None:
    journal = _told(tmp_path)
    window = Window(START, START + timedelta(days=3), "смена версии")
    silent = tuple(replace(one, silences=(window,)) for one in PLAN)
    assert replayed(journal, silent) == replayed(journal, PLAN)


def test_incidents_of_a_target_that_left_the_plan_stay_both_ways(tmp_path: Path) -> None:
    journal = _told(tmp_path)
    known = replayed(journal, PLAN)
    left = PLAN[:2]
    for anew in (False, True):
        after = replayed(journal, left, known, anew=anew)
        assert {one.id: one for one in known.incidents if one.target == "mvd"}.items() <= {
            one.id: one for one in after.incidents
        }.items()
        assert [one.target for one in after.incidents] == [one.target for one in known.incidents]
        assert replayed(journal, left, after, anew=not anew) == after
        assert replayed(journal, PLAN, after) == known, "back again, it is told from its rows"


def test_what_lasted_when_its_target_left_has_ended_with_the_observation(tmp_path: Path) -> None:
    journal = _told(tmp_path, hours=4)
    known = replayed(journal, PLAN)
    assert {one.state for one in known.incidents} == {"open"}
    gone = replayed(journal, PLAN[:2], known)
    (one,) = [one for one in gone.incidents if one.target == "mvd"]
    assert (one.state, one.end) == ("closed", known.until)
    assert replayed(journal, PLAN, gone) == known


def test_an_incident_of_a_check_that_was_dropped_stays(tmp_path: Path) -> None:
    journal = _told(tmp_path)
    known = replayed(journal, PLAN)
    renamed = tuple(replace(one, checks=(replace(one.checks[0], id="other"),)) for one in PLAN)
    after = replayed(journal, renamed, known)
    assert [one.id for one in after.incidents] == [one.id for one in known.incidents]
    assert replayed(journal, renamed, after, anew=True) == after


def test_facts_of_a_later_moment_are_not_built_upon(tmp_path: Path) -> None:
    late = replayed(_told(tmp_path), PLAN)
    early = Journal.open(str(tmp_path), now=lambda: START + timedelta(hours=16))
    assert replayed(early, PLAN, late) == replayed(early, PLAN)


@settings(max_examples=4)
@given(st.integers(0, 2**32))
def test_late_rows_gaps_and_slow_checks_change_nothing_in_how_facts_grow(seed: int) -> None:
    """Checks of half an hour, two hours and a day; two vantages, whose batches come up to two days late."""
    chance = Random(seed)
    day = replace(check("day", Purpose.SERVICE_HEALTH), period=86_400)
    plan = (*PLAN[:2], target("own", replace(check(), period=4 * STEP), day, behind=("fns",)))
    checks = [(one.id, each) for one in plan for each in one.checks]
    moods: dict[tuple[str, str], str] = {}
    batches: dict[str, list[Measurement]] = {"a": [], "b": []}
    waiting: list[tuple[int, datetime, str, list[Measurement]]] = []
    with TemporaryDirectory() as folder:
        now = START
        journal = Journal.open(folder, now=lambda: now)
        known = to_json(Facts())
        for number in range(48 * 8):
            now = START + timedelta(seconds=number * STEP + 30)
            slot = int(START.timestamp()) + number * STEP
            for name, each in checks:
                if chance.random() < (0.04 if moods.get((name, each.id), "u") == "u" else 0.2):
                    moods[name, each.id] = chance.choice("uuddssn")
                for vantage in batches:
                    if slot % each.period == 0 and chance.random() > 0.1:
                        row = _row(slot, name, moods.get((name, each.id), "u"))
                        batches[vantage].append(replace(row, check=each.id, vantage=vantage))
            if number % 8 == 7:
                for vantage in batches:
                    delay = chance.choice([0, 0, 0, 40, 80])
                    waiting.append((number + delay, now, vantage, batches[vantage]))
                    batches[vantage] = []
                for one in [one for one in waiting if one[0] <= number]:
                    waiting.remove(one)
                    journal.append(one[3], runner=one[2], started=one[1])
                if chance.random() < 0.2:
                    known = to_json(replayed(journal, plan, from_json(known)))
                    journal.compact()
        known = to_json(replayed(journal, plan, from_json(known)))
        assert known == to_json(replayed(journal, plan))
