"""Facts of the pages: which version a page shows, where a card is listed, who may be named, how terms are told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.model.card import Annex
from generator.model.contacts import Contacts, Official
from generator.model.content import CardVersion, Content
from generator.model.law import LegalAct, Term
from generator.model.record import Scan
from generator.portal.views.card import CardPage, card_page
from generator.portal.views.card_text import act_words, request_anchor, term_words
from generator.portal.views.cards import cards_page, stage_counts
from generator.portal.views.changes import changes
from generator.portal.views.contacts import contacts_page
from generator.portal.views.duties import duty_row
from generator.portal.views.duty_lists import DutiesPage, duties_page, duty_lists
from generator.portal.views.files import file_view, given_out
from generator.portal.views.front import front_page
from generator.portal.views.names import WITHHELD, Names, order_of_names
from generator.portal.views.officials import officials
from generator.portal.views.order import order_page
from generator.portal.views.parties import party_page
from generator.portal.views.passports import passports_page
from generator.portal.views.records import record_views
from generator.portal.views.register import register_page
from generator.portal.views.sittings import sittings_page
from generator.portal.views.states import card_state
from generator.portal.views.survey import Survey, survey
from tests.portal.worlds import Tree
from tests.procedure.world import Desk, card_tree, version_of

CARD = "tkmv-primer"


def looked_at(desk: Desk, today: date) -> Survey:
    return survey(desk.procedure(today))


def page_of(seen: Survey, card: str = CARD, version: int | None = None) -> CardPage:
    state = seen.cards[card]
    return card_page(seen, state, state.versions[version] if version else state.main, {})


def in_force(route: str = "function") -> Desk:
    desk = Desk(card_tree(route))
    desk.walk("in_force")
    return desk


# --- where a card is listed, which version its page shows


def test_a_card_stays_in_development_until_it_is_published() -> None:
    desk = in_force()
    desk.file("protocol_at_fts", "guit", date(2026, 3, 2))
    desk.file("protocol_at_consumer", "potrebitel", date(2026, 3, 3))
    before = cards_page(looked_at(desk, date(2026, 3, 4)))
    assert [(one.id, len(one.rows)) for one in before.shelves] == [("in_work", 1)]
    desk.file("publication", "potrebitel", date(2026, 3, 5))
    after = cards_page(looked_at(desk, date(2026, 3, 5)))
    assert [one.id for one in after.shelves] == ["published"]
    assert after.shelves[0].rows[0].published == date(2026, 3, 5)


def test_an_incoming_card_needs_no_publication_and_a_withdrawn_one_stands_apart() -> None:
    assert [one.id for one in cards_page(looked_at(in_force("incoming"), date(2026, 3, 2))).shelves] == ["published"]
    desk = in_force()
    desk.file("withdrawal", "potrebitel", date(2026, 3, 2), reason="обмен прекращён")
    assert [one.id for one in cards_page(looked_at(desk, date(2026, 3, 2))).shelves] == ["ended"]


def test_the_old_version_is_shown_until_the_new_one_is_approved() -> None:
    desk = in_force()
    old = desk.version
    desk = Desk(card_tree("function", version="2", title="Новое название"), earlier=[old])
    seen = looked_at(desk, date(2026, 6, 1))
    page = page_of(seen)
    assert (page.title, page.progress.number, page.address) == ("Пример ТКМВ", 1, "exchange/cards/tkmv-primer/")
    assert page.draft is not None and (page.draft.number, page.draft.address) == (2, "exchange/cards/tkmv-primer/v2/")
    assert page.compared_with == 1
    assert [(one.label, one.before, one.after) for one in page.changed if "Наименование" in one.label] == [
        ("Наименование ТКМВ", "Пример ТКМВ", "Новое название")
    ]
    other = page_of(seen, version=2)
    assert not other.is_main and other.draft is None and other.title == "Новое название"
    desk.walk("in_force")
    later = page_of(looked_at(desk, date(2026, 6, 1)))
    assert (later.progress.number, later.draft, [one.address for one in later.versions]) == (
        2,
        None,
        ["exchange/cards/tkmv-primer/v1/", "exchange/cards/tkmv-primer/"],
    )


def test_the_way_of_a_card_tells_stages_passed_present_and_ahead() -> None:
    desk = Desk(card_tree("service"))
    desk.walk("with_suppliers")
    way = page_of(looked_at(desk, date(2026, 3, 2))).progress.way
    assert [(one.state, one.title) for one in way] == [
        ("done", "Проект"),
        ("done", "Внутреннее согласование"),
        ("now", "На согласовании у поставщиков"),
        ("ahead", "Согласована поставщиками"),
        ("ahead", "Действует"),
        ("ahead", "В эксплуатации"),
    ]
    assert [one.on is not None for one in way] == [False, True, True, False, False, False]


def test_cards_are_counted_once_by_stage_and_route(world: Tree) -> None:
    routes, rows = stage_counts(world.survey)
    assert routes == ("государственная услуга", "государственная функция", "ТКМВ другого ФОИВ")
    assert {one.title: one.counts for one in rows} == {
        "Листы утверждения возвращены": (None, None, 1),
        "Действует": (1, 0, 0),
        "В эксплуатации": (0, 1, 0),
    }


# --- agreements, changes, records


def test_a_stale_agreement_shows_what_has_changed_in_words() -> None:
    desk = Desk(card_tree("service"))
    kept = desk.version
    desk.file("internal_approval", "guit", date(2026, 2, 2))
    desk.tree["tech_plan"] = [{"stage": "operation", "responsible": "guit", "due": "2027-02-01"}]
    desk.tree["requests"][0]["exchange_form"] = "paper"
    version = replace(desk.version, texts={kept.digest: kept.text})
    content = replace(desk.content(), cards={CARD: {1: version}})
    seen = survey(
        type(desk.procedure(date(2026, 3, 2)))(
            content, desk.procedure(date(2026, 3, 2)).office.calendar, date(2026, 3, 2)
        )
    )
    row = next(one for one in page_of(seen).progress.approvals if one.party.title == "ГУИТ")
    assert (row.kind, row.words) == ("late", "устарело, текст изменён")
    assert {(one.before, one.after) for one in row.changes} == {
        ("СМЭВ 3", "на бумаге"),
        ("ЦИТТУ", "ГУИТ"),
        ("01.12.2026", "01.02.2027"),
    }
    assert any("промышленная эксплуатация" in one.label for one in row.changes)
    assert [one.signature.party for one in seen.stale] == ["guit"]
    assert front_page(seen).stale[0].card.address == "exchange/cards/tkmv-primer/#approvals"


def test_a_new_entry_is_told_by_the_names_of_its_fields(world: Tree) -> None:
    names = world.survey.names
    before = b'{"requests":[]}'
    after = '{"requests":[{"no":"А.3-1","supplier":"fns","exchange_form":"smev3","consent_required":"true"}]}'
    (change,) = changes(before, after.encode(), names)
    assert change.before is None
    assert change.after is not None
    assert "Кто отвечает: ФНС России" in change.after and "Форма взаимодействия: СМЭВ 3" in change.after
    assert "да" in change.after and "exchange_form" not in change.after


def test_a_corrected_record_stays_visible_and_says_so() -> None:
    desk = Desk(card_tree("service"))
    wrong = desk.file("internal_approval", "guit", date(2026, 2, 2))
    desk.file("correction", "guit", date(2026, 2, 3), corrects=wrong.name, reason="не тот текст")
    desk.file("remarks", "cittu", date(2026, 2, 4), text="уточнить")
    future = desk.file("internal_approval", "cittu", date(2026, 9, 1))
    seen = looked_at(desk, date(2026, 3, 2))
    views = record_views(seen.cards[CARD].main, seen.names)
    assert [one.title for one in views] == [
        "Замечания к тексту ТКМВ",
        "Аннулирование ошибочной записи",
        "Согласование подразделением ФТС России",
    ]
    assert [one.corrected_by for one in views] == [None, None, "аннулирована записью от 03.02.2026"]
    assert not [one for one in views if one.on == future.record.date]


# --- duties and terms


def test_duties_stand_by_urgency_and_what_is_left_out_is_said(world: Tree) -> None:
    seen = world.survey
    page: DutiesPage = duties_page(seen)
    totals = {one.id: one.total for one in page.groups}
    assert sum(totals.values()) == page.total == len(seen.duties)
    assert list(totals) == ["overdue", "soon", "open", "no-term", "done-late", "done"]
    units = {one.id: one for one in page.units}
    assert sum(one.overdue for one in units.values()) == totals["overdue"]
    assert sum(one.done for one in units.values()) == totals["done"]
    short = {one.id: one for one in duty_lists(seen, seen.duties, shown=2)}
    assert (len(short["done"].rows), short["done"].left_out) == (2, totals["done"] - 2)


def test_soon_includes_the_last_day_that_pages_look_ahead_to(world: Tree) -> None:
    seen = world.survey
    assert seen.soon_until == date(2026, 6, 29)
    duty = next(one for one in seen.duties if one.status == "open")
    assert seen.soon(replace(duty, due=seen.soon_until))
    assert not seen.soon(replace(duty, due=seen.soon_until + timedelta(days=1)))


def test_without_a_calendar_of_the_next_year_pages_look_two_weeks_ahead() -> None:
    desk = Desk(card_tree("service"))
    assert looked_at(desk, date(2027, 12, 27)).soon_until == date(2028, 1, 10)


def test_a_term_is_told_day_by_day(world: Tree) -> None:
    page = page_of(world.survey, "tkmv-fn-kontrol")
    group = next(one for one in page.progress.duties if one.point == "18")
    assert group.term is not None
    assert (group.term.title.replace("\u00a0", " "), group.due) == ("5 рабочих дней", date(2025, 6, 27))
    assert group.term.counted[-1] == group.due and len(group.term.counted) == 5
    assert [(one.day, one.reason) for one in group.term.skipped] == [
        (date(2025, 6, 21), "суббота"),
        (date(2025, 6, 22), "воскресенье"),
    ]
    assert [line.state.words.replace("\u00a0", " ") for line in group.lines] == [
        "исполнено",
        "исполнено",
        "исполнено с опозданием на 1 рабочий день",
    ]


def test_a_duty_leads_to_its_place_on_the_page_of_its_version(world: Tree) -> None:
    seen = world.survey
    for duty in seen.duties:
        row = duty_row(duty, seen.names)
        if duty.card is None:
            assert row.card is None
            continue
        assert row.card is not None and row.card.address is not None
        address, _, anchor = row.card.address.partition("#")
        page = page_of(seen, duty.card, duty.version)
        assert page.address == address
        assert anchor in {one.anchor for one in page.progress.duties}


def test_a_missed_proposal_counts_in_calendar_days(world: Tree) -> None:
    page = sittings_page(world.survey)
    assert [one.past for one in (*page.ahead, *page.past)] == [False] * len(page.ahead) + [True] * len(page.past)
    for sitting in (*page.ahead, *page.past):
        assert sitting.last_day == sitting.on - timedelta(weeks=1)
        assert all(one.state is not None for one in sitting.proposals)


# --- people


def official(id: str, post: str, confirmed: date, visibility: str = "public", **change: object) -> Official:
    return Official.model_validate(
        {
            "id": id,
            "post": post,
            "answers_for": ("approval",),
            "email": "a@tkmv.example",
            "since": date(2025, 1, 9),
            "confirmed": confirmed,
            "visibility": visibility,
            **change,
        }
    )


def test_an_entry_is_stale_from_the_ninety_first_day() -> None:
    today = date(2026, 6, 1)
    contacts = Contacts(
        party="guit",
        officials=(
            official("a", "Первый", today - timedelta(days=90)),
            official("b", "Второй", today - timedelta(days=91)),
        ),
    )
    names = Names(Content(), today, {})
    assert [one.stale for one in officials(contacts, names, today)] == [False, True]


def test_who_is_internal_is_named_nowhere(world: Tree) -> None:
    hidden = official("a", "Тайная должность", date(2026, 6, 1), "internal")
    shown = official("b", "Открытая должность", date(2026, 6, 1), acting_for=hidden.id)
    former = official("c", "Бывшая должность", date(2026, 6, 1), until=date(2026, 6, 2))
    contacts = Contacts(party="uts", officials=(hidden, shown, former))
    names = Names(replace(world.content, contacts={"uts": contacts}), world.today, {})
    found = officials(contacts, names, world.today)
    assert [(one.post, one.acting_for) for one in found] == [("Открытая должность", WITHHELD)]
    assert names.post("uts", "Тайная должность") == WITHHELD
    assert names.post("guit", "Тайная должность") == "Тайная должность"
    assert names.post("uts", None) is None


def test_missing_contacts_and_appointments_are_listed(world: Tree) -> None:
    def without_uts(content: Content) -> Content:
        return replace(content, contacts={key: one for key, one in content.contacts.items() if key != "uts"})

    complete = contacts_page(world.survey)
    page = contacts_page(world.changed(without_uts).survey)
    assert "УТС" not in {one.title for one in complete.missing}
    assert "УТС" in {one.title for one in page.missing}
    assert {one.party.title for one in page.coverage} == {"УТС", "ГУИТ", "ЦИТТУ"}
    assert next(one for one in page.coverage if one.party.title == "УТС").appointment is None
    assert page.appointed < len(page.coverage)


def test_a_party_sees_what_awaits_it(world: Tree) -> None:
    seen = world.survey
    page = party_page(seen, world.content.parties["cittu"])
    assert ("14", "согласовать действующий текст ТКМВ") in {(one.step.point, one.step.what) for one in page.awaited}
    assert page.calendar == "calendar/cittu.ics"
    supplier = party_page(seen, world.content.parties["fns"])
    assert supplier.calendar is None and not supplier.of_fts
    assert {one.title for one in supplier.cards} <= {"Поставщик данных", "Потребитель данных"}


def test_a_renamed_body_is_called_as_on_the_day(product: Tree) -> None:
    names = Names(product.content, product.today, {})
    assert names.party("mincifry").title == "Минцифры России"
    assert names.party("mincifry", date(2016, 1, 1)).title == "Минкомсвязь России"
    assert (names.party("nobody").title, names.party("nobody").address) == ("nobody", None)


def test_names_sort_by_the_russian_alphabet() -> None:
    assert sorted(["Ежи", "Ёлки", "Жук", "ель"], key=order_of_names) == ["Ежи", "Ёлки", "ель", "Жук"]


# --- register, order, passports, files, words


def test_the_register_has_a_row_for_each_card_in_force(world: Tree) -> None:
    rows = {one.card.title: one for one in register_page(world.survey).rows}
    assert set(rows) == {"Контроль товаров на таможенных складах", "Ведение реестра владельцев таможенных складов"}
    row = rows["Контроль товаров на таможенных складах"]
    assert (row.in_force, row.informed, row.point) == (date(2025, 6, 17), date(2025, 7, 7), "20")
    assert row.protocol is not None


def test_the_order_page_has_every_point_and_counts_how_duties_are_kept(world: Tree) -> None:
    seen = world.survey
    points = [one for section in order_page(seen).sections for one in section.points]
    assert [one.number for one in points] == [one.point for one in seen.order.points]
    assert sum(one.kept.total for one in points) == len(seen.duties)
    overdue = [one for one in points if one.kept.overdue]
    assert overdue and all(one.pressing for one in overdue)


def test_a_service_card_without_a_passport_is_listed(world: Tree) -> None:
    assert passports_page(world.survey).lacking == ()
    without = world.changed(lambda content: replace(content, passports={}))
    assert len(passports_page(without.survey).lacking) == 1


@pytest.mark.parametrize(
    ("file", "given"),
    [("files/form.pdf", True), ("files/form.PDF", True), ("files/form.html", False), ("files/logo.svg", False)],
)
def test_files_that_could_carry_a_script_are_not_given_out(file: str, given: bool) -> None:
    version = replace(version_of(card_tree("service")), files={file: "a" * 64})
    assert (file_view(version, "Форма", file, "a" * 64).address is not None) is given
    assert file_view(version, "Форма", file, "b" * 64).address is None  # other bytes than the text names


def test_only_scans_marked_for_publication_are_given_out() -> None:
    desk = Desk(card_tree("service"))
    scans = tuple(
        Scan(file=name, sha256="a" * 64, publish=publish)
        for name, publish in (("files/open.pdf", True), ("files/closed.pdf", False))
    )
    desk.file("internal_approval", "guit", date(2026, 2, 2), scans=scans)
    version: CardVersion = replace(
        desk.version, files={"files/open.pdf": "a" * 64, "files/closed.pdf": "a" * 64, "files/annex.pdf": "a" * 64}
    )
    annex = Annex(title="Форма", file="files/annex.pdf", sha256="a" * 64)
    version = replace(version, card=version.card.model_copy(update={"annexes": (annex,)}))
    assert [file for _, file, _ in given_out(version)] == ["files/annex.pdf", "files/open.pdf"]


def test_acts_and_terms_are_told_as_they_are_cited() -> None:
    law = LegalAct(kind="law", title="О таможне", number="289-ФЗ", date=date(2018, 8, 3), clause="статья 5")
    assert act_words(law) == "Федеральный закон от 03.08.2018 № 289-ФЗ «О таможне», статья 5"
    code = LegalAct(kind="code", title="Налоговый кодекс", number="146-ФЗ", clause="статья 102")
    assert act_words(code) == "Налоговый кодекс № 146-ФЗ, статья 102"
    term = Term(value=2, unit="working_days", basis="регламент")
    assert term_words(term).replace("\u00a0", " ") == "2 рабочих дня (регламент)"
    assert request_anchor("А.3-2") == "request-3-2"


def test_the_state_of_a_card_without_any_version_in_force(world: Tree) -> None:
    state = card_state(world.procedure, "tkmv-ext-fns-sklady")
    assert (state.effective, state.published, state.shelf) == (None, None, "in_work")
    assert state.in_progress is state.main is state.latest
