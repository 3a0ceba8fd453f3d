"""`tkmv publish` at a terminal: what it says, its exit codes, a full disk."""

import resource
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main
from tests.portal.cut_short import portal

ROOT = Path(__file__).parents[2]
LIMIT = 4096  # bytes of the largest file that the full disk of the test still takes


def publish(*args: object) -> Result:
    return CliRunner().invoke(main, ["publish", *map(str, args)])


def test_data_is_the_place_and_messages_say_what_happened(tmp_path: Path) -> None:
    site, to = portal(tmp_path / "site", "a", "b"), tmp_path / "to"
    first = publish("--to", to, "--site", site)
    assert first.exit_code == 0
    release = Path(first.stdout.strip())
    assert (to / "current").resolve() == release.resolve()
    assert first.stderr == f"Опубликован выпуск {release.name}, файлов 2\n"
    again = publish("--to", to, "--site", site)
    assert (again.exit_code, again.stdout) == (0, first.stdout)
    assert again.stderr == f"Этот портал уже опубликован, ничего не изменено: {release.name}\n"
    second = publish("--to", to, "--site", portal(tmp_path / "other", "c"), "--keep", 1)
    assert second.stderr.splitlines()[1] == f"Убраны прежние выпуски: {release.name}"
    assert f"до него был {release.name}" in second.stderr


def test_rolling_back_says_what_is_there_again(tmp_path: Path) -> None:
    to = tmp_path / "to"
    one, two = (
        Path(publish("--to", to, "--site", portal(tmp_path / page, page)).stdout.strip()).name for page in ("a", "b")
    )
    back = publish("--to", to, "--rollback")
    assert (back.exit_code, back.stderr) == (0, f"Возвращён выпуск {one}; снят {two}\n")
    assert back.stdout == f"{to / 'releases' / one}\n"
    assert publish("--to", to, "--rollback").exit_code == 1


def test_what_cannot_be_published_is_told_with_its_exit_code(tmp_path: Path) -> None:
    to = tmp_path / "to"
    site = portal(tmp_path / "site", "a")
    (half := tmp_path / "half").mkdir()
    (busy := tmp_path / "foreign").mkdir()
    (busy / "current").mkdir()
    cases: tuple[tuple[tuple[object, ...], int, str], ...] = (
        (("--to", to, "--site", half), 1, "нет manifest.json: сборка не закончена"),
        (("--to", to, "--rollback"), 1, "ещё ничего не опубликовано"),
        (("--to", busy, "--site", site), 2, "не ссылка на выпуск портала"),
        (("--to", to, "--site", tmp_path / "none"), 2, "соберите его: tkmv build"),
        (("--to", site / "inside", "--site", site), 2, "лежит внутри самого портала"),
        (("--to", tmp_path / "no/such", "--site", site), 2, "не создать"),
        (("--to", tmp_path / "none", "--rollback"), 2, "нет папки"),
        (("--to", to, "--rollback", "--keep", 2), 2, "--keep ему не нужен"),
        (("--to", to, "--site", site, "--keep", 0), 2, "--keep"),
        ((), 2, "--to"),
    )
    for args, code, told in cases:
        result = publish(*args)
        assert (result.exit_code, result.stdout) == (code, ""), result.output
        assert told in result.stderr
        assert "Traceback" not in result.stderr
    assert not (to / "current").exists()


def test_a_full_disk_leaves_the_old_portal(tmp_path: Path) -> None:
    to = tmp_path / "to"
    old = Path(publish("--to", to, "--site", portal(tmp_path / "old", "a")).stdout.strip()).name
    big = tmp_path / "big"
    big.mkdir()
    (big / "big.json").write_bytes(b"0" * (LIMIT + 1))
    portal(big, "b")

    def command(limited: bool) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "generator", "publish", "--to", str(to), "--site", str(big)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))) if limited else None,
        )

    failed = command(limited=True)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith("публикация не удалась: File too large")
    assert (to / "current").readlink().name == old
    assert {path.name for path in (to / "releases").iterdir()} == {".lock", ".history", old}
    assert command(limited=False).returncode == 0
