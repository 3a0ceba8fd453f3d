"""`tkmv explain`, `digest`, `diff`: a card told in Russian, its text as one number, versions side by side."""

import re

import pytest

from tests.cli.office import Office


def test_the_latest_version_is_explained_by_default(furnished_office: Office) -> None:
    told = furnished_office.done("explain", "tkmv-function")
    assert told == furnished_office.done("explain", "tkmv-function@v1")
    assert "Стадия: Проект" in told
    assert "tkmv approve tkmv-function@v1 --as guit --decision agreed" in told


def test_a_forecast_names_the_terms_that_an_event_would_open(office: Office) -> None:
    for party in ("second", "guit", "cittu"):
        office.done("approve", "tkmv-service", "--as", party, "--decision", "agreed")
    office.done("new", "record", "tkmv-service", "sending", "--by", "unit")
    office.done("approve", "tkmv-service", "--as", "fns", "--decision", "agreed")
    before = office.files()
    told = office.done("explain", "tkmv-service", "--if", "protocol_at_fts=2026-12-01")
    assert told.startswith("Если 01.12.2026 произойдёт событие «Поступление протокола в ФТС России»")
    assert re.search(r"п\. 18: GUIT → CITTU: .*, до 08\.12\.2026", told)
    assert office.files() == before


def test_a_forecast_names_what_stands_in_the_way(furnished_office: Office) -> None:
    told = furnished_office.done("explain", "tkmv-service", "--if", "protocol_at_fts=2026-12-01")
    assert "препятствие (п. 11)" in told


def test_the_digest_does_not_heed_layout_and_heeds_every_value(office: Office) -> None:
    first = office.done("digest", "tkmv-service")
    assert re.fullmatch("[0-9a-f]{64}\n", first)
    path = "content/cards/tkmv-service/v1/card.yml"
    office.edit(path, ("\ntitle:", "\n\n# ещё слово\ntitle: "))
    assert office.done("digest", "tkmv-service@v1") == first
    office.edit(path, ("consent_required: false", "consent_required: true"))
    assert office.done("digest", "tkmv-service") != first


@pytest.mark.parametrize("command", [["digest", "tkmv-service"], ["diff", "tkmv-service", "1", "1"]])
def test_a_text_that_cannot_be_read_is_told_as_a_finding(command: list[str], office: Office) -> None:
    office.edit("content/cards/tkmv-service/v1/card.yml", ("title:", "route: x\ntitle:"))
    result = office.run(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "content/cards/tkmv-service/v1/card.yml:" in result.stderr
    assert "один раз" in result.stderr


def test_a_card_that_cannot_be_read_is_no_missing_card(office: Office) -> None:
    office.edit("content/cards/tkmv-service/v1/card.yml", ("route: service", "route: servise"))
    result = office.run("explain", "tkmv-service")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "servise" in result.stderr
    assert office.run("explain", "tkmv-function").exit_code == 0
