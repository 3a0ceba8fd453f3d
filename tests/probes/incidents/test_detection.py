"""Incidents of scripted outages, told slot by slot."""

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.incidents.detection import Rules, incidents
from probes.model.check import Check, Target, Window
from probes.model.facts import Facts, FactsError, from_json, to_json
from probes.model.incident import Incident
from probes.model.measurement import Measurement
from probes.model.verdict import Purpose, Side, Verdict

STEP = 300
NOON = int(datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp())
LETTERS = {"u": Verdict.UP, "s": Verdict.DEGRADED, "d": Verdict.DOWN, "n": Verdict.NOT_MEASURED}


def check(name: str = "wsdl", purpose: Purpose = Purpose.SERVICE_AVAILABILITY) -> Check:
    return Check(name, "wsdl", purpose, "http://127.152.2.1:7777/", period=STEP)


def target(name: str, *checks: Check, behind: tuple[str, ...] = (), works: tuple[Window, ...] = ()) -> Target:
    return Target(name, name, Side.SUPPLIER, checks or (check(),), behind=behind, maintenance=works)


BUS = Target("bus", "bus", Side.SMEV, (check("wsdl", Purpose.SMEV_AVAILABILITY),))


def told(name: str, letters: str, *, of: str = "wsdl", cause: str = "refused", vantage: str = "a") -> list[Measurement]:
    """A letter a slot from noon: up, slow, down, not measured; a dot is a slot without any row."""
    return [
        Measurement(
            NOON + at * STEP, name, of, vantage, LETTERS[letter], None if letter == "u" else cause, 10, f"{name} {at}"
        )
        for at, letter in enumerate(letters)
        if letter != "."
    ]


def only(found: tuple[Incident, ...]) -> Incident:
    assert len(found) == 1
    return found[0]


def minute(one: Incident) -> tuple[int, int | None]:
    """Start and end as numbers of slots from noon."""
    return (one.start - NOON) // STEP, None if one.end is None else (one.end - NOON) // STEP


@pytest.mark.parametrize(
    ("letters", "span", "state"),
    [
        ("uud", (2, None), "open"),
        ("uudu", (2, 3), "observed"),
        ("uudddu", (2, 5), "observed"),
        ("uuduuu", (2, 3), "observed"),
        ("uuduuuu", (2, 3), "closed"),
        ("uudnn", (2, None), "open"),
        ("uud....u", (2, 7), "observed"),
        ("uudn.uuuu", (2, 5), "closed"),
        ("d", (0, None), "open"),
    ],
)
def test_an_incident_lasts_from_the_first_bad_slot_to_the_first_good_one(
    letters: str, span: tuple[int, int | None], state: str
) -> None:
    one = only(incidents([target("fns")], told("fns", letters)))
    assert (minute(one), one.state) == (span, state)
    assert one.id == f"2026-11-20-{1200 + 5 * span[0]}-fns"
    assert one.evidence == f"fns {span[0]}"


@pytest.mark.parametrize("letters", ["uuuu", "nnnn", "....", "ussu", "unun", ""])
def test_what_is_up_unmeasured_or_slow_for_a_moment_is_no_incident(letters: str) -> None:
    assert incidents([target("fns")], told("fns", letters)) == ()


def test_being_slow_for_three_slots_is_an_incident_and_down_beats_it() -> None:
    slow = only(incidents([target("fns")], told("fns", "usssu", cause="slow")))
    assert (slow.verdict, slow.cause, minute(slow)) == (Verdict.DEGRADED, "slow", (1, 4))
    both = only(incidents([target("fns")], told("fns", "usdsu")))
    assert (both.verdict, both.slots) == (Verdict.DOWN, 3)


def test_a_relapse_before_it_stayed_away_is_the_same_incident_and_the_third_is_flapping() -> None:
    one = only(incidents([target("fns")], told("fns", "uduudududuuuu")))
    assert (minute(one), one.spells, one.flapping, one.state) == ((1, 9), 4, True, "closed")
    two = incidents([target("fns")], told("fns", "uduuuduuuu"))
    assert [minute(one) for one in two] == [(1, 2), (5, 6)]
    assert not any(one.flapping for one in two)


def test_checks_of_a_target_that_fail_together_are_one_incident() -> None:
    service = target("fns", check(), check("soap", Purpose.SERVICE_HEALTH))
    rows = told("fns", "uudduuuu") + told("fns", "uuudddduuuu", of="soap", cause="supplier_timeout")
    one = only(incidents([service], rows))
    assert one.checks == ("soap", "wsdl")
    assert one.purposes == (Purpose.SERVICE_AVAILABILITY, Purpose.SERVICE_HEALTH)
    assert one.causes == (("supplier_timeout", 4), ("refused", 2))
    assert minute(one) == (2, 7)


def test_an_expiring_signature_is_an_incident_of_its_own_at_once() -> None:
    service = target("fns", check(), check("cert", Purpose.SIGNATURE_EXPIRY))
    rows = told("fns", "uuudu") + told("fns", "uuuss", of="cert", cause="cert_expiring")
    down, signature = incidents([service], rows)
    assert (down.purposes, signature.purposes) == ((Purpose.SERVICE_AVAILABILITY,), (Purpose.SIGNATURE_EXPIRY,))
    assert (signature.verdict, signature.id) == (Verdict.DEGRADED, "2026-11-20-1215-fns-signature")


def test_a_signature_and_an_outage_of_one_slot_in_works_are_told_apart() -> None:
    works = (Window(datetime.fromtimestamp(NOON, UTC), datetime.fromtimestamp(NOON + 9 * STEP, UTC), "№ 5"),)
    service = target("fns", check(), check("cert", Purpose.SIGNATURE_EXPIRY), works=works)
    found = incidents([service], told("fns", "uduuuu") + told("fns", "usuuuu", of="cert", cause="cert_expiring"))
    assert [one.id for one in found] == ["2026-11-20-1205-fns-signature-works", "2026-11-20-1205-fns-works"]


def test_the_side_is_told_by_the_cause_before_the_target() -> None:
    assert only(incidents([target("fns")], told("fns", "d", cause="routing"))).side is Side.SMEV
    assert only(incidents([target("fns")], told("fns", "d", cause="refused"))).side is Side.SUPPLIER


def test_what_one_of_two_vantages_sees_is_degraded_and_what_both_see_is_down() -> None:
    both = told("fns", "udddduuuu") + told("fns", "uduuuuuuu", vantage="b")
    one = only(incidents([target("fns")], both))
    assert (one.verdict, one.slots) == (Verdict.DOWN, 4)
    half = told("fns", "uddduuuu") + told("fns", "uuuuuuuu", vantage="b")
    assert only(incidents([target("fns")], half)).verdict is Verdict.DEGRADED
    blind = told("fns", "uddduuuu") + told("fns", "nnnnnnnn", vantage="b")
    assert only(incidents([target("fns")], blind)).verdict is Verdict.DOWN


def test_announced_works_are_told_apart_and_what_outlives_them_is_an_incident() -> None:
    def at(slot: int) -> datetime:
        return datetime.fromtimestamp(NOON + slot * STEP, UTC)

    works = (Window(at(1), at(4), "письмо № 5"),)
    planned, later = incidents([target("fns", works=works)], told("fns", "udddddu"))
    assert (planned.planned, minute(planned), planned.own) == ("письмо № 5", (1, 4), False)
    assert (later.planned, minute(later), later.own) == (None, (4, 6), True)


def test_an_outage_that_lasts_into_announced_works_is_not_over_for_that() -> None:
    works = (Window(datetime.fromtimestamp(NOON + 3 * STEP, UTC), datetime.fromtimestamp(NOON + 9 * STEP, UTC), "№ 5"),)
    for letters, span, state in (("uddddd", (1, None), "open"), ("uddddduuuu", (1, 6), "closed")):
        one = only(incidents([target("fns", works=works)], told("fns", letters)))
        assert (one.planned, minute(one), one.state, one.own) == (None, span, state, True)


def test_an_outage_ends_with_the_day_to_which_its_target_is_watched() -> None:
    until = datetime.fromtimestamp(NOON + 5 * STEP, UTC)
    plan = [BUS, replace(target("fns"), checks=(replace(check(), until=until),))]
    one = only(incidents(plan, [*told("bus", "u" * 8), *told("fns", "uuddd")]))
    assert (minute(one), one.state) == ((2, 5), "observed")
    assert only(incidents(plan, [*told("bus", "u" * 9), *told("fns", "uuddd")])).state == "closed"
    assert only(incidents(plan, [*told("bus", "u" * 5), *told("fns", "uuddd")])).end is None


def test_a_bus_that_is_down_is_one_incident_with_its_services() -> None:
    plan = [BUS, target("fns", behind=("bus",)), target("mvd", behind=("bus",)), target("own")]
    rows = (
        told("bus", "uuddduuuu", cause="bus_failure")
        + told("fns", "uuddduuuu", cause="bus_failure")
        + told("mvd", "uuudddddddddduuuu")
        + told("own", "uudu")
    )
    found = {one.target: one for one in incidents(plan, rows)}
    bus = found["bus"]
    assert bus.covers == (found["fns"].id, found["mvd"].id)
    assert (found["fns"].under, found["fns"].alone_since, found["fns"].own) == (bus.id, None, False)
    assert (found["mvd"].under, found["mvd"].alone_since, found["mvd"].own) == (bus.id, bus.end, True)
    assert (found["own"].under, found["own"].own) == (None, True)


@pytest.mark.parametrize(("letters", "own"), [("uudddduuuu", False), ("uuddddduuuu", True)])
def test_what_comes_back_two_slots_after_the_bus_is_still_explained_by_it(letters: str, own: bool) -> None:
    rows = told("bus", "uudu" + "u" * 7) + told("fns", letters)
    (service,) = [one for one in incidents([BUS, target("fns", behind=("bus",))], rows) if one.target == "fns"]
    assert (service.under is not None, service.own) == (True, own)


def test_a_service_that_went_down_long_before_the_bus_stays_on_its_own() -> None:
    plan = [BUS, target("fns", behind=("bus",))]
    rows = told("bus", "uuuuuddu") + told("fns", "uddddddu")
    assert {one.target: one.under for one in incidents(plan, rows)} == {"bus": None, "fns": None}


def test_a_slow_check_beside_a_quick_one_does_not_stretch_what_the_bus_explains() -> None:
    """Down by a check of five minutes three hours after the bus was well again: that is a matter of its own."""
    day = replace(check("day", Purpose.SERVICE_HEALTH), period=86_400)
    rows = told("bus", "udddd" + "u" * 40) + told("fns", "u" * 40 + "ddddd")
    found = {one.target: one for one in incidents([BUS, target("fns", check(), day, behind=("bus",))], rows)}
    assert (found["fns"].under, found["fns"].own) == (None, True)


def test_what_was_measured_after_the_last_day_is_no_incident() -> None:
    """The day was written down afterwards: the sweeps had gone on."""
    last = datetime.fromtimestamp(NOON + 4 * STEP, UTC)
    retired = target("fns", replace(check(), until=last))
    one = only(incidents([retired], told("fns", "udddddddddd") + told("own", "u" * 20)))
    assert (minute(one), one.last, one.slots, one.state) == ((1, 4), NOON + 3 * STEP, 3, "closed")
    assert incidents([retired], told("fns", "uuuuudddddd")) == ()


def test_dependencies_in_a_circle_come_to_an_end() -> None:
    plan = [target("a", behind=("b",)), target("b", behind=("a",))]
    assert len(incidents(plan, told("a", "ud") + told("b", "ud"))) == 2


_LETTERS = st.text("usdn.", min_size=1, max_size=40)
_PLAN = [BUS, target("fns", check(), check("soap", Purpose.SERVICE_HEALTH), behind=("bus",))]


@given(_LETTERS, _LETTERS, _LETTERS, st.integers(0, 2**32))
def test_the_order_of_rows_and_idle_rows_change_nothing(bus: str, wsdl: str, soap: str, seed: int) -> None:
    rows = told("bus", bus) + told("fns", wsdl) + told("fns", soap, of="soap") + told("fns", wsdl[::-1], vantage="b")
    expected = to_json(Facts(incidents(_PLAN, rows), NOON))
    mixed = list(rows)
    Random(seed).shuffle(mixed)
    assert to_json(Facts(incidents(_PLAN, mixed), NOON)) == expected
    assert to_json(Facts(incidents(_PLAN, _without_idle(rows)), NOON)) == expected
    assert to_json(from_json(expected)) == expected


def _without_idle(rows: list[Measurement]) -> list[Measurement]:
    """Rows of slots that are up in every vantage, between two such slots, are left out."""
    kept = []
    for key in {(row.target, row.check) for row in rows}:
        own = [row for row in rows if (row.target, row.check) == key]
        slots = sorted({row.slot for row in own})
        idle = {slot: all(row.verdict is Verdict.UP for row in own if row.slot == slot) for slot in slots}
        for before, at, after in zip(slots, slots[1:], slots[2:], strict=False):
            if idle[before] and idle[at] and idle[after]:
                own = [row for row in own if row.slot != at]
        kept += own
    return kept


@given(_LETTERS, st.integers(1, 40))
def test_a_closed_incident_stays_as_it_is_whatever_comes_later(letters: str, cut: int) -> None:
    plan = [target("fns")]
    early = incidents(plan, told("fns", letters[:cut]))
    late = {one.id: one for one in incidents(plan, told("fns", letters))}
    assert all(late[one.id] == one for one in early if one.state == "closed")
    assert {one.id for one in early if one.verdict is Verdict.DOWN} <= set(late) or "s" in letters


@given(_LETTERS)
def test_every_bad_slot_of_a_service_that_is_never_slow_is_in_one_incident(letters: str) -> None:
    letters = letters.replace("s", "d")
    found = incidents([target("fns")], told("fns", letters), Rules())
    assert sum(one.slots for one in found) == letters.count("d")
    spans = [(one.start, one.last) for one in found]
    assert spans == sorted(spans)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"schema": 2, "incidents": []}', b'{"schema": 1, "incidents": [{}]}']
)
def test_foreign_facts_are_refused(data: bytes) -> None:
    with pytest.raises(FactsError):
        from_json(data)


def test_facts_are_one_line_an_incident() -> None:
    found = incidents([target("fns")], told("fns", "ududuuuud"))
    facts = to_json(Facts(found))
    assert len(facts.decode().splitlines()) == len(found) + 2
    assert json.loads(facts)["incidents"][0]["id"] == found[0].id
