"""What of the exchange is watched, who the people are, what else the inventory says of a target."""

from datetime import date
from pathlib import Path

import pytest

from generator.model.content import Content
from generator.monitoring.coverage import Coverage, Watcher, coverage
from generator.monitoring.facts import identifiers, signatures, ticket_numbers, versions
from generator.monitoring.people import duty, seats
from generator.procedure.standing import Procedure
from generator.reading.content import load
from generator.workdays import ProductionCalendar
from tests.checks.build import TODAY, World

ROOT = Path(__file__).parents[2]


def rows(world: World) -> dict[tuple[str, str], Coverage]:
    content = world.content()
    found = coverage(Procedure(content, ProductionCalendar(content.calendar.values()), world.today))
    return {(one.version.id, one.request.no): one for one in found}


def test_every_request_in_force_through_smev_has_a_row() -> None:
    found = rows(World())
    assert list(found) == [("tkmv-ext-declarations", "А.3-1"), ("tkmv-fn-land", "А.3-1"), ("tkmv-fn-land", "А.3-2")]
    assert all(row.gaps() == () for row in found.values())
    assert {row.version.number for row in found.values()} == {1}


def test_reachable_and_healthy_are_told_apart() -> None:
    row = rows(World())["tkmv-fn-land", "А.3-1"]
    assert row.targets == ("fns-land",)
    assert row.availability == (Watcher("fns-land", "wsdl", "wsdl"),)
    assert row.health == (Watcher("fns-land", "example", "soap"),)
    assert row.reasons == {}


def test_a_reason_closes_a_gap() -> None:
    world = World()
    row = rows(world)["tkmv-fn-land", "А.3-2"]
    assert (row.health, row.reasons) == ((), {"health": "Контрольный пример не согласован"})
    del world.targets["rosreestr-land"]["not_watched"]
    assert rows(world)["tkmv-fn-land", "А.3-2"].gaps() == ("health",)


@pytest.mark.parametrize("field", ["until", "since"])
def test_the_first_and_the_last_day_of_a_target_count(field: str) -> None:
    world = World()
    world.targets["fns-land"][field] = TODAY.isoformat()
    assert rows(world)["tkmv-fn-land", "А.3-1"].targets == ("fns-land",)


@pytest.mark.parametrize(
    ("field", "value"),
    [("until", "2026-11-19"), ("since", "2026-11-21"), ("serves", [])],
    ids=["past", "future", "idle"],
)
def test_only_targets_of_the_day_that_serve_the_request_watch_it(field: str, value: object) -> None:
    world = World()
    world.targets["fns-land"][field] = value
    row = rows(world)["tkmv-fn-land", "А.3-1"]
    assert (row.targets, row.gaps()) == ((), ("availability", "health"))


def test_requests_on_paper_need_no_watching() -> None:
    world = World()
    for request in world.function.card["requests"]:
        request["exchange_form"] = "paper"
        del request["mode"], request["service"]
    del world.function.card["services"]
    world.function.drop("commissioning", "commissioning_notice")
    assert list(rows(world)) == [("tkmv-ext-declarations", "А.3-1")]


def test_members_of_the_group_are_found_in_the_contact_lists() -> None:
    world = World()
    assert [(one.member.party, one.current) for one in seats(world.content(), TODAY)] == [
        ("guit", True),
        ("cittu", True),
    ]
    official = world.contacts["guit"]["officials"][0]
    official["until"] = "2026-11-19"
    world.contacts["cittu"]["officials"][0]["since"] = "2026-11-21"
    world.group["members"].append({"party": "utn", "contact": "nobody"})
    assert [one.state for one in seats(world.content(), TODAY)] == ["ended", "future", "unknown"]
    assert seats(Content(), TODAY) == ()


def test_the_duty_contact_is_an_official() -> None:
    found = duty(World().content())
    assert found is not None and found.email == "cittu@tkmv.example"
    assert duty(Content()) is None


def test_facts_of_a_target() -> None:
    content = World().content()
    target = content.targets["fns-land"]
    assert [(one.id, one.number) for one in versions(content, target)] == [("tkmv-fn-land", 2)]
    assert identifiers(content, target) == (("Мнемоника", "INFO1"), ("Пространство имён", "urn://example/1/1.0.0"))
    assert [(one.target.id, one.file, one.present) for one in signatures(content)] == [("adapter", "adapter.cer", True)]
    assert ticket_numbers(content) == {"2026-11-12-0640-fns-land": "SD-1"}


def test_a_card_whose_next_version_gives_the_service_up_still_needs_it() -> None:
    world = World()
    for request in world.draft.card["requests"]:
        request["exchange_form"] = "paper"
        del request["mode"], request["service"]
    del world.draft.card["services"]
    content = world.content()
    assert [(one.id, one.number) for one in versions(content, content.targets["fns-land"])] == [("tkmv-fn-land", 1)]
    world.cards = {}
    assert versions(world.content(), content.targets["fns-land"]) == ()


def test_all_of_the_exchange_of_the_demonstration_is_watched_or_excused() -> None:
    content = load(ROOT).content
    found = coverage(Procedure(content, ProductionCalendar(content.calendar.values()), date(2026, 11, 20)))
    assert len(found) >= 40
    assert [row.request.no for row in found if row.gaps()] == []
    assert {each.kind for row in found for each in row.health} >= {"soap", "reported", "heartbeat", "prometheus"}
    assert any("health" in row.reasons for row in found)
