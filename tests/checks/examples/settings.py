"""Examples of rules over the portal's settings, the order, the calendar and the sittings."""

from datetime import date

from tests.checks.build import World
from tests.checks.example import example


@example(
    "site-missing",
    (),
    "content/site.yml:1: файл настроек портала должен быть и читаться; верните content/site.yml или "
    "исправьте ошибки в нём [ошибка: site-missing]",
)
def _site_missing(world: World) -> None:
    world.lost_site = True


@example(
    "site-as-of",
    ("as_of",),
    "content/site.yml:2: поле as_of должно быть не позже дня, на который идёт проверка (2026-11-20), "
    "получено '2026-12-01'; проверьте дату [предупреждение: site-as-of]",
)
def _site_as_of(world: World) -> None:
    world.site["as_of"] = "2026-12-01"


@example(
    "order-missing",
    (),
    "content/procedure/order-151r.yml:1: файл Порядка должен быть и читаться; пока его нет, стадии, "
    "согласования и сроки не проверены; верните файл или исправьте ошибки в нём [ошибка: order-missing]",
)
def _order_missing(world: World) -> None:
    world.lost_order = True


@example(
    "order-points",
    ("points",),
    "content/procedure/order-151r.yml:2: поле points должно содержать все пункты, не хватает: р. 3, 12; "
    "добавьте текст пунктов [ошибка: order-points]",
)
def _order_points(world: World) -> None:
    points = world.the_order()["points"]
    points[:] = [one for one in points if one["point"] not in ("р. 3", "12")]


@example(
    "order-reference",
    ("points", 7, "section"),
    "content/procedure/order-151r.yml:4: поле section должно называть раздел из sections, получено 'VIII'; "
    "есть: распоряжение, I, II, III, IV, V, VI, VII [ошибка: order-reference]",
)
def _order_reference(world: World) -> None:
    world.the_order()["points"][7]["section"] = "VIII"


@example(
    "order-routes",
    ("routes", 0, "stages"),
    "content/procedure/order-151r.yml:4: поле stages маршрута service должно перечислять draft, "
    "internal_approval, with_suppliers, agreed, in_force, in_operation, withdrawn, superseded, получено "
    "'draft, with_suppliers, agreed, in_force, in_operation, withdrawn, superseded'; перечислите стадии в "
    "этом порядке [ошибка: order-routes]",
)
def _order_routes(world: World) -> None:
    del world.the_order()["routes"][0]["stages"][1]


@example(
    "duty-rule-twice",
    ("points", 20, "duties", 0, "id"),
    "content/procedure/order-151r.yml:6: поле id должно встречаться один раз, получено 'p15-memo'; дайте "
    "правилу свой идентификатор [ошибка: duty-rule-twice]",
)
def _duty_rule_twice(world: World) -> None:
    world.duty_rule("p16-forwarding")["id"] = "p15-memo"


@example(
    "duty-rule-record",
    ("points", 20, "duties", 0, "done_by"),
    "content/procedure/order-151r.yml:6: поле done_by должно называть вид записи, получено 'letter'; вид "
    "записи пишут латиницей, как в поле kind записей, например hand_over (п. 16) [ошибка: duty-rule-record]",
)
def _duty_rule_record(world: World) -> None:
    world.duty_rule("p16-forwarding")["done_by"] = "letter"


@example(
    "duty-rule-limits",
    ("points", 22, "duties", 0, "limits", 1, "since"),
    "content/procedure/order-151r.yml:8: поле since должно быть позже 2026-06-30, получено '2026-06-01'; "
    "закройте прежний срок днём 2026-05-31 (п. 18) [ошибка: duty-rule-limits]",
)
def _duty_rule_limits(world: World) -> None:
    limits = world.duty_rule("p18-protocol")["limits"]
    limits[0]["until"] = "2026-06-30"
    limits.append({"since": "2026-06-01", "count": "3", "unit": "working_days_after"})


@example(
    "calendar-year",
    (),
    "content/calendar/2026.yml:1: нет производственного календаря на 2027 год, сроки этого года посчитать "
    "нельзя; добавьте файл content/calendar/2027.yml [предупреждение: calendar-year]",
)
def _calendar_year(world: World) -> None:
    world.years = frozenset({2025, 2026})
    world.today = date(2026, 12, 1)
    world.sittings["sittings"].pop()


@example(
    "sitting-order",
    ("sittings", 1, "date"),
    "content/monitoring/sittings.yml:4: поле date должно быть позже предыдущего заседания (2026-12-10), "
    "получено '2026-09-24'; расположите заседания по датам (п. 40) [ошибка: sitting-order]",
)
def _sitting_order(world: World) -> None:
    world.sittings["sittings"].reverse()


@example(
    "sitting-day",
    ("sittings", 1, "date"),
    "content/monitoring/sittings.yml:4: поле date должно быть рабочим днём, получено '2026-12-12'; проверьте "
    "дату по извещению о заседании (п. 40) [предупреждение: sitting-day]",
)
def _sitting_day(world: World) -> None:
    world.sittings["sittings"][1]["date"] = "2026-12-12"


@example(
    "proposal-unit",
    ("sittings", 1, "proposals", 0, "unit"),
    "content/monitoring/sittings.yml:6: поле unit должно называть подразделение ФТС России, получено 'fns'; "
    "ФНС России (fns) не входит в ФТС России: предложения вносит Потребитель данных (п. 40) [ошибка: "
    "proposal-unit]",
)
def _proposal_unit(world: World) -> None:
    world.sittings["sittings"][1]["proposals"][0]["unit"] = "fns"


@example(
    "proposal-card",
    ("sittings", 0, "proposals", 0, "cards", 0),
    "content/monitoring/sittings.yml:7: поле cards должно называть карту из content/cards, получено "
    "'tkmv-fn-lend'; проверьте идентификатор карты (п. 40) [ошибка: proposal-card]",
)
def _proposal_card(world: World) -> None:
    world.sittings["sittings"][0]["proposals"][0]["cards"] = ["tkmv-fn-lend"]


@example(
    "proposal-date",
    ("sittings", 0, "proposals", 0, "sent_on"),
    "content/monitoring/sittings.yml:6: поле sent_on должно быть не раньше даты письма (2026-09-10), "
    "получено '2026-09-09'; проверьте дату письма и дату отправки (п. 40) [ошибка: proposal-date]",
)
def _proposal_date(world: World) -> None:
    world.sittings["sittings"][0]["proposals"][0]["sent_on"] = "2026-09-09"


@example(
    "proposal-overdue",
    ("sittings", 1, "proposals", 0),
    "content/monitoring/sittings.yml:5: УТОВЭК (utovek): предложение к заседанию 26.11.2026 нужно было "
    "направить до 19.11.2026 включительно; дней просрочки: 1; направьте предложение и укажите sent_on или "
    "уберите его из списка (п. 40) [предупреждение: proposal-overdue]",
)
def _proposal_overdue(world: World) -> None:
    world.sittings["sittings"][1]["date"] = "2026-11-26"
