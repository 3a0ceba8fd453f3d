"""What one example for each rule leaves out: other reasons of a rule, and what it must not report."""

from collections.abc import Callable
from datetime import date

import pytest

from generator.model.finding import Finding
from tests.checks.build import Folder, World
from tests.checks.trees import ECARD, MINUTES, PROTOCOL, SIGNED


def told(world: World, code: str) -> list[str]:
    """Messages of one rule."""
    return [one.message for one in world.findings() if one.code == code]


def only(world: World, code: str) -> Finding:
    """The only finding of a rule."""
    (found,) = (one for one in world.findings() if one.code == code)
    return found


def codes(world: World) -> set[str]:
    return {one.code for one in world.findings()}


# --- agreements


def _unsigned(world: World) -> None:
    world.draft.file("internal_approval", "au", "2026-11-16")


def _before_serving(world: World) -> None:
    world.contacts["au"]["officials"][0]["since"] = "2026-11-17"
    world.draft.file("internal_approval", "au", "2026-11-16", **SIGNED)


def _not_for_approvals(world: World) -> None:
    world.contacts["au"]["officials"].append(
        {**world.contacts["au"]["officials"][0], "id": "inspektor", "post": "Инспектор", "answers_for": ["exchange"]}
    )
    world.draft.file("internal_approval", "au", "2026-11-16", signatory="Инспектор")


@pytest.mark.parametrize(
    ("spoil", "message", "hint"),
    [
        (
            _unsigned,
            "поле signatory должно называть должность того, кто согласовал от участника АУ (au), оно не заполнено",
            "могут согласовать: Заместитель начальника",
        ),
        (
            _before_serving,
            "поле signatory должно называть должность, которую занимали 16.11.2026: АУ (au), "
            "получено 'Заместитель начальника'",
            "внесите того, кто вправе согласовать, в список контактов",
        ),
        (
            _not_for_approvals,
            "поле signatory должно называть того, кто отвечает за «согласование ТКМВ» или «подписание листов "
            "утверждения»: АУ (au), получено 'Инспектор'",
            "могут согласовать: Заместитель начальника",
        ),
    ],
)
def test_why_a_signature_has_no_right_is_told(spoil: Callable[[World], None], message: str, hint: str) -> None:
    world = World()
    spoil(world)
    found = [one for one in world.findings() if one.code == "approval-no-right" and "/v2/" in one.path]
    assert [(one.message, one.hint) for one in found] == [(message, hint)]


def test_an_agreement_repeated_for_the_present_text_is_not_stale() -> None:
    world = World()
    world.draft.file("internal_approval", "au", "2026-11-16", **SIGNED)
    world.draft.keep()
    world.draft.card["title"] = "ТКМВ о сведениях ЕГРН"
    world.draft.file("internal_approval", "au", "2026-11-17", **SIGNED)
    assert codes(world) == set()


def test_more_than_three_differing_fields_are_counted() -> None:
    world = World()
    world.draft.file("internal_approval", "au", "2026-11-16", **SIGNED)
    world.draft.keep()
    world.draft.card["title"] = "ТКМВ о сведениях ЕГРН"
    for request in world.draft.card["requests"]:
        request["trigger"] = "Подача декларации"
        request["fallback"] = "Почтой"
    (message,) = told(world, "stale-approval")
    assert message.endswith("«А.3-1» → Как получают сведения, когда обмен недоступен и ещё 2")


def test_after_the_protocol_a_changed_text_is_one_error_and_no_stale_approvals() -> None:
    world = World()
    world.function.keep()
    world.function.card["title"] = "ТКМВ о сведениях ЕГРН"
    assert codes(world) == {"text-after-protocol"}


def test_a_refusal_of_the_subcommission_is_no_protocol() -> None:
    world = World()
    world.service.file("subcommission_decision", "subcommission", "2026-10-20", decision="refused", document=MINUTES)
    world.service.keep()
    world.service.card["title"] = "ТКМВ о реестре перевозчиков"
    assert codes(world) == {"stale-approval", "text-after-sending"}


def test_answered_remarks_stand_no_longer() -> None:
    world = World()
    name = world.draft.file("remarks", "au", "2026-11-16", text="Уточнить")
    world.draft.file("remarks_answer", "utn", "2026-11-17", to="au", answers=name, text="Уточнено")
    assert codes(world) == set()


# --- the order of steps


def _sent_without_agreement(world: World) -> None:
    world.draft.file("internal_approval", "au", "2026-11-16", **SIGNED)
    world.draft.file("sending", "utn", "2026-11-17", to="fns")


def _sent_in_spite_of_remarks(world: World) -> None:
    for unit in ("utovek", "au", "guit", "cittu"):
        world.draft.file("internal_approval", unit, "2026-11-13", **SIGNED)
    world.draft.file("remarks", "ud", "2026-11-16", text="Уточнить")
    world.draft.file("sending", "utn", "2026-11-17", to="fns")


def _sheet_without_sending(world: World) -> None:
    document = {"number": "1", "date": "2026-11-16"}
    world.draft.file("approval_sheet", "fns", "2026-11-16", **SIGNED, document=document)


def _approved_before_submission(world: World) -> None:
    world.function.drop("submission")


def _after_withdrawal(world: World) -> None:
    world.draft.file("withdrawal", "utn", "2026-11-16", reason="Обмен не нужен")
    world.draft.file("remarks", "au", "2026-11-17", text="Уточнить")


def _agreed_after_protocol(world: World) -> None:
    world.function.keep()
    digest = "0" * 64
    world.function.file("internal_approval", "au", "2026-06-15", **SIGNED, digest=digest)


def _handed_over_before_protocol(world: World) -> None:
    world.draft.file("hand_over", "guit", "2026-11-16", to="utn", point="18", enclosures=[PROTOCOL])


def _designated_late(world: World) -> None:
    world.incoming.drop("designation")


@pytest.mark.parametrize(
    ("spoil", "point", "message"),
    [
        (
            _sent_without_agreement,
            "14",
            "запись «Направление ТКМВ (листов утверждения)» внесена раньше времени: направляемый текст не согласовали: "
            "УТОВЭК, ГУИТ, ЦИТТУ",
        ),
        (
            _sent_in_spite_of_remarks,
            "14",
            "запись «Направление ТКМВ (листов утверждения)» внесена раньше времени: не сняты замечания: УД",
        ),
        (
            _sheet_without_sending,
            "14",
            "запись «Лист утверждения, подписанный поставщиком» внесена раньше времени: ТКМВ этому поставщику к этому "
            "дню не направлена",
        ),
        (
            _approved_before_submission,
            "17",
            "запись «Решение Подкомиссии» внесена раньше времени: проект не направлен в Правительство для рассмотрения "
            "Подкомиссией",
        ),
        (_after_withdrawal, "41", "запись «Замечания к тексту ТКМВ» внесена раньше времени: ТКМВ к этому дню отозвана"),
        (
            _agreed_after_protocol,
            "41",
            "запись «Согласование подразделением ФТС России» внесена раньше времени: ТКМВ уже утверждена протоколом",
        ),
        (
            _handed_over_before_protocol,
            "18",
            "запись «Передача документов» внесена раньше времени: к этому дню нет записи «Поступление протокола в ФТС "
            "России»",
        ),
        (
            _designated_late,
            "42",
            "запись «Согласование подразделением ФТС России» внесена раньше времени: к этому дню ТКМВ не достигла "
            "стадии «Назначено ответственное подразделение»: Назначено подразделение, ответственное от ФТС России за "
            "согласование и сопровождение карты",
        ),
    ],
)
def test_a_premature_step_names_the_point_left_out(spoil: Callable[[World], None], point: str, message: str) -> None:
    world = World()
    spoil(world)
    found = {(one.point, one.message) for one in world.findings() if one.code == "step-premature"}
    assert (point, message) in found


def test_a_record_that_was_corrected_binds_nobody() -> None:
    world = World()
    name = world.draft.file("sending", "utn", "2026-11-16", to="fns")
    world.draft.file("correction", "utn", "2026-11-17", corrects=name, reason="Внесено по ошибке")
    assert codes(world) == set()


def test_a_replacement_is_not_the_same_event_twice() -> None:
    world = World()
    name = world.draft.file("remarks", "au", "2026-11-16", text="Уточнить")
    world.draft.file("remarks", "au", "2026-11-16", text="Уточнить", corrects=name)
    assert codes(world) == {"remarks-standing"}


def test_two_remarks_of_a_day_with_different_words_are_two_events() -> None:
    world = World()
    world.draft.file("remarks", "au", "2026-11-16", text="Уточнить состав запроса")
    world.draft.file("remarks", "au", "2026-11-16", text="Уточнить состав ответа")
    assert codes(world) == {"remarks-standing"}


# --- duties


def test_a_duty_that_is_not_there_cannot_be_closed() -> None:
    world = World()
    world.function.file("closing", "utn", "2026-05-29", point="20", to="ud", reason="Не требуется")
    assert told(world, "closing-needless") == [
        "у участника Управление товарной номенклатуры (utn) нет обязанности по п. 20; адресат: УД (ud)"
    ]


def test_a_duty_closed_with_a_reason_is_neither_overdue_nor_needlessly_closed() -> None:
    world = World()
    del world.function.records["2026-05-22-hand_over-guit-2.yml"]
    world.function.file("closing", "guit", "2026-05-25", point="18", to="utovek", reason="Копия получена на заседании")
    assert codes(world) == set()


def test_a_complete_second_dispatch_makes_up_for_an_incomplete_first_one() -> None:
    world = World()
    record = world.function.records["2026-05-26-hand_over-utn.yml"]
    complete = record["enclosures"]
    record["enclosures"] = []
    world.function.file("hand_over", "utn", "2026-05-28", to="ud", point="19", enclosures=complete)
    assert codes(world) == set()


def test_a_dispatch_without_enclosures_is_told_at_the_record_itself() -> None:
    world = World()
    del world.incoming.records["2026-05-21-hand_over-utn-3.yml"]["enclosures"]
    found = only(world, "enclosures-incomplete")
    assert (found.at, found.point) == ((), "45")
    assert (
        found.message == "поле enclosures должно перечислять все приложения, не хватает: протокол Подкомиссии (копия)"
    )


def test_a_duty_due_today_is_not_overdue_yet() -> None:
    world = World()
    world.today = date(2026, 5, 28)
    world.service.records.clear()
    world.sittings = {"sittings": []}
    for contacts in world.contacts.values():
        contacts["officials"][0]["confirmed"] = "2026-05-04"
    world.passports["carriers"]["updated_on"] = "2026-05-04"
    world.site["as_of"] = "2026-05-28"
    del world.function.records["2026-05-22-hand_over-guit-2.yml"]
    assert "duty-overdue" not in codes(world)
    world.today = date(2026, 5, 29)
    assert "duty-overdue" in codes(world)


def test_papers_of_point_17_are_not_owed_under_point_18() -> None:
    world = World()
    world.function.file("hand_over", "guit", "2026-05-26", to="utn", point="17", enclosures=[ECARD])
    found = only(world, "hand-over-alien")
    assert found.point is None


# --- texts


def test_a_missing_passport_is_a_warning_before_the_first_agreement_and_an_error_after_it() -> None:
    world = World()
    del world.service.card["passport"]
    assert only(world, "passport-missing").severity == "error"
    world.service.records.clear()
    assert only(world, "passport-missing").severity == "warning"


def test_a_card_and_its_passport_may_differ_in_three_ways() -> None:
    world = World()
    world.passports["carriers"] |= {"unit": "utovek", "frgu_id": "10000000102"}
    world.service.card["procedure"]["term"] = {"value": "1", "unit": "months"}
    assert len(told(world, "passport-differs")) == 3


def test_an_incoming_card_is_supplied_by_fts_and_consumed_by_others() -> None:
    world = World()
    world.incoming.card["participants"][0]["role"] = "supplier"
    found = only(world, "participant-side")
    assert found.point == "42"
    assert found.hint == (
        "в ТКМВ другого ФОИВ сведения поставляет ФТС России: проверьте role и route; участник: Росреестр (rosreestr)"
    )


def test_a_document_from_the_applicant_names_no_request() -> None:
    world = World()
    world.draft.card["documents"][1]["obtained_by"] = "applicant"
    assert told(world, "document-incomplete") == [
        "поле obtained_by документа № 2 должно быть interagency, так как названы поставщик или запрос, "
        "получено 'applicant'"
    ]


def test_a_step_of_the_plan_without_suppliers_concerns_all_of_them() -> None:
    world = World()
    world.draft.card["tech_plan"][0]["suppliers"] = ["fns"]
    assert codes(world) == set()


def test_names_of_different_periods_may_be_the_same() -> None:
    world = World()
    world.parties["fns"]["names"][0] |= {"short": "Минкомсвязь России", "since": "2018-05-15"}
    assert told(world, "party-name-twice") == []


def test_a_new_version_may_follow_a_withdrawn_one() -> None:
    world = World()
    world.service.file("withdrawal", "utn", "2026-11-16", reason="Обмен не нужен")
    world.cards["tkmv-svc-carriers"][2] = Folder({**world.service.card, "version": "2", "title": "ТКМВ о перевозчиках"})
    assert codes(world) == set()


def test_an_abolished_party_may_stay_on_a_superseded_card() -> None:
    world = World()
    world.parties["fns"]["names"][0]["until"] = "2026-10-30"
    for folder in (world.service, world.function, world.draft):
        folder.file("withdrawal", "utn", "2026-11-16", reason="Участник упразднён")
    assert "party-abolished" not in codes(world)


def test_a_sitting_of_a_year_without_a_calendar_is_not_judged() -> None:
    world = World()
    world.sittings["sittings"].append({"date": "2030-01-05"})
    assert codes(world) == set()


def test_a_proposal_is_recorded_where_its_sitting_knows_of_it() -> None:
    world = World()
    world.function.file("expert_proposal", "utn", "2026-09-10", to="secretariat", sitting="2026-09-24")
    assert codes(world) == set()


def test_a_copied_version_with_records_is_an_error() -> None:
    world = World()
    world.draft.card = {**world.function.card, "version": "2"}
    assert only(world, "version-same").severity == "warning"
    world.draft.file("internal_approval", "au", "2026-11-16", **SIGNED)
    assert only(world, "version-same").severity == "error"
