"""The demonstration shows every situation of the order, and nothing in it can be taken for the real thing."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from generator.checks.runner import run
from generator.model.card import ROUTES
from generator.model.record import KINDS
from generator.procedure.approvals import latest_agreements, standing_remarks
from generator.workdays import ProductionCalendar
from tests.content.demo import ROOT, as_of, content, duties, procedure, records, versions

# Identifiers of SMEV that public sources confirm; any other one would be invented.
CONFIRMED = {
    "FNS001001", "RKZN35001", "MVDR01001", "PFRF01001", "RRTR01001", "ISIA01001",
    "SID0003663", "SID0003218", "SID0003418", "SID0003577", "SID0003565",
    "urn://x-artefacts-fns-vipul-tosmv-ru/311-14/4.0.5", "urn://x-artefacts-fns-vipul-tosmv-ru/311-14/4.0.6",
    "FNSVipULRequest",
}  # fmt: skip
SENDER = "smev@ca.customs.ru"  # the mailbox that point 30 names
CONFIRMED_CODES = {"10001000", "10002000", "10005000"}
IDENTIFIER = re.compile(r"\bSID\d{7}\b|\b[A-Z]{4}\d{5}\b|\bFNS\d{6}\b|\burn:[^\s'\"]+")


def yaml_files() -> list[Path]:
    return [path for path in (ROOT / "content").rglob("*.yml") if path.parent.name != "calendar"]


def test_there_is_enough_to_look_at() -> None:
    assert len(content().cards) >= 44
    assert len(content().parties) >= 60
    routes = Counter(numbers[1].card.route for numbers in content().cards.values())
    assert set(routes) == set(ROUTES) and min(routes.values()) >= 10


def test_every_stage_is_shown_on_every_route() -> None:
    order = content().order
    assert order is not None
    shown = {(standing.version.card.route, standing.stage) for standing in procedure().standings()}
    assert shown == {(route.route, stage.stage) for route in order.routes for stage in route.stages}


def test_cards_are_written_by_many_units_and_no_two_of_a_kind() -> None:
    assert len({version.card.responsible_unit for version in versions()}) >= 8
    texts = [request.trigger for version in versions() if version.number == 1 for request in version.card.requests]
    forms = {request.exchange_form for version in versions() for request in version.card.requests}
    assert forms == {"smev2", "smev3", "portal", "email", "paper", "media"}
    assert len(set(texts)) > 0.9 * len(texts)
    assert any(len(version.card.consumers) > 1 for version in versions())
    assert {version.card.legal_plan.obstacles for version in versions()} == {"none", "exist"}


def test_what_one_body_answers_no_other_answers() -> None:
    # A list of fields copied from one document to another would show as an equal answer of two suppliers.
    bodies: dict[tuple[str, ...], set[str]] = {}
    for version in versions():
        for request in version.card.requests:
            fields = tuple(field.name for field in request.response_fields)
            assert len(fields) >= 3, (version.path, request.no)
            bodies.setdefault(fields, set()).add(request.supplier)
    assert [fields for fields, suppliers in bodies.items() if len(suppliers) > 1] == []


def test_annexes_lie_beside_their_cards() -> None:
    cards = {version.id for version in versions() if version.card.annexes}
    assert len(cards) >= 2
    for version in versions():
        for one in version.card.annexes:
            assert 200 < (ROOT / version.folder / one.file).stat().st_size < 10_000


def test_every_kind_of_record_is_shown() -> None:
    assert {filed.record.kind for _, filed in records()} == set(KINDS)


def test_second_versions_are_on_their_way_while_the_first_stays_in_force() -> None:
    coming = [
        card
        for card, numbers in content().cards.items()
        if len(numbers) == 2
        and (effective := procedure().effective(card)) is not None
        and effective.version.number == 1
    ]
    assert len(coming) >= 5


def test_stale_approvals_keep_the_text_that_they_approved() -> None:
    stale = [
        (one.version, approval)
        for one in procedure().standings()
        for approval in latest_agreements(one.view.ledger, content(), one.version.digest).values()
        if approval.worth == "stale"
    ]
    assert {version.id for version, _ in stale} == {
        "tkmv-svc-bonded",
        "tkmv-svc-excise",
        "tkmv-fn-medical-devices",
        "tkmv-fn-vehicle",
    }
    assert all(approval.filed.record.digest in version.texts for version, approval in stale)


def test_nobody_agreed_without_the_right_to() -> None:
    worths = {
        approval.worth
        for one in procedure().standings()
        for approval in latest_agreements(one.view.ledger, content(), one.version.digest).values()
    }
    assert worths == {"valid", "stale"}


def test_remarks_stand_on_some_card() -> None:
    assert any(
        standing_remarks(one.view.ledger, as_of()) for one in procedure().standings() if one.course.ended is None
    )


def test_refusals_of_a_ministry_and_of_the_subcommission_are_shown() -> None:
    refused = [
        (filed.record.kind, filed.record.author, version.card.route)
        for version, filed in records()
        if getattr(filed.record, "decision", None) == "refused"
    ]
    assert set(refused) == {
        ("ministry_answer", "minec", "function"),
        ("ministry_answer", "mincifry", "function"),
        ("subcommission_decision", "subcommission", "function"),
        ("subcommission_decision", "subcommission", "service"),
    }


def test_duties_are_shown_in_every_status() -> None:
    assert {duty.status for duty in duties()} == {"open", "overdue", "done", "done_late", "no_term"}
    assert any(duty.closed for duty in duties())
    late = {duty.due.year for duty in duties() if duty.status in ("overdue", "done_late") and duty.due}
    assert late == {2025, 2026}


def test_something_is_due_in_the_coming_days() -> None:
    soon = {
        duty.point for duty in duties() if duty.status == "open" and duty.due and duty.due <= as_of() + timedelta(7)
    }
    assert soon >= {"18", "19", "23", "40", "44", "45"}
    assert any(duty.due == as_of() for duty in duties() if duty.status == "open")


def test_cards_with_two_and_three_suppliers_are_shown() -> None:
    suppliers = {len(version.card.suppliers) for version in versions() if version.card.route != "incoming"}
    assert suppliers >= {1, 2, 3}


def test_the_check_finds_warnings_of_several_kinds_and_no_error() -> None:
    calendar = ProductionCalendar(content().calendar.values())
    found = run(content(), as_of(), lambda path, place: (1, 1), calendar)
    assert [one for one in found if one.severity == "error"] == []
    assert {one.code for one in found} >= {"stale-approval", "remarks-standing", "duty-overdue", "contact-stale"}


def test_dispatches_are_complete() -> None:
    assert [duty for duty in duties() if duty.short] == []


def test_records_lie_on_working_days_not_after_the_day_of_the_demonstration() -> None:
    calendar = procedure().office.calendar
    wrong = [
        version.record_path(filed.name)
        for version, filed in records()
        if filed.record.date > as_of() or not calendar.is_working_day(filed.record.date)
    ]
    assert wrong == []


def test_sittings_are_past_and_future_with_proposals_in_time_late_and_not_yet_sent() -> None:
    sittings = content().sittings
    assert sittings is not None
    days = [one.date for one in sittings.sittings]
    assert days == sorted(days) and days[0] < as_of() < days[-1]
    assert {duty.status for duty in procedure().proposals} == {"done", "done_late", "open"}


def test_contacts_are_posts_with_fictitious_phones_and_addresses() -> None:
    for contacts in content().contacts.values():
        for one in contacts.officials:
            assert one.demonstration and one.name is None
            assert one.email is None or one.email.endswith(".example")
            assert one.phone is None or one.phone.startswith("+7 (000) 000-")


def test_no_file_holds_another_address_or_phone() -> None:
    for path in yaml_files():
        text = path.read_text()
        addresses = set(re.findall(r"[\w.+-]+@[\w.-]+\w", text)) - {SENDER}
        assert all(found.endswith(".example") for found in addresses), path
        assert all(found.startswith("+7 (000) 000-") for found in re.findall(r"\+7 \(\d+\) [\d-]+", text)), path


def test_only_confirmed_identifiers_are_given() -> None:
    for path in (ROOT / "content" / "cards").rglob("card.yml"):
        assert set(IDENTIFIER.findall(path.read_text())) <= CONFIRMED, path
    given = {
        value
        for version in versions()
        for service in version.card.services
        for part in (service.smev2, service.smev3)
        if part is not None
        for value in part.model_dump(exclude={"version"}).values()
        if value is not None
    }
    assert given and given <= CONFIRMED
    assert {one.customs_code for one in content().parties.values() if one.customs_code} == CONFIRMED_CODES


def test_abolished_bodies_name_their_successors() -> None:
    parties = content().parties
    for abolished, successor in (("pfr", "sfr"), ("fss", "sfr"), ("fms", "mvd")):
        assert parties[abolished].successor == successor
    assert parties["mincifry"].name(date(2015, 5, 20)).short == "Минкомсвязь России"
    assert parties["mincifry"].name(as_of()).short == "Минцифры России"


def test_appointments_and_contacts_show_what_a_coverage_page_is_for() -> None:
    lists = content().contacts.values()
    assert any(one.appointment is None for one in lists)
    officials = [official for one in lists for official in one.officials]
    assert any(one.until is not None for one in officials)
    assert any(one.acting_for is not None for one in officials)
    assert any(one.visibility == "internal" for one in officials)
    assert sum(one.serves(as_of()) and as_of() - one.confirmed > timedelta(90) for one in officials) == 1


def test_units_without_an_appointment_are_left_for_the_coverage_page() -> None:
    appointed = {party for party, one in content().contacts.items() if one.appointment is not None}
    units = {party.id for party in content().parties.values() if party.kind in ("rtu", "customs")}
    responsible = {version.card.responsible_unit for version in versions()}
    assert 3 <= len(units - appointed) < len(units) / 2
    assert len(responsible - appointed) == 1


def test_whoever_takes_part_in_a_card_has_contacts() -> None:
    for version in versions():
        named = {one.party for one in version.card.participants}
        assert named | set(version.card.interested_units) <= set(content().contacts), version.path


def test_every_service_card_has_its_passport() -> None:
    for version in versions():
        assert (version.card.passport in content().passports) == (version.card.route == "service"), version.path
