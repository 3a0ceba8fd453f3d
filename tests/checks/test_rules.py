"""Every rule has its example: the finding in full, its place, and that it comes from this rule alone."""

import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

import generator.checks
from generator.checks.order import applicable
from generator.checks.output import text
from generator.checks.rule import Rule
from generator.checks.rules import RULES
from generator.checks.runner import run
from generator.model.content import Content
from generator.procedure.sequence import obstacles
from generator.procedure.standing import Procedure
from generator.workdays import ProductionCalendar
from tests.checks.build import TODAY, World, located
from tests.checks.example import EXAMPLES, Example
from tests.checks.examples import happenings, inventory, people, settings, texts, watching

MODULES = (settings, people, texts, happenings, inventory, watching)  # importing them registers their examples
BY_CODE = {rule.code: rule for rule in RULES}


def test_nothing_is_wrong_with_the_sound_world() -> None:
    assert World().findings() == ()


def test_the_sound_world_is_not_an_empty_one() -> None:
    world = World()
    content = world.content()
    procedure = Procedure(content, ProductionCalendar(content.calendar.values()), TODAY)
    stages = {(one.version.id, one.version.number): one.stage for one in procedure.standings()}
    assert stages == {
        ("tkmv-ext-declarations", 1): "in_force",
        ("tkmv-fn-land", 1): "in_operation",
        ("tkmv-fn-land", 2): "draft",
        ("tkmv-svc-carriers", 1): "agreed",
    }
    assert sum(len(one.duties) for one in procedure.standings()) > 20


def test_every_rule_has_an_example_and_every_example_a_rule() -> None:
    assert sorted(EXAMPLES) == sorted(BY_CODE)


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_the_example_is_found_in_these_words_at_this_place(example: Example) -> None:
    world = World()
    example.spoil(world)
    found = [one for one in world.findings() if one.code == example.code]
    assert text(found) == example.line + "\n"
    assert found[0].at == example.at


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_without_its_rule_the_example_is_not_found(example: Example) -> None:
    world = World()
    example.spoil(world)
    others = tuple(rule for rule in RULES if rule.code != example.code)
    assert [one for one in world.findings(others) if one.code == example.code] == []


def test_every_rule_of_the_room_is_in_the_tuple_once() -> None:
    modules = (import_module(f"generator.checks.{one.name}") for one in iter_modules(generator.checks.__path__))
    written = {
        id(value): value.code for module in modules for value in vars(module).values() if isinstance(value, Rule)
    }
    assert sorted(written.values()) == sorted(rule.code for rule in RULES)
    assert len(BY_CODE) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=BY_CODE.keys())
def test_a_rule_can_be_published(rule: Rule) -> None:  # type: ignore[type-arg]
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", rule.code)
    assert re.match(r"[А-ЯЁ]", rule.title) and not rule.title.endswith(".")
    assert rule.text.splitlines()[0].endswith(".")
    order = World().content().order
    assert order is not None
    assert rule.point is None or order.point(rule.point) is not None


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_messages_are_russian_sentences_without_an_end(example: Example) -> None:
    world = World()
    example.spoil(world)
    for one in world.findings():
        for part in (one.message, one.hint):
            assert re.search(r"[а-яё]{3}", part), part
            assert not part.endswith((".", ";", " ")) and "  " not in part and "None" not in part, part


def test_chosen_rules_run_alone() -> None:
    world = World()
    for code in ("role-missing", "unit-unknown"):
        EXAMPLES[code].spoil(world)
    content = world.content()
    calendar = ProductionCalendar(content.calendar.values())
    found = run(content, TODAY, located, calendar, only={"unit-unknown"})
    assert {one.code for one in found} == {"unit-unknown"}


def test_findings_are_sorted_by_place_and_code_and_looked_up() -> None:
    world = World()
    for code in ("unit-unknown", "supplier-request", "party-reference", "record-future", "contact-stale"):
        EXAMPLES[code].spoil(world)
    found = world.findings()
    keys = [(one.path, one.line, one.column, one.code) for one in found]
    assert len(found) >= 5 and keys == sorted(keys)
    assert all((one.line, one.column) == ((len(one.at) + 1 if one.at else 1), 1) for one in found)


def test_a_procedure_at_hand_is_used() -> None:
    world = World()
    content = world.content()
    calendar = ProductionCalendar(content.calendar.values())
    procedure = Procedure(content, calendar, TODAY)
    assert run(content, TODAY, located, calendar, procedure=procedure) == ()


def test_content_without_anything_is_told_and_nothing_breaks() -> None:
    found = run(Content(), TODAY, located, ProductionCalendar(()))
    assert {one.code for one in found} == {"calendar-year", "order-missing", "role-missing", "site-missing"}


def test_records_are_checked_although_the_order_cannot_be_applied() -> None:
    world = World()
    for code in ("order-routes", "record-future"):
        EXAMPLES[code].spoil(world)
    assert {one.code for one in world.findings()} == {"order-routes", "record-future"}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_looking_only_at_what_can_be_premature_hides_nothing(example: Example) -> None:
    world = World()
    example.spoil(world)
    content = world.content()
    if not applicable(content.order):
        return
    procedure = Procedure(content, ProductionCalendar(content.calendar.values()), world.today)
    bound = {
        (one.version.record_path(filed.name), obstacle.message)
        for one in procedure.standings()
        for filed in one.view.ledger.records
        for obstacle in obstacles(one.view, filed, one.course)
    }
    told = {(one.path, one.message) for one in world.findings() if one.code == "step-premature"}
    assert {(path, message.partition("внесена раньше времени: ")[2]) for path, message in told} == bound
