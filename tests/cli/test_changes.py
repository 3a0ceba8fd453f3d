"""`tkmv changes`: what a merge request does, told to whoever has to agree with it."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.office import Office

CARD = "content/cards/tkmv-service/v1/card.yml"


@pytest.fixture
def office(office: Office) -> Office:
    """An office whose content is under git, as it was before the change."""
    commit(office)
    return office


def commit(office: Office) -> None:
    settings = ("-c", "user.name=Клерк", "-c", "user.email=clerk@office.example", "-c", "commit.gpgsign=false")
    for args in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Содержание")):
        subprocess.run(["git", "-C", str(office.root), *settings, *args], check=True, capture_output=True)


def told(office: Office, *more: str) -> str:
    return office.done("changes", "--base", "HEAD", *more)


def test_what_is_not_changed_is_not_told(office: Office) -> None:
    assert told(office) == "Содержание не изменено.\n"
    office.edit(CARD, ("title:", "title:  "))  # layout is no change
    assert told(office) == "Содержание не изменено.\n"


def test_an_edit_of_an_agreed_text_is_told_with_what_it_makes_stale(office: Office) -> None:
    office.done("approve", "tkmv-service", "--as", "second", "--decision", "agreed", "--on", "2026-03-02")
    commit(office)
    office.edit(CARD, ("title: tkmv-service", "title: Новое название"))
    assert told(office) == (
        "«Новое название» (tkmv-service, версия 1): изменена\n"
        "  текст:\n"
        "    Наименование ТКМВ: было «tkmv-service», стало «Новое название»\n"
        "  согласования:\n"
        "    SECOND: согласование устарело, текст изменён (п. 10)\n"
    )


def test_a_new_record_is_told_with_the_stage_and_the_duties_it_brings(office: Office) -> None:
    office.done("approve", "tkmv-service", "--as", "second", "--decision", "agreed", "--on", "2026-03-02")
    assert told(office) == (
        "«tkmv-service» (tkmv-service, версия 1): изменена\n"
        "  стадия: Проект → Внутреннее согласование\n"
        "  новые записи:\n"
        "    02.03.2026 Согласование подразделением ФТС России: SECOND (2026-03-02-internal_approval-second.yml)\n"
        "  согласования:\n"
        "    SECOND: новое согласование, действует (п. 10)\n"
    )


def test_records_that_were_rewritten_or_removed_are_named(office: Office) -> None:
    office.done("approve", "tkmv-service", "--as", "second", "--decision", "agreed", "--on", "2026-03-02")
    commit(office)
    record = "content/cards/tkmv-service/v1/records/2026-03-02-internal_approval-second.yml"
    office.edit(record, ("author: second", "author: second\nnote: Дополнено задним числом"))
    assert "изменённые записи (записи не правят" in told(office)
    (office.root / record).unlink()
    assert "удалённые записи (записи не удаляют" in told(office)
    assert "стадия: Внутреннее согласование → Проект" in told(office)


def test_new_cards_lost_cards_and_other_files_are_told(office: Office) -> None:
    (office.root / "content/cards/tkmv-incoming").rename(office.root / "content/cards/tkmv-taken")
    office.edit("content/cards/tkmv-taken/v1/card.yml", ("card: tkmv-incoming", "card: tkmv-taken"))
    office.done("new", "party", "later", "--kind", "foiv", "--name", "Ведомство", "--short", "ВЕД")
    office.edit("content/site.yml", ("title: Проверка", "title: Портал"))
    found = told(office)
    assert "«tkmv-incoming» (tkmv-incoming, версия 1): удалена\n" in found
    assert "«tkmv-incoming» (tkmv-taken, версия 1): новая\n  стадия: Поступила\n" in found
    assert found.endswith("Другие файлы\n  Настройки портала: изменено\n  Участник обмена later: новый файл\n")


def test_what_follows_from_an_official_leaving_is_told_for_cards_that_nobody_touched(office: Office) -> None:
    office.done("approve", "tkmv-service", "--as", "second", "--decision", "agreed", "--on", "2026-03-02")
    commit(office)
    (office.root / "content/contacts/second.yml").unlink()
    assert told(office) == (
        "«tkmv-service» (tkmv-service, версия 1): изменена\n"
        "  согласования:\n"
        "    SECOND: согласование подписано без права подписи (п. 10)\n"
        "\n"
        "Другие файлы\n"
        "  Контакты second: файл удалён\n"
    )


def test_the_forge_gets_text_that_gives_no_commands(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary := tmp_path / "summary.md"))
    office.edit(CARD, ("title: tkmv-service", "title: '::error::```` ##[error]'"))
    text = told(office)
    first, *lines, last = told(office, "--format", "github").splitlines()
    command, _, token = first.removeprefix("::").partition("::")
    assert command == "stop-commands"
    assert len(token) == 32
    assert last == f"::{token}::"
    assert "".join(f"{line}\n" for line in lines) == text
    assert summary.read_text("utf-8") == f"## Что меняет этот запрос\n\n`````text\n{text}`````\n"


def test_what_cannot_be_read_is_told_and_the_rest_is_compared(office: Office) -> None:
    office.edit(CARD, ("title: tkmv-service", "title: Новое название"))
    (office.root / "content/parties/fns.yml").write_text("id: [", "utf-8")
    result = office.run("changes", "--base", "HEAD")
    assert result.exit_code == 1
    assert "стало «Новое название»" in result.stdout
    assert result.stderr.startswith("content/parties/fns.yml:1: ")


def test_an_unknown_revision_is_misuse(office: Office) -> None:
    result = office.run("changes", "--base", "nosuch")
    assert (result.exit_code, result.stdout) == (2, "")
