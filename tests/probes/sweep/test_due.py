"""What a sweep has to measure: slots, bounds, shards, order."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from probes.sweep.due import Due, due, of_shard
from tests.probes.sweep.plans import MOMENT, SLOT, check, many, target

IDS = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True), unique=True, max_size=30)


def test_a_check_is_due_once_in_its_slot() -> None:
    often, seldom = check(id="often", period=60), check(id="seldom", period=300)
    plan = [target("one", often, seldom)]
    first = due(plan, MOMENT, {})
    assert {one.key: one.slot for one in first} == {("one", "often"): SLOT + 120, ("one", "seldom"): SLOT}
    measured = {one.key: one.slot for one in first}
    assert due(plan, MOMENT + timedelta(seconds=20), measured) == []
    minute_later = due(plan, MOMENT + timedelta(minutes=1), measured)
    assert minute_later == [Due("one", often, SLOT + 180)]


def test_only_slots_that_the_schedule_expects_are_measured() -> None:
    slot = MOMENT.replace(minute=0, second=0)
    plan = [
        target("begins-with-the-slot", check(since=slot)),
        target("begins-within-the-slot", check(since=slot + timedelta(seconds=1))),
        target("ended-with-the-slot", check(until=slot)),
        target("ends-within-the-slot", check(until=slot + timedelta(seconds=1))),
    ]
    assert {one.target for one in due(plan, MOMENT, {})} == {"begins-with-the-slot", "ends-within-the-slot"}


def test_the_order_is_shuffled_by_slot_and_the_same_for_it() -> None:
    plan = many(40)
    now = due(plan, MOMENT, {})
    assert now == due(list(reversed(plan)), MOMENT, {})
    names = [one.target for one in now]
    assert names != [one.id for one in plan]
    assert names != [one.target for one in due(plan, MOMENT + timedelta(minutes=5), {})]


def test_files_are_read_before_anything_waits_for_an_answer() -> None:
    files = [check(f"heartbeats/{number}.json", id=f"file-{number}", kind="heartbeat") for number in range(3)]
    work = due([target("one", *files), *many(20)], MOMENT, {})
    assert {one.check.kind for one in work[:3]} == {"heartbeat"}
    assert {one.check.kind for one in work[3:]} == {"tcp"}


@given(IDS, st.integers(1, 7))
def test_shards_together_cover_every_target_once(ids: list[str], shards: int) -> None:
    plan = [target(ident) for ident in ids]
    parts = [of_shard(plan, (number, shards)) for number in range(1, shards + 1)]
    assert sorted(one.id for part in parts for one in part) == sorted(ids)


def test_the_shard_of_a_target_does_not_depend_on_its_neighbours() -> None:
    plan = many(60)
    part = of_shard(plan, (2, 3))
    assert 10 < len(part) < 30
    assert of_shard(plan[::2], (2, 3)) == [one for one in part if one in plan[::2]]
