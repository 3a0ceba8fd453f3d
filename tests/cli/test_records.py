"""`tkmv new record` and `tkmv approve`: without questions, with everything the order implies, or not at all."""

import json
import shlex
from typing import Any

import pytest

from generator.reading.single import read_one
from tests.cli.office import Office

CARD = "content/cards/tkmv-function/v1"
INTERNAL = ("second", "au", "guit", "cittu")


def record(office: Office, path: str) -> Any:
    """A record as it is read."""
    read = read_one(path.strip(), (office.root / path.strip()).read_bytes())
    assert read.findings == ()
    return read.model


def make(office: Office, line: str, today: str) -> Any:
    """Make a record by a command and read it."""
    out = office.done(*shlex.split(f"new record {line}"), "--today", today)
    return record(office, out.splitlines()[-1])


def agree(office: Office, party: str, today: str = "2026-03-02") -> Any:
    out = office.done("approve", "tkmv-function", "--as", party, "--decision", "agreed", "--today", today)
    return record(office, out.splitlines()[-1])


@pytest.fixture
def agreed(office: Office) -> Office:
    """The function card with all suppliers agreed."""
    for party in INTERNAL:
        agree(office, party)
    make(office, "tkmv-function sending --by unit", "2026-03-03")
    agree(office, "fns", "2026-03-10")
    return office


@pytest.fixture
def approved(agreed: Office) -> Office:
    """The same card after the protocol."""
    make(agreed, "tkmv-function memo --by unit", "2026-03-11")
    for _ in range(3):
        make(agreed, "tkmv-function submission --by guit", "2026-03-12")
    make(agreed, "tkmv-function protocol_at_fts --by guit --number 3 --doc-date 2026-04-24", "2026-04-28")
    return agreed


# --- approvals


def test_an_agreement_keeps_the_text_it_concerns_once(office: Office) -> None:
    digest = office.done("digest", "tkmv-function").strip()
    first = agree(office, "second")
    assert (first.kind, first.author, first.digest) == ("internal_approval", "second", digest)
    assert first.signatory == "Начальник second"
    kept = office.root / CARD / "texts" / f"{digest}.json"
    before = kept.stat().st_ino, kept.read_bytes()
    agree(office, "guit")
    assert (kept.stat().st_ino, kept.read_bytes()) == before
    assert office.done("digest", "tkmv-function").strip() == digest


@pytest.mark.parametrize(("route", "kind"), [("service", "supplier_approval"), ("function", "approval_sheet")])
def test_a_supplier_agrees_in_the_way_of_the_route(route: str, kind: str, office: Office) -> None:
    for party in INTERNAL:
        office.done("approve", f"tkmv-{route}", "--as", party, "--decision", "agreed")
    office.done("new", "record", f"tkmv-{route}", "sending", "--by", "unit")
    assert f"-{kind}-fns.yml" in office.done("approve", f"tkmv-{route}", "--as", "fns", "--decision", "agreed")


def test_a_supplier_agrees_with_the_text_it_was_sent(office: Office) -> None:
    for party in INTERNAL:
        agree(office, party)
    sent = make(office, "tkmv-function sending --by unit", "2026-03-03")
    office.edit(f"{CARD}/card.yml", ("title: tkmv-function", "title: Другое"))
    assert agree(office, "fns", "2026-03-04").digest == sent.digest
    assert agree(office, "guit", "2026-03-04").digest == office.done("digest", "tkmv-function").strip() != sent.digest


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("tkmv-function --as unit --decision agreed", "п. 14"),
        ("tkmv-function --as minec --decision agreed", "п. 14"),
        ("tkmv-function --as ud --decision agreed", "п. 6"),
        ("tkmv-function --as second --decision agreed --post Сторож", "п. 6"),
        ("tkmv-function --as second --decision agreed --on 2024-12-31 --today 2026-03-02", "п. 6"),
        ("tkmv-function --as second --decision agreed --on 2026-03-03 --today 2026-03-02", "2026-03-03"),
        ("tkmv-incoming --as fns --decision agreed", "sheet_returned"),
        ("tkmv-incoming --as second --decision agreed", "п. 42"),
        ("tkmv-function --as fns --decision agreed", "п. 14"),
    ],
)
def test_who_may_not_agree_is_refused_with_the_point(line: str, why: str, furnished_office: Office) -> None:
    before = furnished_office.files()
    result = furnished_office.run("approve", *shlex.split(line))
    assert (result.exit_code, result.stdout) == (1, "")
    assert why in result.stderr
    assert furnished_office.files() == before


def test_the_refusal_for_want_of_a_post_names_the_way_out(office: Office) -> None:
    refused = office.run("approve", "tkmv-function", "--as", "ud", "--decision", "agreed")
    assert "tkmv new contact ud --answers-for approval" in refused.stderr
    office.done("new", "contact", "ud", "--answers-for", "approval", "--post", "Начальник")
    office.done("approve", "tkmv-function", "--as", "ud", "--decision", "agreed")


def test_the_same_text_is_agreed_with_once(office: Office) -> None:
    agree(office, "second")
    again = office.run("approve", "tkmv-function", "--as", "second", "--decision", "agreed", "--today", "2026-03-05")
    assert again.exit_code == 1
    assert "уже согласовал 02.03.2026" in again.stderr


def test_a_sheet_may_follow_the_agreement_in_the_state_system(office: Office) -> None:
    for party in ("second", "guit", "cittu"):
        office.done("approve", "tkmv-service", "--as", party, "--decision", "agreed", "--today", "2026-03-02")
    make(office, "tkmv-service sending --by unit", "2026-03-03")
    office.done("approve", "tkmv-service", "--as", "fns", "--decision", "agreed", "--today", "2026-03-04")
    assert make(office, "tkmv-service approval_sheet --by fns", "2026-03-05").kind == "approval_sheet"


def test_remarks_take_an_agreement_back_and_an_answer_settles_them(office: Office) -> None:
    for party in INTERNAL:
        agree(office, party)
    out = office.done(
        *("approve", "tkmv-function", "--as", "second", "--decision", "remarks"),
        *("--text", "Уточнить: срок\nответа", "--today", "2026-03-03"),
    )
    assert record(office, out).text == "Уточнить: срок\nответа"
    refused = office.run("new", "record", "tkmv-function", "sending", "--by", "unit", "--today", "2026-03-03")
    assert refused.exit_code == 1
    assert "не сняты замечания" in refused.stderr
    answer = make(office, "tkmv-function remarks_answer --by unit", "2026-03-04")
    assert (answer.to, answer.answers) == ("second", out.strip().rpartition("/")[2])
    assert answer.text.startswith("Заполните: ")
    assert agree(office, "second", "2026-03-05").kind == "internal_approval"
    none = office.run("new", "record", "tkmv-function", "remarks_answer", "--by", "unit", "--today", "2026-03-05")
    assert none.exit_code == 1
    assert "п. 14: нет замечаний" in none.stderr


# --- what is inferred


def test_a_hand_over_takes_everything_from_the_earliest_open_duty(approved: Office) -> None:
    found = make(approved, "tkmv-function hand_over --by guit", "2026-04-29")
    rows = json.loads(approved.done("deadlines", "--unit", "guit", "--format", "json", "--today", "2026-04-29"))
    done = [one for one in rows if one["point"] == "18" and one["done"]]
    assert [(one["addressee"], one["done"]) for one in done] == [(found.to, "2026-04-29")]
    assert found.point == "18"
    assert found.signatory == "Начальник guit"
    assert (found.to, [(one.what, one.form) for one in found.enclosures]) == (
        "cittu",
        [("protocol", "copy"), ("card", "copy")],
    )
    named = make(approved, "tkmv-function hand_over --by guit --to unit", "2026-04-29")
    assert [(one.what, one.form) for one in named.enclosures] == [("protocol", "copy")]


def test_sheets_of_all_suppliers_go_with_the_memo(agreed: Office) -> None:
    memo = make(agreed, "tkmv-function memo --by unit", "2026-03-11")
    assert memo.to == "guit"
    assert [(one.what, one.form, one.party) for one in memo.enclosures] == [
        ("approval_sheet", "copy", "fns"),
        ("card", "electronic", None),
    ]


def test_the_protocol_keeps_its_number_and_an_unnumbered_one_is_without(approved: Office) -> None:
    receipt = make(approved, "tkmv-function protocol_at_consumer --by unit", "2026-04-30")
    assert (receipt.document.number, str(receipt.document.date)) == ("3", "2026-04-24")


def test_a_decision_that_nobody_named_is_the_favourable_one(approved: Office) -> None:
    answer = make(approved, "tkmv-function ministry_answer --by minec", "2026-04-29")
    assert answer.decision == "agreed"
    refusal = make(approved, "tkmv-function ministry_answer --by mincifry --decision refused --text Нет", "2026-04-29")
    assert (refusal.decision, refusal.text) == ("refused", "Нет")


def test_later_records_concern_the_text_that_was_sent(agreed: Office) -> None:
    sent = agreed.done("digest", "tkmv-function").strip()
    agreed.edit(f"{CARD}/card.yml", ("title: tkmv-function", "title: Другое"))
    memo = make(agreed, "tkmv-function memo --by unit", "2026-03-11")
    assert memo.digest == sent != agreed.done("digest", "tkmv-function").strip()


def test_twins_of_one_day_get_numbers_and_an_exact_twin_is_refused(agreed: Office) -> None:
    make(agreed, "tkmv-function memo --by unit", "2026-03-11")
    names = [
        agreed.done("new", "record", "tkmv-function", "submission", "--by", "guit", "--today", "2026-03-12").strip()
        for _ in range(3)
    ]
    stem = f"{CARD}/records/2026-03-12-submission-guit"
    assert names == [f"{stem}.yml", f"{stem}-2.yml", f"{stem}-3.yml"]
    assert sorted(record(agreed, name).to for name in names) == ["government", "mincifry", "minec"]
    twin = agreed.run(
        "new", "record", "tkmv-function", "submission", "--by", "guit", "--to", "minec", "--today", "2026-03-12"
    )
    assert twin.exit_code == 1
    assert "такая запись уже есть: 2026-03-12-submission-guit" in twin.stderr


def test_a_correction_starts_from_what_it_replaces(approved: Office) -> None:
    name = "2026-04-28-protocol_at_fts-guit.yml"
    fixed = make(approved, f"tkmv-function protocol_at_fts --by guit --corrects {name} --number 5", "2026-04-30")
    assert (str(fixed.date), fixed.document.number, fixed.corrects) == ("2026-04-28", "5", name)
    rows = json.loads(approved.done("deadlines", "--format", "json", "--today", "2026-04-30"))
    assert len([one for one in rows if one["point"] == "18"]) == 3
    moved = make(
        approved,
        "tkmv-function protocol_at_fts --by guit --corrects 2026-04-28-protocol_at_fts-guit-2.yml --on 2026-04-27",
        "2026-04-30",
    )
    assert moved.document.number == "5"
    explained = approved.done("explain", "tkmv-function", "--today", "2026-04-30")
    assert "Стадия: Действует с 27.04.2026" in explained


def test_a_mistaken_record_is_annulled(approved: Office) -> None:
    name = "2026-04-28-protocol_at_fts-guit.yml"
    line = f"tkmv-function correction --by guit --corrects {name} --text Ошибка"
    assert make(approved, line, "2026-04-29").reason == "Ошибка"
    assert "Стадия: Внесена" in approved.done("explain", "tkmv-function", "--today", "2026-04-29")
    stranger = approved.run(*shlex.split(f"new record {line.replace('guit ', 'unit ')}"), "--today", "2026-04-29")
    assert stranger.exit_code == 1


def test_a_duty_is_closed_without_a_dispatch(approved: Office) -> None:
    make(approved, "tkmv-function protocol_at_consumer --by unit", "2026-04-30")
    unclear = approved.run("new", "record", "tkmv-function", "closing", "--by", "unit", "--today", "2026-04-30")
    assert unclear.exit_code == 2
    assert "--point" in unclear.stderr
    closed = make(approved, "tkmv-function closing --by unit --point 21 --text 'Доработка не нужна'", "2026-04-30")
    assert (closed.point, closed.to, closed.reason) == ("21", None, "Доработка не нужна")
    assert make(approved, "tkmv-function closing --by unit --point 19 --to ud", "2026-04-30").to == "ud"
    rows = json.loads(approved.done("deadlines", "--format", "json", "--today", "2026-04-30"))
    assert {(one["point"], one["addressee"]) for one in rows if one["done"] == "2026-04-30"} == {
        ("21", None),
        ("19", "ud"),
    }
    none = approved.run("new", "record", "tkmv-function", "closing", "--by", "cittu", "--today", "2026-04-30")
    assert none.exit_code == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("tkmv-function supplier_approval --by fns", "п. 11"),
        ("tkmv-service memo --by unit", "п. 15"),
        ("tkmv-function forwarding --by unit", "п. 16"),
        ("tkmv-function hand_over --by fns --to au", "hand_over" and "Передача документов"),
        ("tkmv-function hand_over --by guit --to au --point 18", "п. 18"),
        ("tkmv-function memo --by unit --to au", "memo" and "п. 15"),
        ("tkmv-function sending --by unit --to au", "п. 14"),
        ("tkmv-function commissioning --by cittu", "п. 23"),
        ("tkmv-function withdrawal --by guit", "ответственное подразделение"),
        ("tkmv-function expert_proposal --by unit --sitting 2026-03-30", "п. 40"),
    ],
)
def test_what_the_order_does_not_allow_is_refused_with_the_reason(
    line: str, why: str, furnished_office: Office
) -> None:
    before = furnished_office.files()
    result = furnished_office.run("new", "record", *shlex.split(line))
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    assert why in result.stderr
    assert furnished_office.files() == before


def test_a_card_without_services_has_none_to_put_into_production(approved: Office) -> None:
    approved.done("new", "card", "tkmv-paper", "--route", "function", "--unit", "unit", "--supplier", "fns")
    result = approved.run("new", "record", "tkmv-paper", "commissioning", "--by", "cittu")
    assert result.exit_code == 1
    assert "нет электронных сервисов" in result.stderr


def test_a_card_whose_files_cannot_be_read_gets_no_record(office: Office) -> None:
    agree(office, "second")
    office.edit(f"{CARD}/records/2026-03-02-internal_approval-second.yml", ("author:", "autor:"))
    result = office.run("approve", "tkmv-function", "--as", "guit", "--decision", "agreed")
    assert result.exit_code == 1
    assert "autor" in result.stderr
    other = office.run("approve", "tkmv-service", "--as", "guit", "--decision", "agreed")
    assert other.exit_code == 0
    assert "в других файлах есть ошибки" in other.stderr


def test_a_text_that_a_file_may_not_hold_is_misuse(furnished_office: Office) -> None:
    result = furnished_office.run(
        "approve", "tkmv-function", "--as", "second", "--decision", "remarks", "--text", "обратно \u202e"
    )
    assert result.exit_code == 2
    assert "--text" in result.stderr


def test_a_proposal_goes_to_the_sitting_that_comes_first(office: Office) -> None:
    (office.root / "content/monitoring").mkdir()
    (office.root / "content/monitoring/sittings.yml").write_text(
        "sittings:\n  - date: 2026-03-30\n    proposals:\n"
        "      - unit: unit\n        topic: Полнота ответов\n        cards: [tkmv-function]\n",
        "utf-8",
    )
    found = make(office, "tkmv-function expert_proposal --by unit", "2026-03-23")
    assert (found.to, str(found.sitting)) == ("secretariat", "2026-03-30")
    rows = json.loads(office.done("deadlines", "--format", "json", "--today", "2026-03-24"))
    assert [(one["card"], one["version"], one["point"], one["due"], one["status"]) for one in rows] == [
        (None, None, "40", "2026-03-23", "done")
    ]
