"""The order as content: nothing of it is missing, no term is invented, every duty hangs together."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from generator.model.card import ROUTES, Route
from generator.model.order import Addressee, DutyRule, Event, Order, Point, Stage
from generator.model.record import KINDS

ROOT = Path(__file__).parents[2]
FILE = ROOT / "content" / "procedure" / "order-151r.yml"
SECTION = "generator/portal/templates/pages/monitoring"
TREE: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.BaseLoader)
ORDER = Order.model_validate_json(json.dumps(TREE))
IN_FORCE = date(2015, 5, 20)

BODY = [f"р. {number}" for number in range(1, 6)]
SECTIONS: dict[str, list[str]] = {
    "распоряжение": BODY,
    "I": [str(number) for number in range(1, 9)],
    "II": [str(number) for number in range(9, 12)],
    "III": [str(number) for number in range(12, 18)],
    "IV": [str(number) for number in range(18, 24)],
    "V": [str(number) for number in range(24, 41)],
    "VI": ["41"],
    "VII": [str(number) for number in range(42, 50)],
}
AGREEING = ("draft", "internal_approval", "with_suppliers", "agreed")
APPROVED = ("in_force", "in_operation", "withdrawn", "superseded")
STAGES: dict[Route, tuple[str, ...]] = {
    "service": (*AGREEING, *APPROVED),
    "function": (*AGREEING, "submitted", *APPROVED),
    "incoming": ("received", "designated", "internal_approval", "sheets_sent", "sheet_returned", *APPROVED),
}
APPROVERS: dict[Route, tuple[str, set[str]]] = {
    "service": ("10", {"interested_units", "guit", "cittu"}),
    "function": ("14", {"interested_units", "au", "guit", "cittu"}),
    "incoming": ("43", {"interested_units", "cittu"}),
}
# How the order says a term in words, and the same as data.
TERM_IN_WORDS = re.compile(r"в течение (\d+) рабочих дней|не позднее чем за (одну) неделю")
TERM_AT_ALL = re.compile(r"рабочих дн|календарн|недел[юи] до|не позднее|в течение")


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the file with its place."""
    if isinstance(value, str):
        yield place, value
    else:
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(item, f"{place}/{key}")


def duties() -> list[tuple[Point, DutyRule]]:
    return [(point, rule) for point in ORDER.points for rule in point.duties]


def test_every_point_stands_in_its_place_and_section() -> None:
    assert [point.point for point in ORDER.points] == [number for numbers in SECTIONS.values() for number in numbers]
    assert [section.id for section in ORDER.sections] == list(SECTIONS)
    assert {point.point: point.section for point in ORDER.points} == {
        number: section for section, numbers in SECTIONS.items() for number in numbers
    }


def test_the_order_is_the_one_of_the_file() -> None:
    assert (ORDER.number, ORDER.date) == ("151-р", IN_FORCE)


def test_wording_is_whole() -> None:
    """No line broken by a page of the paper: a paragraph begins the text or follows a finished one."""
    for point in ORDER.points:
        paragraphs = [line for line in point.wording.split("\n") if line]
        assert paragraphs[-1].endswith("."), point.point
        assert all(line[-1] in ".:;" for line in paragraphs), point.point
        assert not re.match(r"\d+\.\s", point.wording), f"п. {point.point}: the number is a field of its own"


def test_only_the_point_whose_beginning_is_lost_is_told_in_other_words() -> None:
    assert [point.point for point in ORDER.points if point.paraphrase] == ["42"]


def test_texts_are_tidy_and_name_no_person() -> None:
    for place, text in texts(TREE):
        assert not re.search(r"  |\t|[^\S\n]\n|\n{3}| [,;:]| \.(?!\w)", text), place
        names = re.findall(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+", text)
        assert set(names) <= {"И.О. Фамилия"}, place
    assert sum(point.wording.count("И.О. Фамилия") for point in ORDER.points) == 5


def test_every_point_says_what_the_portal_does() -> None:
    for point in ORDER.points:
        assert point.what and point.product.endswith("."), point.point
        assert not (point.duties and point.why_not_automated), f"п. {point.point}: duties are computed"
        assert point.why_not_automated is None or point.why_not_automated.endswith("."), point.point
    silent = {point.point for point in ORDER.points if point.why_not_automated}
    assert silent >= {"р. 1", "р. 5", "1", "2", "4", "5", "12", "24", "34"}


def test_monitoring_promises_nothing_as_present() -> None:
    """Technical monitoring is told of as it is; reports and the two other kinds (27, 32-38) as meant to be."""
    whole, partly = {"24", "25", "26", "29", "30", "31"}, {"28", "34", "39"}
    templates = "".join(path.read_text("utf-8") for path in (ROOT / SECTION).glob("*.html"))
    for number in map(str, range(24, 40)):
        point = ORDER.point(number)
        assert point is not None and not point.duties
        assert "«Мониторинг»" in point.product
        assert ("предусмотрен" in point.product.lower()) == (number not in whole), number
        if number in whole or number in partly - {"34"}:
            assert f'point(here, "{number}")' in templates, f"п. {number}: what there is shows the point that it is for"


@pytest.mark.parametrize("point", ORDER.points, ids=lambda point: point.point)
def test_a_term_is_data_where_the_wording_has_one_and_only_there(point: Point) -> None:
    said = {int(days) if days else 1 for days, _ in TERM_IN_WORDS.findall(point.wording)}
    held = {limit.count for rule in point.duties for limit in rule.limits}
    assert held == said
    if not said:
        assert not TERM_AT_ALL.search(point.wording), "a term in words that the test does not know"
    for rule in point.duties:
        for limit in rule.limits:
            backwards = "до даты заседания" in point.wording
            assert limit.unit == ("calendar_weeks_before" if backwards else "working_days_after")
            assert (limit.since, limit.until) == (IN_FORCE, None)


def test_the_terms_of_the_order_are_these() -> None:
    terms = {rule.id: (limit.count, limit.unit) for _, rule in duties() if (limit := rule.limit(date(2026, 11, 2)))}
    assert terms == {
        "p18-protocol": (5, "working_days_after"),
        "p19-ud": (7, "working_days_after"),
        "p19-au": (7, "working_days_after"),
        "p23-commissioning": (5, "working_days_after"),
        "p40-proposal": (1, "calendar_weeks_before"),
        "p44-copies": (7, "working_days_after"),
        "p45-papers": (7, "working_days_after"),
    }


def test_a_duty_without_a_term_says_so() -> None:
    for _, rule in duties():
        assert (rule.no_term is None) == bool(rule.limits), rule.id
        assert rule.no_term is None or "Порядком не установлен" in rule.no_term, rule.id
    moments = {rule.id for _, rule in duties() if rule.no_term == "момент Порядком не установлен"}
    assert moments == {"p20-register", "p46-register"}


def test_duties_hang_together() -> None:
    ids = [rule.id for _, rule in duties()]
    assert len(ids) == len(set(ids)) == 18
    for point, rule in duties():
        assert rule.id.startswith(f"p{point.point}-"), rule.id
        assert re.match(r"[а-яё]+ть ", rule.title), f"{rule.id}: a title begins with a verb"
        assert rule.done_by in KINDS, rule.id
        # What starts a duty is a record, or one of the three events that are computed.
        assert rule.starts in {*KINDS, "all_suppliers_agreed", "sheet_and_ecard", "sitting"}, rule.id
        assert rule.per_service == (rule.starts in {"commissioning", "service_registration"}), rule.id
        receivers = [one.to for one in rule.addressees]
        assert len(receivers) == len(set(receivers)) and rule.bearer not in receivers, rule.id
        assert receivers == ["nobody"] or "nobody" not in receivers, rule.id
        for one in rule.addressees:
            kinds = [paper.what for paper in one.enclosures]
            assert len(kinds) == len(set(kinds)), rule.id
    assert {rule.starts for _, rule in duties()} == set(get_args(Event))
    assert {one.to for _, rule in duties() for one in rule.addressees} <= set(get_args(Addressee))


def test_duties_belong_to_the_routes_of_their_section() -> None:
    routes = {"III": {"function"}, "IV": {"service", "function"}, "V": set(), "VII": {"incoming"}}
    for point, rule in duties():
        assert set(rule.routes) == routes[point.section], rule.id


def test_routes_have_all_their_stages_and_approvers() -> None:
    assert {rule.route for rule in ORDER.routes} == set(ROUTES)
    known = {point.point for point in ORDER.points}
    titles: dict[str, str] = {}
    for rule in ORDER.routes:
        assert tuple(one.stage for one in rule.stages) == STAGES[rule.route]
        assert (rule.approval_point, set(rule.approvers)) == APPROVERS[rule.route]
        for one in rule.stages:
            assert one.point in known or (one.point is None and "правило портала" in one.gate), one.stage
            assert titles.setdefault(one.stage, one.title) == one.title, "one stage, one name on every route"
    assert set(titles) == set(get_args(Stage))
    assert len(set(titles.values())) == len(titles)
