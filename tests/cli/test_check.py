"""`tkmv check`: everything at once, once; with a base, what the change brings in."""

import json
import subprocess

import pytest

from tests.cli.office import Office

UNIT = "content/cards/tkmv-function/v1/card.yml"


def commit(office: Office, words: str) -> None:
    settings = ["-c", "user.name=x", "-c", "user.email=x@office.example", "-c", "commit.gpgsign=false"]
    for args in (["init", "-q"], ["add", "-A"], [*settings, "commit", "-q", "-m", words]):
        subprocess.run(["git", "-C", str(office.root), *args], check=True, capture_output=True)


def test_warnings_alone_are_well(furnished_office: Office) -> None:
    result = furnished_office.run("check")
    assert result.exit_code == 0
    assert "[предупреждение: " in result.stdout
    assert result.stderr == "Ошибок: 0, предупреждений: 39\n"


def test_an_error_is_exit_code_1_in_every_form(office: Office) -> None:
    office.edit(UNIT, ("responsible_unit: unit", "responsible_unit: unti"))
    text = office.run("check")
    assert text.exit_code == 1
    assert f"{UNIT}:13: поле responsible_unit" in text.stdout
    assert "получено 'unti'" in text.stdout
    rows = json.loads(office.run("check", "--format", "json").stdout)
    row = next(one for one in rows if one["severity"] == "error")
    assert list(row) == ["path", "line", "column", "code", "severity", "point", "message", "hint"]
    assert (row["path"], row["line"], row["point"]) == (UNIT, 13, "7")
    assert rows == sorted(rows, key=lambda one: (one["path"], one["line"], one["column"], one["code"], one["message"]))
    assert f"::error file={UNIT},line=13," in office.run("check", "--format", "github").stdout


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("content/parties/guit.yml", "nick: x"),
        ("content/parties/guit.yml", "broken: ["),
        ("content/parties/fns.yml", "nick: x"),
        ("content/contacts/guit.yml", "broken: ["),
        ("content/contacts/second.yml", "nick: x"),
        ("content/passports/sample.yml", "nick: x"),
        ("content/calendar/2026.yml", "nick: x"),
        ("content/site.yml", "nick: x"),
        ("content/procedure/order-151r.yml", "nick: x"),
        ("content/cards/tkmv-function/v1/card.yml", "nick: x"),
        ("content/cards/tkmv-function/v1/records/2026-03-02-internal_approval-guit.yml", "nick: x"),
    ],
)
def test_a_file_at_fault_is_told_once_and_not_where_it_is_named(path: str, fault: str, office: Office) -> None:
    for party in ("second", "au", "guit", "cittu"):
        office.done("approve", "tkmv-function", "--as", party, "--decision", "agreed")
    office.done("new", "record", "tkmv-function", "sending", "--by", "unit")
    before = json.loads(office.done("check", "--format", "json"))
    with (office.root / path).open("a", encoding="utf-8") as file:
        file.write(f"{fault}\n")
    result = office.run("check", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert [one["path"] for one in found if one["severity"] == "error"] == [path]
    told = {(one["path"], one["code"]) for one in before}
    assert {(one["path"], one["code"]) for one in found if one["severity"] == "warning"} <= told


def test_rules_run_beside_a_file_that_cannot_be_read(office: Office) -> None:
    (office.root / "content/parties/fns.yml").write_bytes("id: fns\nnames: Налоговая".encode("cp1251"))
    office.edit(UNIT, ("responsible_unit: unit", "responsible_unit: unti"))
    found = json.loads(office.run("check", "--format", "json").stdout)
    errors = {(one["path"], one["code"]) for one in found if one["severity"] == "error"}
    assert errors == {("content/parties/fns.yml", "file-encoding"), (UNIT, "unit-unknown")}


def test_with_a_base_only_what_is_new_is_told(office: Office) -> None:
    office.edit(UNIT, ("responsible_unit: unit", "responsible_unit: unti"))
    commit(office, "old fault")
    clean = office.run("check", "--base", "HEAD")
    assert (clean.exit_code, clean.stdout) == (0, "")
    assert "которые уже есть в HEAD" in clean.stderr
    text = (office.root / UNIT).read_text("utf-8")
    (office.root / UNIT).write_text(f"# строкой ниже\n{text}".replace("consumer: unit", "consumer: utin"), "utf-8")
    changed = office.run("check", "--base", "HEAD", "--format", "json")
    assert changed.exit_code == 1
    found = json.loads(changed.stdout)
    assert {one["code"] for one in found} == {"request-consumer"}


def test_with_a_base_new_and_stale_agreements_are_told(office: Office) -> None:
    office.done("approve", "tkmv-service", "--as", "second", "--decision", "agreed")
    commit(office, "second agrees")
    office.done("approve", "tkmv-service", "--as", "guit", "--decision", "agreed")
    office.edit("content/cards/tkmv-service/v1/card.yml", ("title: tkmv-service", "title: Другое наименование"))
    result = office.run("check", "--base", "HEAD", "--format", "json")
    assert result.exit_code == 0
    json.loads(result.stdout)
    assert "tkmv-service@v1: GUIT: новое согласование, устарело, текст изменён (п. 10)" in result.stderr
    assert "tkmv-service@v1: SECOND: согласование устарело, текст изменён (п. 10)" in result.stderr
