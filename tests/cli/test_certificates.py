"""`tkmv certificates`: the rows of the contract, files that cannot be read, private keys refused."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.cli.office import ROOT

FILES = ROOT / "tests" / "probes" / "certificates" / "files"
DEMO = ROOT / "content" / "monitoring" / "certificates"
KEYS = [
    "path", "component", "serial", "algorithm", "not_before", "not_after", "key_not_after", "ends", "verdict", "note",
]  # fmt: skip
DAY = ("--today", "2026-11-20")


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["certificates", *map(str, args)])


def rows(*args: object) -> list[dict[str, Any]]:
    result = run(*args, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    assert all(list(one) == KEYS for one in found)
    return found


def test_a_row_says_what_the_contract_lists() -> None:
    path = FILES / "gost-2012-256.cer"
    assert rows(path, *DAY) == [
        {
            "path": str(path),
            "component": "Адаптер СМЭВ (демонстрация)",
            "serial": "0A256001",
            "algorithm": "ГОСТ Р 34.10-2012 (256 бит)",
            "not_before": "2025-12-01T00:00:00Z",
            "not_after": "2026-12-01T00:10:00Z",
            "key_not_after": "2026-12-01T00:00:00Z",
            "ends": "2026-12-01T00:00:00Z",
            "verdict": "degraded",
            "note": "срок закрытого ключа истекает 01.12.2026 03:00 МСК, осталось 11 дней (порог 14 дней)",
        }
    ]


def test_far_years_keep_the_form_of_their_dates() -> None:
    first, last = rows(FILES / "year1970.cer", FILES / "year9999.cer", *DAY)
    assert (first["ends"], last["ends"]) == ("1970-01-01T00:00:01Z", "9999-12-31T23:59:59Z")
    assert (first["verdict"], last["verdict"]) == ("down", "up")


def test_a_folder_is_told_whole_in_the_order_of_names() -> None:
    found = rows(FILES, *DAY)
    assert {Path(one["path"]).name for one in found} == {path.name for path in FILES.iterdir()}
    assert [one["path"] for one in found] == sorted(one["path"] for one in found)
    (revoked,) = (one for one in found if one["path"].endswith("/revoked.cer"))
    assert (revoked["verdict"], revoked["note"]) == ("down", "отозван 15.10.2026")
    (listed,) = (one for one in found if one["path"].endswith("/ca-2012-256.crl"))
    assert (listed["serial"], listed["ends"], listed["verdict"]) == (None, "2026-12-01T00:00:00Z", "up")
    assert listed["note"].startswith("список отозванных сертификатов, номеров в нём: 1")


def test_exit_codes(tmp_path: Path) -> None:
    (tmp_path / "broken.cer").write_text("no certificate", "utf-8")
    assert run(FILES / "plain.cer", *DAY).exit_code == 0
    assert run(FILES / "gost-2012-256.cer", *DAY).exit_code == 0, "ending soon is told, and is no failure"
    assert run(FILES / "gost-2012-256.cer", "--today", "2026-12-01").exit_code == 1
    assert run(tmp_path, FILES / "plain.cer", *DAY).exit_code == 0, "an unreadable file is listed, not fatal"
    assert run(tmp_path / "nosuch.cer").exit_code == 2
    assert run().exit_code == 2
    assert run(FILES / "plain.cer", "--at", "soon").exit_code == 2


def test_unreadable_files_are_listed_beside_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.cer").write_bytes(b"")
    (tmp_path / "b.pem").write_text("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n", "utf-8")
    (tmp_path / "c.cer").write_bytes((FILES / "plain.cer").read_bytes())
    (tmp_path / "notes.txt").write_text("о сертификатах", "utf-8")
    (tmp_path / "bare.txt").write_bytes((FILES / "bare.cer").read_bytes())
    os.mkfifo(tmp_path / "pipe.cer")
    found = rows(tmp_path, *DAY)
    assert [(Path(one["path"]).name, one["verdict"], one["ends"]) for one in found] == [
        ("a.cer", "not_measured", None),
        ("b.pem", "not_measured", None),
        ("bare.txt", "up", "2028-01-01T00:00:00Z"),
        ("c.cer", "up", "2028-01-01T00:00:00Z"),
        ("pipe.cer", "not_measured", None),
    ]
    assert [one["note"] for one in found if not one["ends"]] == [
        "файл пуст", "запись base64 повреждена", "это не обычный файл",
    ]  # fmt: skip
    (named,) = rows(tmp_path / "notes.txt")
    assert named["note"] == "это не сертификат и не подпись"


def test_a_file_that_may_not_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    sound, locked = tmp_path / "a.cer", tmp_path / "b.cer"
    for path in (sound, locked):
        path.write_bytes((DEMO / "archive.cer").read_bytes())
    locked.chmod(0)
    result = run(str(sound), str(locked))
    assert result.exit_code == 0, result.output
    assert str(sound) in result.stdout and str(locked) in result.stdout


@pytest.mark.parametrize("name", ["key.pem", "box.pfx", "header.key"])
def test_a_private_key_is_refused(name: str, tmp_path: Path) -> None:
    label = "-----BEGIN " + "PRIVATE KEY-----"
    data = (FILES / "plain.cer").read_text("utf-8") + f"{label}\nMIIB" if name == "key.pem" else "MIIB"
    (tmp_path / name).write_text(data, "utf-8")
    (tmp_path / "z.cer").write_bytes((FILES / "plain.cer").read_bytes())
    result = run(tmp_path, *DAY, "--format", "json")
    assert result.exit_code == 1
    refused, sound = json.loads(result.stdout)
    assert (refused["verdict"], refused["component"], sound["verdict"]) == ("not_measured", None, "up")
    assert refused["note"].startswith("отказано: в файле ")
    assert "MIIB" not in result.output
    assert re.search(rf"{name}: закрытый ключ", result.stderr)


def test_the_table_is_for_people() -> None:
    result = run(FILES / "gost-2001.cer", FILES / "official.cer", *DAY)
    heading, old, official = result.stdout.splitlines()
    assert heading.split() == ["Состояние", "Действует", "до", "Компонент", "Номер", "Алгоритм", "Файл", "Пояснение"]
    assert re.match(r"недействителен  2018-12-31 +ИС ФТС России \(демонстрация\) +2001 +ГОСТ Р 34.10-2001 ", old)
    assert "сертификат должностного лица" in official
    assert not re.search(r"Фамилия|Отчество|00000000000", result.stdout)


def test_a_moment_may_be_given_to_the_second() -> None:
    path = FILES / "gost-2012-256.cer"
    assert [one["verdict"] for one in rows(path, "--at", "2026-12-01T02:59:59+03:00")] == ["degraded"]
    assert [one["verdict"] for one in rows(path, "--at", "2026-12-01T00:00:00")] == ["down"]
    assert [one["verdict"] for one in rows(path, *DAY, "--warn", "3", "--warn", "10")] == ["up"]


def test_an_empty_folder_is_no_failure(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "не найдено" in result.stderr
    assert json.loads(run(tmp_path, "--format", "json").stdout) == []


def test_the_demonstration_shows_every_state() -> None:
    found = {Path(one["path"]).stem: (one["verdict"], one["ends"][:10]) for one in rows(DEMO, *DAY)}
    assert found == {
        "archive": ("up", "2027-07-01"),
        "carriers": ("down", "2026-11-10"),
        "declarations": ("degraded", "2026-12-15"),
        "demo-ca": ("up", "2027-05-01"),
        "excise-2001": ("down", "2018-12-31"),
        "fts-system": ("degraded", "2027-01-13"),
        "guarantors": ("degraded", "2026-11-26"),
        "payments": ("down", "2027-04-01"),
        "smev-adapter": ("up", "2028-03-01"),
        "smev3-transport": ("up", "2029-02-01"),
    }


@pytest.mark.parametrize("kind", ["certificate", "heartbeat", "reported"])
def test_a_file_is_probed_by_hand_wherever_it_lies(kind: str, tmp_path: Path) -> None:
    files = {
        "certificate": (FILES / "year9999.cer").read_text("utf-8"),
        "heartbeat": "2015-05-20T08:55:00Z ok",
        "reported": '{"service": "egrul", "time": "2015-05-20T08:55:00Z", "verdict": "up"}',
    }
    (tmp_path / "file").write_text(files[kind], "utf-8")
    result = CliRunner().invoke(main, ["probe", "--url", str(tmp_path / "file"), "--kind", kind])
    answer = json.loads(result.stdout)
    told = {"certificate": ("up", None), "heartbeat": ("down", "heartbeat_stale")}
    assert (answer["verdict"], answer["cause"]) == told.get(kind, ("not_measured", "reported_missing"))
    assert result.exit_code == (0 if kind == "certificate" else 1)
