"""Lists over all cards on the pages of GUIT and CITTU (р. 3, 4): what no record shows done, and whose turn it is."""

from datetime import date

from generator.portal.views.coordination import Coordination, coordination
from generator.portal.views.survey import Survey, survey
from tests.portal.worlds import Tree
from tests.procedure.world import Desk, card_tree

PLAN = [
    {"stage": stage, "responsible": "cittu", "due": due}
    for stage, due in (
        ("requirements", "2026-03-02"),
        ("development", "2026-04-01"),
        ("test_env", "2026-05-04"),
        ("operation", "2026-12-01"),
    )
]


def of(seen: Survey, party: str) -> Coordination:
    found = coordination(seen, seen.content.parties[party])
    assert found is not None
    return found


def looked_at(desk: Desk, today: date = date(2026, 6, 1)) -> Survey:
    return survey(desk.procedure(today))


def planned(services: tuple[str, ...] = ("egrul", "egrip")) -> Desk:
    desk = Desk(card_tree("function", services=services, tech_plan=PLAN))
    desk.walk("in_force")
    return desk


def states(found: Coordination) -> list[tuple[str, str]]:
    return [(one.step, one.state.words) for one in found.plan]


def test_a_step_of_the_plan_stays_until_a_record_shows_it_done() -> None:
    desk = planned()
    desk.file("functional_requirements", "potrebitel", date(2026, 5, 5))
    assert states(of(looked_at(desk), "cittu")) == [
        ("разработка", "срок плана прошёл"),
        ("тестовая среда", "нет данных о выполнении"),
        ("промышленная эксплуатация", "по плану впереди"),
    ]
    desk.file("software_change", "cittu", date(2026, 5, 6))
    desk.file("commissioning", "cittu", date(2026, 5, 7), service="egrul")
    assert [step for step, _ in states(of(looked_at(desk), "cittu"))] == ["тестовая среда", "промышленная эксплуатация"]
    desk.file("commissioning", "cittu", date(2026, 5, 8), service="egrip")
    assert states(of(looked_at(desk), "cittu")) == []


def test_services_of_cards_in_force_are_listed_until_they_work() -> None:
    desk = planned()
    found = of(looked_at(desk), "cittu")
    assert [(one.requirements, one.changed, one.due, one.late) for one in found.services] == [
        (None, None, date(2026, 12, 1), False)
    ] * 2
    assert [one.late for one in of(looked_at(desk, date(2026, 12, 2)), "cittu").services] == [True, True]
    desk.file("commissioning", "cittu", date(2026, 5, 7), service="egrul")
    assert of(looked_at(desk), "cittu").services_total == 1
    assert of(looked_at(Desk(card_tree("function"))), "cittu").services == ()


def test_guit_sees_the_load_of_all_units_and_the_plans_of_all_responsible() -> None:
    own = [*PLAN, {"stage": "requirements", "responsible": "potrebitel", "due": "2026-03-01"}]
    desk = Desk(card_tree("function", tech_plan=own))
    found = of(looked_at(desk), "guit")
    assert found.point == "р. 3" and found.services == ()
    assert {one.responsible.title for one in found.plan} == {"ЦИТТУ", "Потребитель"}
    assert [one.due for one in found.plan] == sorted(one.due for one in found.plan)
    assert {one.unit.title: one.awaited for one in found.units} == {
        "АУ": 1,
        "Второе управление": 1,
        "ГУИТ": 1,
        "ЦИТТУ": 1,
    }
    assert {one.responsible.title for one in of(looked_at(desk), "cittu").plan} == {"ЦИТТУ"}


def test_a_withdrawn_card_has_nothing_to_do_and_others_coordinate_nothing(world: Tree) -> None:
    desk = planned()
    desk.file("withdrawal", "potrebitel", date(2026, 5, 5), reason="обмен прекращён")
    found = of(looked_at(desk), "guit")
    assert found.plan == ()
    seen = world.survey
    roles = {"guit", "cittu"}
    assert {one.role for one in seen.content.parties.values() if coordination(seen, one)} == roles
