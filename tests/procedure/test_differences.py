"""Differences of two texts are told in the words of the form, entry by entry."""

import copy

from generator.digest import canonical
from generator.procedure.differences import differences, spoken
from generator.procedure.explain import change_text
from tests.procedure.world import card_tree


def _told(change: object) -> list[str]:
    before, after = card_tree("function", ("fns", "rosreestr")), card_tree("function", ("fns", "rosreestr"))
    change(after)  # type: ignore[operator]
    return [change_text(one) for one in differences(canonical(before), canonical(after))]


def test_equal_texts_do_not_differ() -> None:
    assert _told(lambda tree: None) == []


def test_a_changed_field_is_named_with_its_way() -> None:
    def change(tree: dict) -> None:  # type: ignore[type-arg]
        tree["requests"][1]["response_term"]["value"] = "7"

    assert _told(change) == ["Межведомственные запросы → «А.3-2» → Срок ответа → Число единиц: было «5», стало «7»"]


def test_an_entry_put_first_is_one_addition() -> None:
    def change(tree: dict) -> None:  # type: ignore[type-arg]
        tree["documents"].insert(0, {"no": "9", "name": "Справка"})

    assert _told(change) == [
        "Состав документов → «9»: добавлено «Порядковый номер: 9; Наименование документа: Справка»"
    ]


def test_a_removed_field_is_said() -> None:
    assert _told(lambda tree: tree["services"][0].pop("name")) == [
        "Электронные сервисы → «Выписка» → Наименование сервиса: убрано «Выписка»"
    ]


def test_services_and_contacts_are_called_by_their_names() -> None:
    before, after = card_tree("function", ("fns",)), card_tree("function", ("fns",))
    after["services"].append({"id": "egrn", "name": "Сведения ЕГРН", "owner": "rosreestr"})
    after["requests"][0]["service"] = "egrn"
    after["participants"][1]["contact"] = "obmen"
    say = spoken(str.upper, lambda party, contact: f"{contact} из {party}")
    assert [change_text(one) for one in differences(canonical(before), canonical(after), say)] == [
        "Участники → «FNS» → Ответственный: добавлено «obmen из fns»",
        "Межведомственные запросы → «А.3-1» → Электронный сервис из перечня services этой карты: "
        "было «Выписка», стало «Сведения ЕГРН»",
        "Электронные сервисы → «Сведения ЕГРН»: "
        "добавлено «Наименование сервиса: Сведения ЕГРН; Владелец сервиса: ROSREESTR»",
    ]


def test_another_order_is_a_difference() -> None:
    assert _told(lambda tree: tree["requests"].reverse()) == ["Межведомственные запросы → порядок записей: изменён"]


def test_twins_are_told_apart() -> None:
    def change(tree: dict) -> None:  # type: ignore[type-arg]
        tree["documents"].append(copy.deepcopy(tree["documents"][0]))

    assert [one.split(":")[0] for one in _told(change)] == ["Состав документов → «1 (2)»"]
