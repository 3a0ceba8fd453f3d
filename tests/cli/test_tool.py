"""How every command behaves: help, places of options, exit codes, silence about what is nobody's fault."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.cli.journal import COMMANDS as JOURNAL
from generator.cli.new import COMMANDS as NEW
from generator.cli.tool import Command, Group
from tests.cli.office import ROOT, Office

README = (ROOT / "README.md").read_text("utf-8")


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    context = click.Context(main)
    for name in main.table:
        found = main.get_command(context, name)
        assert found is not None
        yield (name,), found
        if isinstance(found, Group):
            for below in found.table:
                inner = found.get_command(context, below)
                assert inner is not None
                yield (name, below), inner


ALL = list(commands())


@pytest.mark.parametrize(("words", "command"), ALL, ids=[" ".join(words) for words, _ in ALL])
def test_help_explains_itself_with_examples_that_parse(words: tuple[str, ...], command: click.Command) -> None:
    result = CliRunner().invoke(main, [*words, "--help"])
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: tkmv {' '.join(words)} ")
    assert re.search(r"\nExamples?:\n  tkmv ", result.stdout)
    assert isinstance(command, Command | Group)
    for example in command.examples:
        assert shlex.split(example)[: len(words) + 1] == ["tkmv", *words]
        assert parsed(example)


def parsed(line: str) -> bool:
    """Whether the command line is understood; nothing is run."""
    context, found, args = click.Context(main, info_name="tkmv"), main, shlex.split(line)[1:]
    while isinstance(found, Group):
        _, inner, args = found.resolve_command(context, args)
        assert inner is not None
        found = inner  # type: ignore[assignment]
    found.make_context("tkmv", args, parent=context)
    return True


@pytest.mark.parametrize(("table", "group"), [(main.table, None), (NEW, "new"), (JOURNAL, "journal")])
def test_the_list_of_commands_says_what_their_help_says(table: dict[str, tuple[str, str]], group: str | None) -> None:
    found = {words[-1]: command for words, command in ALL if words[:-1] == ((group,) if group else ())}
    assert set(found) == set(table)
    if group is None:
        for name, (_, line) in table.items():
            assert (found[name].help or "").splitlines()[0].startswith(line.rstrip("."))


def test_the_readme_names_every_command_and_no_other() -> None:
    told = set(re.findall(r"tkmv ([a-z]+)", README))
    assert set(main.table) <= told
    assert told - set(main.table) <= {"portal"}
    for words, _ in ALL:
        if len(words) == 2:
            assert words[1] in README


@pytest.mark.parametrize(
    "line",
    [
        "nosuch",
        "--nosuch",
        "check --nosuch",
        "check --format xml",
        "check surplus",
        "workdays",
        "workdays 2026-02-30 5",
        "explain",
        "explain UPPER",
        "explain tkmv-service@v",
        "explain nosuch",
        "explain tkmv-service@v7",
        "explain tkmv-service --if nosuch=2026-12-01",
        "explain tkmv-service --if protocol_at_fts=soon",
        "explain tkmv-service --if hand_over=2026-12-01",
        "digest nosuch",
        "diff tkmv-service 1 2",
        "diff tkmv-service one two",
        "deadlines --card nosuch",
        "deadlines --unit nosuch",
        "check --today 20.11.2026",
        "check --base nosuch",
        "new nosuch",
        "new record tkmv-service nosuch --by guit",
        "new record tkmv-service sending --by nosuch",
        "new record tkmv-service sending",
        "new record tkmv-service sending --by unit --to nosuch",
        "new record tkmv-service commissioning --by cittu --service nosuch",
        "new record tkmv-service sending --by unit --decision agreed",
        "new record tkmv-service correction --by unit",
        "new card UPPER",
        "new card tkmv-x --unit nosuch",
        "new party ../escape",
        "new party x --customs-code 5",
        "new contact nosuch",
        "new contact fns --email nobody",
        "approve tkmv-service --as guit",
        "approve tkmv-service --as guit --decision remarks",
        "approve tkmv-service --as nosuch --decision agreed",
        "schema --out content/site.yml",
    ],
)
def test_misuse_is_one_line_why_and_exit_code_2(line: str, furnished_office: Office) -> None:
    before = furnished_office.files()
    result = furnished_office.run(*shlex.split(line.replace("content/", f"{furnished_office.root}/content/")))
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("tkmv")
    assert furnished_office.files() == before


def test_a_near_name_is_offered(furnished_office: Office) -> None:
    assert "tkmv-service" in furnished_office.run("explain", "tkmv-servise").stderr
    assert "check" in furnished_office.run("chek").stderr


@pytest.mark.parametrize("words", [(), ("new",)])
def test_without_a_command_the_commands_are_listed(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Commands:" in result.stderr


def test_shared_options_stand_before_the_command_or_after_it(furnished_office: Office) -> None:
    root = str(furnished_office.root)
    after = CliRunner().invoke(main, ["deadlines", "--root", root, "--today", "2026-03-02"])
    before = CliRunner().invoke(main, ["--root", root, "--today", "2026-03-02", "deadlines"])
    nearer = CliRunner().invoke(
        main, ["--root", "/", "--today", "2020-01-01", "new", "--root", root, "version", "nosuch"]
    )
    assert after.exit_code == before.exit_code == 0
    assert after.stdout == before.stdout
    assert nearer.exit_code == 2
    assert "'nosuch'" in nearer.stderr
    for line in (["--version"], ["check", "--version"], ["new", "--version"], ["new", "card", "--version"]):
        assert re.fullmatch(r"tkmv \d+\.\d+\.\d+\n", CliRunner().invoke(main, line).stdout)


def test_the_root_is_the_nearest_folder_with_content(furnished_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(furnished_office.root / "content" / "cards")
    result = CliRunner().invoke(main, ["digest", "tkmv-service"])
    assert result.exit_code == 0
    assert re.fullmatch(r"[0-9a-f]{64}\n", result.stdout)


@pytest.mark.parametrize("where", ["current", "given"])
def test_a_folder_without_content_is_misuse(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", *(["--root", str(tmp_path)] if where == "given" else [])])
    assert result.exit_code == 2
    assert "content/" in result.stderr


def test_today_is_the_day_of_the_demonstration_unless_given(office: Office) -> None:
    """The record is named after the day; a fault elsewhere in site.yml does not move the day."""
    assert "/2026-03-02-" in office.done("approve", "tkmv-service", "--as", "second", "--decision", "agreed")
    late = ("--today", "2026-03-05")
    assert "/2026-03-05-" in office.done("approve", "tkmv-service", "--as", "guit", "--decision", "agreed", *late)
    office.edit("content/site.yml", ("title:", "titel:"))
    assert "/2026-03-02-" in office.done("approve", "tkmv-service", "--as", "cittu", "--decision", "agreed")


def test_what_nobody_foresaw_is_kept_in_a_file(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("generator.cli.world.load", lambda *_, **__: 1 / 0)
    result = office.run("check")
    assert result.exit_code == 3
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    told = re.search(r"сбой ([0-9a-f]{8}): ZeroDivisionError; подробности: (\S+)", line)
    assert told is not None
    details = Path(told[2]).read_text("utf-8")
    assert Path(told[2]).is_relative_to(tmp_path / "state")
    assert "tkmv check" in details
    assert "division by zero" in details


def test_a_failure_is_told_even_where_it_cannot_be_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("generator.cli.world.load", lambda *_, **__: 1 / 0)
    result = office.run("check")
    assert result.exit_code == 3
    assert "записать не удалось" in result.stderr


def test_an_interrupted_command_is_130_and_writes_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before = office.files()
    monkeypatch.setattr("os.link", interrupted)
    result = office.run("approve", "tkmv-service", "--as", "second", "--decision", "agreed")
    assert result.exit_code == 130
    assert result.stdout == ""
    assert office.files() == before
