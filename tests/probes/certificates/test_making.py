"""The script that makes the certificates still makes what is committed, and leaves no private key behind."""

import subprocess
from pathlib import Path

import pytest

from probes.certificates.reading import Reading, read
from probes.model.private_key import private_key
from tests.probes.certificates.known import FILES

SCRIPT = Path(__file__).parent / "make_files.sh"
DEMO = Path(__file__).parents[3] / "content" / "monitoring" / "certificates"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Both folders made anew."""
    tests, demo = tmp_path_factory.mktemp("tests"), tmp_path_factory.mktemp("demo")
    done = subprocess.run(["sh", SCRIPT, tests, demo], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return tests, demo


def facts(folder: Path) -> dict[str, Reading]:
    return {path.name: read(path.name, path.read_bytes()) for path in sorted(folder.iterdir())}


def test_what_is_made_says_what_is_committed(made: tuple[Path, Path]) -> None:
    """Keys are new each time; names, serials, dates, lists and faults are not."""
    assert facts(made[0]) == facts(FILES)
    assert facts(made[1]) == facts(DEMO)


def test_no_private_key_is_left(made: tuple[Path, Path]) -> None:
    for folder in made:
        assert [path.name for path in folder.iterdir() if private_key(path.name, path.read_bytes())] == []
