"""The real process: start-up, pipes, signals, terminals."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.office import ROOT, Office

HEAVY = ("pydantic", "yaml", "workalendar", "jinja2", "icalendar", "generator.checks", "generator.portal", "watchfiles")


def tkmv(office: Office, *args: str) -> list[str]:
    return [sys.executable, "-m", "generator", *args, "--root", str(office.root)]


@pytest.mark.parametrize(
    ("args", "needed"),
    [
        (["--help"], set()),
        (["new", "--help"], set()),
        (["digest", "tkmv-service"], {"yaml"}),
        (["workdays", "2026-04-28", "5"], {"yaml", "pydantic", "workalendar"}),
    ],
    ids=["help", "new", "digest", "workdays"],
)
def test_a_small_command_imports_only_what_it_needs(
    args: list[str], needed: set[str], furnished_office: Office
) -> None:
    """Start-up time is imports; what is not imported costs nothing."""
    code = (
        "import sys, json\nfrom generator.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        f"print(json.dumps([one for one in {HEAVY!r} if one in sys.modules]))"
    )
    root = ["--root", str(furnished_office.root)]
    run = subprocess.run([sys.executable, "-c", code, *args, *root], cwd=ROOT, capture_output=True, check=True)
    assert set(json.loads(run.stdout.decode().splitlines()[-1])) == needed


def test_python_m_generator_is_the_same_tool(furnished_office: Office) -> None:
    run = subprocess.run(
        tkmv(furnished_office, "workdays", "2026-04-28", "5"), cwd=ROOT, capture_output=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, b"2026-05-06\n", b"")
    run = subprocess.run(tkmv(furnished_office, "digest", "nosuch"), cwd=ROOT, capture_output=True, check=False)
    assert (run.returncode, run.stdout) == (2, b"")


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_data_is_utf_8_whatever_the_locale(locale: str, furnished_office: Office) -> None:
    settings = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    command = tkmv(furnished_office, "explain", "tkmv-service")
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=settings)
    assert run.returncode == 0
    assert "Стадия: Проект" in run.stdout.decode()


def test_a_reader_that_has_seen_enough_is_no_fault(furnished_office: Office) -> None:
    command = tkmv(furnished_office, "explain", "tkmv-service")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 0


def test_ci_gets_plain_lines_and_a_pipe_gets_none(furnished_office: Office) -> None:
    command = tkmv(furnished_office, "check")
    plain = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert plain.stderr.decode() == "Ошибок: 0, предупреждений: 39\n"
    ci = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env={**os.environ, "CI": "1"})
    assert ci.stdout == plain.stdout
    first, *rest = ci.stderr.decode().splitlines()
    assert re.fullmatch(r"Чтение content/: \d+ / \d+", first)
    assert rest[-1] == "Ошибок: 0, предупреждений: 39"


def seen_at_a_terminal(command: list[str], settings: dict[str, str]) -> str:
    """What a person sees: both outputs of the command at one terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, cwd=ROOT, stdout=theirs, stderr=theirs, env={**os.environ, **settings}) as run:
        os.close(theirs)
        seen = b""
        try:
            while part := os.read(ours, 65536):
                seen += part
        except OSError:  # the other side is closed: Linux says so by an error
            pass
        run.wait()
    os.close(ours)
    return seen.decode()


def test_a_person_sees_progress_and_colour_unless_they_said_no(furnished_office: Office) -> None:
    command = tkmv(furnished_office, "check")
    seen = seen_at_a_terminal(command, {"TERM": "xterm"})
    assert "Чтение content/" in seen
    assert "100%" in seen
    assert "\x1b[33m\x1b[1mcontent/contacts/cittu.yml" in seen
    for no in ({"NO_COLOR": "1", "TERM": "xterm"}, {"TERM": "dumb"}):
        assert "\x1b[3" not in seen_at_a_terminal(command, no)


def test_serving_rebuilds_and_ends_quietly_on_ctrl_c(office: Office, tmp_path: Path) -> None:
    (office.root / "docs").mkdir()
    command = tkmv(office, "serve", "--port", "0", "--out", str(tmp_path / "site"))
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        address = ""
        for line in run.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                address = found[0]
                break
        assert address
        with urllib.request.urlopen(address) as answer:
            assert answer.status == 200
            assert answer.headers["Cache-Control"] == "no-cache"
        office.edit("content/cards/tkmv-service/v1/card.yml", ("title: tkmv-service", "title: Другое имя"))
        for line in run.stderr:
            if line.startswith("Портал в "):
                break
        with urllib.request.urlopen(f"{address}exchange/cards/tkmv-service/") as answer:
            assert "Другое имя" in answer.read().decode()
        run.send_signal(signal.SIGINT)
        assert run.stderr.read().strip() == ""
        assert run.wait() == 130


def test_building_tells_what_is_at_fault(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "site"
    first = office.run("build", "--out", str(out))
    assert first.exit_code == 0, first.output
    assert "файлов записано" in first.stderr
    assert (out / "index.html").is_file()
    assert "файлов записано 0," in office.run("build", "--out", str(out)).stderr
    office.edit("content/cards/tkmv-service/v1/card.yml", ("responsible_unit: unit", "responsible_unit: unti"))
    broken_rule = office.run("build", "--out", str(out))
    assert broken_rule.exit_code == 1
    assert "'unti'" in broken_rule.stderr
    office.edit("content/cards/tkmv-service/v1/card.yml", ("route: service", "route: servise"))
    unread = office.run("build", "--out", str(tmp_path / "other"))
    assert unread.exit_code == 1
    assert "портал не собран" in unread.stderr
    assert not (tmp_path / "other").exists()


def test_a_folder_with_other_files_is_not_built_into(office: Office, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/letter.txt").write_text("keep me")
    result = office.run("build", "--out", str(tmp_path / "site"))
    assert result.exit_code == 2
    assert (tmp_path / "site/letter.txt").read_text() == "keep me"


def test_a_taken_port_is_misuse(office: Office) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = office.run("serve", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "порт" in result.stderr
