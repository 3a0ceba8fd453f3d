"""Findings as the three formats print them: nothing in a text of the content can break a line or a command."""

import json

from generator.checks.output import WRITERS, as_json, github, summary, text
from generator.model.finding import Finding

STALE = Finding(
    "content/cards/tkmv-fn-land/v1/records/2026-03-02-internal_approval-au.yml",
    ("digest",),
    "stale-approval",
    "warning",
    "14",
    "согласование АУ (au) дано на другой текст",
    "согласуйте действующий текст",
    4,
    9,
)
APPOINTMENT = Finding(
    "content/contacts/au.yml", (), "appointment-missing", "error", "р. 2", "не назначен", "внесите", 1, 1
)
ODD = Finding(
    "content/parties/a,b:c%.yml",
    ("names",),
    "yaml-key",
    "error",
    None,
    "поле\r\n::error::взлом должно быть 100%",
    "строка,\nдругая",
    2,
    3,
)


def test_text_has_one_line_a_finding_in_the_grammar_of_the_contract() -> None:
    assert text([STALE, APPOINTMENT, ODD]) == (
        "content/cards/tkmv-fn-land/v1/records/2026-03-02-internal_approval-au.yml:4: согласование АУ (au) дано на "
        "другой текст; согласуйте действующий текст (п. 14) [предупреждение: stale-approval]\n"
        "content/contacts/au.yml:1: не назначен; внесите (р. 2) [ошибка: appointment-missing]\n"
        "content/parties/a,b:c%.yml:2: поле ::error::взлом должно быть 100%; строка, другая [ошибка: yaml-key]\n"
    )


def test_json_is_a_list_with_exactly_the_fields_of_the_contract() -> None:
    rows = json.loads(as_json([STALE, ODD]))
    assert rows[0] == {
        "path": STALE.path,
        "line": 4,
        "column": 9,
        "code": "stale-approval",
        "severity": "warning",
        "point": "14",
        "message": STALE.message,
        "hint": STALE.hint,
    }
    assert rows[1]["point"] is None
    assert rows[1]["message"] == ODD.message


def test_json_of_nothing_is_an_empty_list() -> None:
    assert as_json([]) == "[]\n"


def test_github_escapes_what_would_end_a_property_or_a_command() -> None:
    first, second = github([STALE, ODD]).splitlines()
    assert first == (
        "::warning file=content/cards/tkmv-fn-land/v1/records/2026-03-02-internal_approval-au.yml,line=4,col=9,"
        "title=Согласование дано на другой текст [stale-approval]::согласование АУ (au) дано на другой текст; "
        "согласуйте действующий текст (п. 14)"
    )
    assert second == (
        "::error file=content/parties/a%2Cb%3Ac%25.yml,line=2,col=3,title=Ошибка [yaml-key]::"
        "поле ::error::взлом должно быть 100%25; строка, другая"
    )


def test_the_summary_counts() -> None:
    assert summary([STALE, APPOINTMENT, ODD]) == "Ошибок: 2, предупреждений: 1"
    assert summary([]) == "Ошибок: 0, предупреждений: 0"


def test_writers_are_named_by_their_format() -> None:
    assert list(WRITERS) == ["text", "json", "github"]
