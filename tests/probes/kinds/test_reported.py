"""Results of a signing host: the last fresh row of a service counts, whatever stands around it."""

import json
import os
from pathlib import Path

import pytest

from probes.kinds.reported import CAP
from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.verdict import Purpose
from tests.probes.kinds.serving import means, outcome

GOOD = {"service": "egrul", "time": "2026-11-20T08:50:00Z", "verdict": "up"}


def row(**fields: object) -> str:
    return json.dumps({**GOOD, **fields}, ensure_ascii=False) + "\n"


def reported(folder: Path, *files: str, address: str = "signed/0.jsonl#egrul", max_age: int | None = 3_600) -> Outcome:
    reach = means(folder)
    (folder / "data" / "signed").mkdir(exist_ok=True)
    for number, text in enumerate(files):
        (folder / "data" / "signed" / f"{number}.jsonl").write_text(text, "utf-8")
    return outcome(Check("signed", "reported", Purpose.SERVICE_HEALTH, address, max_age=max_age), reach)


def test_the_last_row_of_the_service_counts(tmp_path: Path) -> None:
    rows = (
        row(time="2026-11-20T08:00:00Z", verdict="down", cause="schema"),
        row(service="inn", verdict="down", cause="no_data", time="2026-11-20T08:59:00Z"),
        row(evidence="ответ по контрольному примеру за 2 с"),
        row(time="2026-11-20T08:40:00Z", verdict="down", cause="schema"),
    )
    found = reported(tmp_path, "".join(rows))
    assert (found.verdict, found.cause) == ("up", None)
    assert found.evidence == (
        "измерено на подписывающем узле 20.11.2026 11:50 МСК; ответ по контрольному примеру за 2 с"
    )
    assert reported(tmp_path, address="signed/0.jsonl#inn").cause == "no_data"


def test_of_two_rows_of_one_moment_the_later_corrects_the_earlier(tmp_path: Path) -> None:
    assert reported(tmp_path, row(verdict="down", cause="schema") + row()).verdict == "up"
    assert reported(tmp_path, row() + row(verdict="down", cause="schema")).verdict == "down"


@pytest.mark.parametrize(
    ("fields", "verdict", "cause", "words"),
    [
        ({"verdict": "down", "cause": "signature_response"}, "down", "signature_response", "измерено"),
        ({"verdict": "degraded", "cause": "slow"}, "degraded", "slow", "измерено"),
        ({"verdict": "down", "cause": "luna_phase"}, "down", "fault_unknown", "причина 'luna_phase' не из перечня"),
        ({"verdict": "down"}, "down", "fault_unknown", "причина не названа"),
        ({"verdict": "not_measured"}, "not_measured", "reported_missing", "причина не названа"),
        ({"verdict": "up", "cause": "slow"}, "up", None, "измерено"),
        ({"time": None, "slot": 1795164900}, "up", None, "20.11.2026 11:55 МСК"),
        ({"time": "2026-11-20T11:50:00+03:00"}, "up", None, "11:50 МСК"),
    ],
)
def test_a_row_says_verdict_cause_and_evidence(
    fields: dict[str, object], verdict: str, cause: str | None, words: str, tmp_path: Path
) -> None:
    found = reported(tmp_path, row(**fields))
    assert (found.verdict, found.cause) == (verdict, cause)
    assert words in found.evidence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "результатов сервиса egrul нет"),
        (row()[:30], "не прочитано строк: 1"),
        ("[]\n1\nnull\n", "не прочитано строк: 3"),
        ("[1, {}]", "не прочитано строк: 2"),
        (row(verdict="fine"), "не прочитано строк: 1"),
        (row(time="вчера"), "не прочитано строк: 1"),
        (row(time=None, slot="soon"), "не прочитано строк: 1"),
        (row(time=None, slot=10**30), "не прочитано строк: 1"),
        (row(service=7), "не прочитано строк: 1"),
        (row(service="inn"), "результатов сервиса egrul нет"),
        (row(time="2026-11-20T09:01:01Z"), "строк из будущего: 1"),
        (row(time="2026-11-20T07:59:59Z"), "прошло 60 мин, допустимо 60 мин"),
        ("[" * 50_000, "не прочитано строк: 1"),
    ],
)
def test_without_a_fresh_row_nothing_was_measured(text: str, words: str, tmp_path: Path) -> None:
    found = reported(tmp_path, text)
    assert (found.verdict, found.cause) == ("not_measured", "reported_missing")
    assert words in found.evidence


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_whole_document_is_read_as_well(wrapped: bool, tmp_path: Path) -> None:
    tree = {**GOOD, "verdict": "down", "cause": "schema"}
    text = json.dumps([{**GOOD, "service": "inn"}, tree] if wrapped else tree, indent=2)
    assert reported(tmp_path, text).cause == "schema"
    assert reported(tmp_path, text[:-4]).cause == "reported_missing"


def test_a_torn_last_line_leaves_the_one_before_it(tmp_path: Path) -> None:
    found = reported(tmp_path, row() + row(time="2026-11-20T08:58:00Z", verdict="down")[:-20])
    assert found.verdict == "up"
    assert "не прочитано строк: 1" in found.evidence


def test_of_a_file_that_grows_the_end_is_read(tmp_path: Path) -> None:
    old = row(verdict="down", cause="schema", evidence="x" * 1_000)
    found = reported(tmp_path, old * (2 * CAP // len(old)) + row(time="2026-11-20T08:59:00Z"))
    assert (found.verdict, found.evidence) == ("up", "измерено на подписывающем узле 20.11.2026 11:59 МСК")


def test_a_folder_is_read_as_one(tmp_path: Path) -> None:
    found = reported(
        tmp_path, row(time="2026-11-20T08:59:00Z"), row(verdict="down", cause="schema"), address="signed#egrul"
    )
    assert found.verdict == "up"


def test_a_table_is_read_as_well(tmp_path: Path) -> None:
    means(tmp_path)
    path = tmp_path / "data" / "signed.csv"
    heading, line = "service;time;verdict;cause;evidence", "egrul;2026-11-20T08:50:00Z;down;schema;нет поля"
    for text in (f"\ufeff{heading}\r\n{line}\r\n", f"{heading}\n{line}\n".replace(";", ",")):
        path.write_text(text, "utf-8")
        found = reported(tmp_path, address="signed.csv#egrul")
        assert (found.verdict, found.cause) == ("down", "schema")
        assert found.evidence.endswith("нет поля")
    path.write_text(f"{heading}\n{line}\n" + "x" * CAP, "utf-8")
    assert reported(tmp_path, address="signed.csv#egrul").cause == "reported_missing"


def test_which_service_is_meant_must_be_clear(tmp_path: Path) -> None:
    found = reported(tmp_path, row() + row(service="inn"), address="signed/0.jsonl")
    assert (found.verdict, found.cause) == ("not_measured", "not_configured")
    assert "egrul, inn" in found.evidence
    assert reported(tmp_path, row(), address="signed/0.jsonl").verdict == "up"
    assert reported(tmp_path, address="signed/none.jsonl#egrul").cause == "reported_missing"
    os.mkfifo(tmp_path / "data" / "signed" / "pipe.jsonl")
    assert reported(tmp_path, address="signed/pipe.jsonl#egrul").cause == "reported_missing"
    assert reported(tmp_path, address="../0.jsonl#egrul").cause == "not_configured"
