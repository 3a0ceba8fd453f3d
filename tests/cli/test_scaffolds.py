"""`tkmv new card`, `version`, `contact`, `party`: valid at once, never over what is there."""

import hashlib
import json
from pathlib import Path

import pytest

from generator.model.words import FILL
from tests.cli.office import Office


def errors(office: Office) -> list[str]:
    found = json.loads(office.run("check", "--format", "json").stdout)
    return [f"{one['path']}: {one['message']}" for one in found if one["severity"] == "error"]


@pytest.mark.parametrize("route", ["service", "function", "incoming"])
def test_a_card_scaffold_passes_the_check_with_what_is_to_be_written(route: str, office: Office) -> None:
    result = office.run("new", "card", "tkmv-new", "--route", route)
    assert result.exit_code == 0
    path = "content/cards/tkmv-new/v1/card.yml"
    assert result.stdout == f"{path}\n"
    assert "--unit не указан, взят second" in result.stderr
    assert FILL in (office.root / path).read_text("utf-8")
    assert errors(office) == []
    assert "Стадия: " in office.done("explain", "tkmv-new")


def test_a_card_is_never_overwritten(office: Office) -> None:
    before = office.files()
    result = office.run("new", "card", "tkmv-service")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "tkmv new version tkmv-service" in result.stderr
    assert office.files() == before


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["--unit", "fns"], "п. 3"),
        (["--unit", "unit", "--supplier", "second"], "п. 7"),
        (["--unit", "unit", "--interested", "unit"], "interested_units"),
    ],
)
def test_parties_on_the_wrong_side_are_refused(args: list[str], why: str, office: Office) -> None:
    result = office.run("new", "card", "tkmv-new", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert why in result.stderr
    assert not (office.root / "content/cards/tkmv-new").exists()


def in_force(office: Office, card: str) -> None:
    for party in ("second", "guit", "cittu", "au"):
        office.done("approve", card, "--as", party, "--decision", "agreed", "--on", "2026-03-02")
    office.done("new", "record", card, "sending", "--by", "unit")
    office.done("approve", card, "--as", "fns", "--decision", "agreed")
    office.done("new", "record", card, "protocol_at_fts", "--by", "guit")


def test_the_next_version_keeps_text_comments_and_annexes(office: Office) -> None:
    old, new = "content/cards/tkmv-service/v1", "content/cards/tkmv-service/v2"
    annex = b"%PDF-1.7 form"
    (office.root / old / "files").mkdir()
    (office.root / old / "files/form.pdf").write_bytes(annex)
    listed = f"annexes:\n  - title: Форма\n    file: files/form.pdf\n    sha256: {hashlib.sha256(annex).hexdigest()}\n"
    office.edit(f"{old}/card.yml", ("version: 1\n", "version: 1  # первая\n"))
    with (office.root / old / "card.yml").open("a", encoding="utf-8") as file:
        file.write(listed)
    in_force(office, "tkmv-service")
    result = office.run("new", "version", "tkmv-service")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"{new}/files/form.pdf", f"{new}/card.yml"]
    before, after = ((office.root / one / "card.yml").read_text("utf-8") for one in (old, new))
    assert after == before.replace("version: 1  # первая", "version: 2  # первая")
    assert (office.root / new / "files/form.pdf").read_bytes() == annex
    assert sorted(path.name for path in (office.root / new).iterdir()) == ["card.yml", "files"]
    assert office.done("diff", "tkmv-service", "1", "v2") == "тексты версий совпадают\n"
    assert office.done("digest", "tkmv-service") != office.done("digest", "tkmv-service@v1")
    office.edit(f"{new}/card.yml", ("Заполните: результат", "Решение, результат"))
    assert "Описание порядка" in office.done("diff", "tkmv-service", "1", "v2")
    assert errors(office) == []


def test_a_version_is_not_begun_while_the_former_one_is_a_draft(office: Office) -> None:
    result = office.run("new", "version", "tkmv-service")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("п. 41: ")
    assert not (office.root / "content/cards/tkmv-service/v2").exists()


def test_a_contact_is_added_at_the_end_of_the_list(office: Office) -> None:
    path = office.root / "content/contacts/fns.yml"
    before = path.read_text("utf-8")
    office.done("new", "contact", "fns", "--post", "Заместитель", "--answers-for", "technical", "--id", "deputy")
    after = path.read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert "  - id: deputy\n    post: Заместитель\n" in after
    twice = office.run("new", "contact", "fns", "--id", "deputy")
    assert (twice.exit_code, twice.stdout) == (1, "")
    office.done("new", "contact", "fns")
    assert "  - id: otvetstvennyi-3\n" in path.read_text("utf-8")
    assert errors(office) == []


def test_a_contact_list_that_cannot_be_read_is_left_alone(office: Office) -> None:
    office.edit("content/contacts/fns.yml", ("party:", "pary:"))
    before = office.files()
    result = office.run("new", "contact", "fns")
    assert result.exit_code == 1
    assert "pary" in result.stderr
    assert office.files() == before


def test_a_party_that_is_there_is_not_overwritten(office: Office) -> None:
    before = office.files()
    result = office.run("new", "party", "fns", "--name", "Другая")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "content/parties/fns.yml уже есть" in result.stderr
    assert office.files() == before


def test_a_party_at_fault_is_no_missing_party(office: Office) -> None:
    office.edit("content/parties/fns.yml", ("kind: foiv", "kind: fiov"))
    result = office.run("new", "contact", "fns")
    assert result.exit_code == 1
    assert "fiov" in result.stderr


def test_schemas_are_written_once_and_drift_is_told(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    missing = office.run("schema", "--check", "--out", str(folder))
    assert missing.exit_code == 1
    assert not folder.exists()
    written = office.done("schema", "--out", str(folder))
    assert len(written.splitlines()) == len(list(folder.iterdir()))
    assert office.run("schema", "--check", "--out", str(folder)).exit_code == 0
    assert office.done("schema", "--out", str(folder)) == ""
    (folder / "card.schema.json").write_text("{}")
    (folder / "alien.schema.json").write_text("{}")
    drift = office.run("schema", "--check", "--out", str(folder))
    assert (drift.exit_code, drift.stdout) == (1, "")
    assert "card.schema.json" in drift.stderr
    assert "alien.schema.json" in drift.stderr
    assert office.done("schema", "--out", str(folder)) == f"{folder / 'card.schema.json'}\n"
