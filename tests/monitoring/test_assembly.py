"""The picture from the journal equals a plain walk over its rows; what is not known is never taken for health."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.monitoring.assembly import RECENT_SLOTS, picture
from generator.monitoring.picture import DayCount, Past, Seen, TargetState, share
from probes.journal import Journal
from probes.model.check import Check, Target
from probes.model.incident import Incident
from probes.model.measurement import Measurement
from probes.model.verdict import Purpose, Side, Verdict, worst

HOUR = 3600
BEGINNING = datetime(2026, 11, 18, tzinfo=UTC)
SLOTS = 60  # two days that are over and half of the third


def check(name: str, purpose: Purpose = Purpose.SERVICE_AVAILABILITY, period: int = HOUR) -> Check:
    return Check(name, "http", purpose, "http://127.152.2.1/", period=period, since=BEGINNING)


ONE = Target("one", "Один", Side.SUPPLIER, (check("wsdl"), check("soap", Purpose.SERVICE_HEALTH)))
TWO = Target("two", "Два", Side.SMEV, (check("wsdl", Purpose.SMEV_AVAILABILITY),))
PLAN = (ONE, TWO)
CHECKS = [(target.id, one.id) for target in PLAN for one in target.checks]
VANTAGES = ("inside", "outside")
CAUSES = {Verdict.UP: None, Verdict.DEGRADED: "slow", Verdict.DOWN: "refused", Verdict.NOT_MEASURED: "no_route"}
# By slot, vantage and check: a verdict, or no row at all.
HISTORIES = st.lists(
    st.tuples(*[st.sampled_from([*Verdict, None]) for _ in VANTAGES for _ in CHECKS]), min_size=1, max_size=SLOTS
)


def moment(slot: int) -> datetime:
    return BEGINNING + timedelta(seconds=slot * HOUR)


def rows(history: Sequence[Sequence[Verdict | None]]) -> list[tuple[str, list[Measurement]]]:
    """What each sweep of each vantage wrote."""
    found = []
    for slot, told in enumerate(history):
        for at, vantage in enumerate(VANTAGES):
            own = told[at * len(CHECKS) : (at + 1) * len(CHECKS)]
            made = [
                Measurement(int(moment(slot).timestamp()), *key, vantage, verdict, CAUSES[verdict], 20 + slot)
                for key, verdict in zip(CHECKS, own, strict=True)
                if verdict is not None
            ]
            if made:
                found.append((vantage, made))
    return found


def kept(folder: Path, sweeps: Iterable[tuple[str, list[Measurement]]], now: datetime) -> Journal:
    """A journal with its past days rolled up."""
    journal = Journal.open(str(folder), now=lambda: now)
    for vantage, made in sweeps:
        journal.append(made, runner=vantage, started=datetime.fromtimestamp(made[0].slot, UTC))
    days = {datetime.fromtimestamp(made[0].slot, UTC).date() for _, made in sweeps}
    journal.roll_up_days(sorted(day for day in days if day < now.date()), PLAN)
    return journal


def last_by_hand(told: Sequence[Measurement], key: tuple[str, str], now: int) -> tuple[Verdict | None, int | None]:
    """The verdict of the last slot that any vantage saw, unless it is long ago."""
    own = [one for one in told if (one.target, one.check) == key]
    slot = max((one.slot for one in own), default=None)
    if slot is None or slot < now - RECENT_SLOTS * HOUR:
        return None, None
    seen = [one.verdict for one in own if one.slot == slot]
    measured = [one for one in seen if one is not Verdict.NOT_MEASURED] or seen
    found = worst(*measured)
    return (Verdict.DEGRADED if found is Verdict.DOWN and set(measured) != {Verdict.DOWN} else found), slot


@settings(max_examples=25, deadline=None)
@given(HISTORIES)
def test_counts_and_last_states_equal_a_walk_over_the_rows(history: list[tuple[Verdict | None, ...]]) -> None:
    sweeps = rows(history)
    told = [one for _, made in sweeps for one in made]
    if not told:
        return
    at = max(one.slot for one in told)
    with TemporaryDirectory() as folder:
        found = picture(PLAN, kept(Path(folder), sweeps, datetime.fromtimestamp(at + 60, UTC)))
    assert found.at == datetime.fromtimestamp(at, UTC)
    for target in PLAN:
        for seen in found.states[target.id].checks:
            assert (seen.verdict, seen.slot) == last_by_hand(told, (target.id, seen.check.id), at)
    counted: dict[tuple[str, str, object], Counter[str]] = defaultdict(Counter)
    for one in told:
        day = datetime.fromtimestamp(one.slot, UTC).date()
        if day < found.at.date() or one.slot < at:
            counted[one.target, one.check, day][one.verdict] += 1
    shown: dict[tuple[str, str, object], DayCount] = {
        (*key, day.day): day for key, past in found.past.items() for day in past.days
    }
    for key, counts in counted.items():
        for verdict in Verdict:
            assert getattr(shown[key], verdict) == counts[verdict], (key, verdict)
    for key, count in shown.items():
        measured = count.up + count.degraded + count.down + count.not_measured
        assert measured == sum(counted[key].values()) == count.expected - count.missing


def up(number: int = 1, verdict: Verdict = Verdict.UP) -> list[tuple[Verdict | None, ...]]:
    return [tuple([verdict] * len(CHECKS) * len(VANTAGES))] * number


def test_the_order_of_writing_changes_nothing(tmp_path: Path) -> None:
    sweeps = rows([*up(20), *up(3, Verdict.DOWN), *up(5)])
    now = moment(28)
    forth = picture(PLAN, kept(tmp_path / "forth", sweeps, now))
    assert picture(PLAN, kept(tmp_path / "back", sweeps[::-1], now)) == forth
    assert picture(PLAN, kept(tmp_path / "forth", [], now)) == forth


def test_without_a_journal_or_with_an_empty_one_nothing_is_known(tmp_path: Path) -> None:
    for journal in (None, kept(tmp_path, [], moment(0))):
        found = picture(PLAN, journal)
        assert (found.at, found.past, found.incidents, found.open) == (None, {}, (), ())
        assert all(one.verdict is None for one in found.states.values())


def test_a_check_that_is_not_measured_any_more_is_not_known(tmp_path: Path) -> None:
    """The rest goes on; the last rows of one check are `RECENT_SLOTS` old, then older."""
    silent = [(*one[:1], None, *one[2:4], None, *one[5:]) for one in up(RECENT_SLOTS + 1)]
    for gone, verdict in ((RECENT_SLOTS, Verdict.UP), (RECENT_SLOTS + 1, None)):
        sweeps = rows([*up(5), *silent[:gone]])
        found = picture(PLAN, kept(tmp_path / str(gone), sweeps, moment(5 + gone)))
        assert [one.verdict for one in found.states["one"].checks] == [Verdict.UP, verdict]
        assert (found.states["one"].availability, found.states["one"].health) == (Verdict.UP, verdict)
        assert found.states["one"].verdict is verdict, "reachable alone is not all in order"
        assert found.states["two"].verdict is Verdict.UP


def test_a_missing_run_is_neither_health_nor_outage(tmp_path: Path) -> None:
    nothing: list[tuple[Verdict | None, ...]] = [tuple([None] * len(CHECKS) * len(VANTAGES))] * 6
    found = picture(PLAN, kept(tmp_path, rows([*up(6), *nothing, *up(36)]), moment(48)))
    first, *_ = found.past["two", "wsdl"].days
    assert (first.up, first.missing, first.down) == (36, 12, 0)
    assert share(first) == 1.0
    empty = DayCount(first.day, missing=24)
    assert share(empty) is None and share(None) is None
    assert share(DayCount(first.day, not_measured=24)) is None
    assert share(DayCount(first.day, up=2, degraded=1, down=1, not_measured=5, missing=7)) == 0.75


def test_days_on_which_nobody_measured_stay_in_their_places(tmp_path: Path) -> None:
    """Three days without a single run: the shares of the last days must not reach back beyond them."""
    nothing: list[tuple[Verdict | None, ...]] = [tuple([None] * len(CHECKS) * len(VANTAGES))] * 72
    found = picture(PLAN, kept(tmp_path, rows([*up(24), *nothing, *up(5)]), moment(101)))
    first, *silent, today = found.past["two", "wsdl"].days
    assert [one.day for one in silent] == [first.day + timedelta(days=back) for back in (1, 2, 3)]
    assert {(one.missing, one.expected) for one in silent} == {(24, 24)}
    assert (today.day, today.missing) == (moment(101).date(), 0)


def test_the_day_under_way_expects_no_slots_of_the_future(tmp_path: Path) -> None:
    found = picture(PLAN, kept(tmp_path, rows(up(30)), moment(30)))
    before, today = found.past["two", "wsdl"].days
    assert (before.expected, today.day, today.missing) == (48, moment(30).date(), 0)
    assert today.expected == today.up == 2 * 5


def test_of_a_day_that_has_just_begun_nothing_is_missing_yet(tmp_path: Path) -> None:
    """At midnight one target was measured, the turn of the other has not come."""
    first = tuple([Verdict.UP, Verdict.UP, None] * len(VANTAGES))
    found = picture(PLAN, kept(tmp_path, rows([*up(24), first]), moment(24)))
    *_, today = found.past["two", "wsdl"].days
    assert (today.day, today.expected) == (moment(24).date(), 0)


def test_what_one_vantage_sees_and_the_other_does_not_is_a_remark(tmp_path: Path) -> None:
    half = tuple([Verdict.UP] * len(CHECKS) + [Verdict.DOWN] * len(CHECKS))
    blind = tuple([Verdict.NOT_MEASURED] * len(CHECKS) + [Verdict.DOWN] * len(CHECKS))
    for name, told, verdict in (("half", half, Verdict.DEGRADED), ("blind", blind, Verdict.DOWN)):
        found = picture(PLAN, kept(tmp_path / name, rows([*up(2), told]), moment(3)))
        (seen,) = found.states["two"].checks
        assert (seen.verdict, seen.cause) == (verdict, "refused")


def test_evidence_and_the_open_incident_stand_by_what_they_tell_of(tmp_path: Path) -> None:
    start = int(moment(2).timestamp())

    def incident(name: str, end: int | None, planned: str | None = None) -> Incident:
        return Incident(
            f"{name}-two", "two", Side.SMEV, Verdict.DOWN, (Purpose.SMEV_AVAILABILITY,), ("wsdl",), (("refused", 1),),
            start, start, end, "open" if end is None else "closed", 1, 1, "<b>ответ</b>", planned,
        )  # fmt: skip

    sweeps = rows([*up(2), *up(1, Verdict.DOWN)])
    told = [incident("a", start + HOUR), incident("b", None), incident("c", None, "Работы")]
    found = picture(PLAN, kept(tmp_path, sweeps, moment(3)), told)
    (seen,) = found.states["two"].checks
    assert (found.states["two"].incident, seen.evidence) == ("b-two", "<b>ответ</b>")
    assert [one.id for one in found.open] == ["b-two"]
    both = replace(told[1], checks=("port", "wsdl"))
    (seen,) = picture(PLAN, kept(tmp_path, [], moment(3)), [both]).states["two"].checks
    assert seen.evidence == "", "which of two checks was answered so is not known"
    assert found.states["one"].incident is None
    assert {one.evidence for one in found.states["one"].checks} == {""}


@pytest.mark.parametrize(
    ("reached", "healthy", "together"),
    [
        (Verdict.UP, Verdict.UP, Verdict.UP),
        (Verdict.UP, Verdict.DOWN, Verdict.DOWN),
        (Verdict.DOWN, None, Verdict.DOWN),
        (None, Verdict.DEGRADED, Verdict.DEGRADED),
        (Verdict.UP, None, None),
        (None, Verdict.UP, None),
        (Verdict.UP, Verdict.NOT_MEASURED, Verdict.NOT_MEASURED),
        (None, None, None),
    ],
)
def test_only_what_is_known_throughout_is_in_order(
    reached: Verdict | None, healthy: Verdict | None, together: Verdict | None
) -> None:
    wsdl, soap = ONE.checks
    assert TargetState(ONE, (Seen(wsdl, reached), Seen(soap, healthy))).verdict is together


def test_one_unknown_check_among_good_ones_is_not_reachability() -> None:
    again = check("tcp")
    assert TargetState(ONE, (Seen(check("wsdl"), Verdict.UP), Seen(again))).availability is None
    assert TargetState(ONE, (Seen(check("wsdl"), Verdict.DOWN), Seen(again))).availability is Verdict.DOWN
    assert TargetState(ONE, ()).verdict is None
    blind = Seen(again, Verdict.NOT_MEASURED)
    assert TargetState(ONE, (Seen(check("wsdl"), Verdict.UP), blind)).availability is Verdict.NOT_MEASURED
    assert TargetState(ONE, (Seen(check("wsdl"), Verdict.DEGRADED), blind)).availability is Verdict.DEGRADED
    assert TargetState(ONE, (Seen(check("wsdl")), blind)).availability is None
    assert Past().total is None
