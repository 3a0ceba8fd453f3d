"""Every `run:` step of every workflow, from an empty clone of this repository at HEAD, in order.

The environment is set up once, by the step that does so; later jobs find it where the same `make` left it. Of the
steps one is not run but proved: `make test`, which would start this test again (see `runner.RECURSIVE`).
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.procedure.standing import Procedure
from generator.reading.content import load
from generator.workdays import ProductionCalendar
from tests.workflows.files import FOLDER, ROOT, workflow
from tests.workflows.runner import PROOF, RECURSIVE, Done, Runner, git

SECRET = "canary-4b1d6f0c-never-to-be-seen"
TOKEN = "token-9a0f6c3e-never-to-be-kept"
# Nobody listens there.
MAIL = {"HOST": "localhost", "PORT": "9", "SECURITY": "", "USER": "smev", "PASSWORD": SECRET}
HOSTILE = "code of the change was run"


@dataclass(frozen=True)
class Forge:
    """The repository as the forge has it, and one machine that runs its jobs."""

    origin: Path
    clone: Path
    machine: Path
    base: str
    card: str

    def runner(self, commit: str, workspace: str = ".") -> Runner:
        """The machine for an event about a commit."""
        said = {"github.sha": commit, "github.event.pull_request.base.sha": self.base, "github.token": TOKEN}
        said |= {f"secrets.TKMV_SMTP_{name}": value for name, value in MAIL.items()}
        return Runner(self.machine / workspace, self.origin, said, SECRET)

    def merge(self, change: Callable[[Path], object]) -> str:
        """A merge request: its change merged into the base, as the forge prepares it."""
        git("-C", str(self.clone), "checkout", "-q", "--force", "--detach", self.base)
        change(self.clone)
        git("-C", str(self.clone), "add", "-A")
        git("-C", str(self.clone), "commit", "-q", "-m", "Правка")
        merged = git(
            "-C", str(self.clone), "commit-tree", "HEAD^{tree}", "-p", self.base, "-p", "HEAD", "-m", "Слияние"
        )
        git("-C", str(self.clone), "push", "-q", "origin", f"{merged}:refs/pull/1/merge", "--force")
        return merged

    def rewrite(self, pattern: str, text: str) -> None:
        """One field of the card."""
        path = self.clone / self.card
        changed, number = re.subn(pattern, text, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
        assert number == 1
        path.write_text(changed, "utf-8")


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    folder = tmp_path_factory.mktemp("forge")
    git("clone", "-q", "--bare", "--no-local", str(ROOT), str(origin := folder / "origin.git"))
    git("-C", str(origin), "config", "uploadpack.allowAnySHA1InWant", "true")
    git("clone", "-q", str(origin), str(clone := folder / "clone"))
    base = git("-C", str(clone), "rev-parse", "HEAD")
    content = load(clone).content
    assert content.site is not None and content.site.as_of is not None
    procedure = Procedure(content, ProductionCalendar(content.calendar.values()), content.site.as_of)
    card = next(one.version.path for one in procedure.standings() if one.stage == "draft")
    yield Forge(origin, clone, folder / "machine", base, card)


def hostile(clone: Path) -> None:
    """A change that would rather be checked by a tool of its own."""
    for path in ("generator/__init__.py", "generator/cli/check.py", "generator/portal/hook.py"):
        (clone / path).write_text(f"print({HOSTILE!r})\n", "utf-8")
    (clone / "Makefile").write_text(f"%:\n\t@echo {HOSTILE}\n", "utf-8")
    (clone / "mkdocs.yml").write_text("hooks: [generator/portal/hook.py]\n", "utf-8")


def test_a_merge_request_is_checked_told_and_shown_by_the_tool_of_the_base(forge: Forge) -> None:
    def change(clone: Path) -> None:
        hostile(clone)
        forge.rewrite(r"^title: .*$", "title: Название из запроса")

    runner = forge.runner(forge.merge(change))
    done = runner.run(workflow("check")["jobs"]["content"])
    assert [one.code for one in done] == [0] * len(done), shown(done)
    told = runner.summary.read_text("utf-8")
    assert "Наименование ТКМВ: было «" in told
    assert "стало «Название из запроса»" in told
    previews = [path.read_text("utf-8") for path in (runner.workspace / "preview").rglob("*.html")]
    assert any("Название из запроса" in page for page in previews)
    assert HOSTILE not in shown(done)
    # The same tool in the folder of the change runs what lies there: the oracle sees it.
    assert HOSTILE in runner.command({"name": "", "run": "make setup", "working-directory": "change"}, {}).output
    assert_silent(runner, done)


def test_findings_stand_at_the_lines_of_a_merge_request(forge: Forge) -> None:
    merged = forge.merge(lambda _: forge.rewrite(r"^responsible_unit: .*$", "responsible_unit: nosuch"))
    runner = forge.runner(merged)
    done = runner.run(workflow("check")["jobs"]["content"])
    codes = {one.name: one.code for one in done}
    assert codes["Check the content"] == 1
    assert codes["Tell what the change does"] == 0
    line = next(one for one in shown(done).splitlines() if one.startswith("::error "))
    assert line.startswith(f"::error file={forge.card},line=")
    assert "nosuch" in line
    assert_silent(runner, done)


def test_the_tests_of_a_merge_request_are_its_own(forge: Forge) -> None:
    done = forge.runner(forge.base, "tool").run(workflow("check")["jobs"]["tests"])
    assert [one.code for one in done] == [0], shown(done)
    assert "pytest" in done[0].output


def test_main_is_verified_built_and_handed_over(forge: Forge) -> None:
    runner = forge.runner(forge.base, "tool")
    done = runner.run(workflow("publish")["jobs"]["portal"])
    assert [one.code for one in done] == [0, 0, 0, 0], shown(done)
    assert (runner.workspace / "site" / "manifest.json").is_file()
    assert_silent(runner, done)


def test_machine_data_go_to_their_own_branch_and_the_portal_and_tickets_are_made_of_them(forge: Forge) -> None:
    jobs = workflow("probe")["jobs"]
    runner = forge.runner(forge.base, "tool")
    for name in ("probe", "status", "tickets"):
        done = runner.run(jobs[name])
        # Letters about certificates that have run out find no mail server; they wait in the outbox.
        failed = {"Write to SMEV support and the duty contact": 1} if name == "tickets" else {}
        assert {one.name: one.code for one in done if one.code} == failed, shown(done)
        assert SECRET not in shown(done)
        if name == "status":
            assert (runner.workspace / "site" / "monitoring" / "index.html").is_file()
            status = json.loads((runner.workspace / "site" / "api" / "v1" / "status.json").read_text("utf-8"))
            assert status["at"] is not None
    kept = git("-C", str(forge.origin), "ls-tree", "-r", "--name-only", "data").splitlines()
    assert [path for path in kept if re.fullmatch(r"journal/raw/[0-9-]{10}/.*\.parquet", path)]
    assert "incidents.json" in kept
    letters = [git("-C", str(forge.origin), "show", f"data:{path}") for path in kept if path.startswith("outbox/")]
    assert letters
    assert {json.loads(one)["state"] for one in letters} == {"queued"}
    assert not [path for path in kept if path.startswith(("content/", "generator/"))]
    assert git("-C", str(forge.origin), "rev-parse", "HEAD") == forge.base
    # What the steps are given to show who they are stays with them.
    assert TOKEN not in git("-C", str(forge.origin), "log", "-p", "--text", "data")


def test_no_other_step_is_left_out() -> None:
    jobs = [job for path in sorted(FOLDER.iterdir()) for job in workflow(path.stem)["jobs"].values()]
    commands = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    assert len(commands) == 22
    assert commands.count(RECURSIVE) == 2
    assert PROOF.split()[-1] == RECURSIVE.split()[-1]
    assert {path.name for path in FOLDER.iterdir()} == {"check.yml", "probe.yml", "publish.yml"}


def shown(done: list[Done]) -> str:
    return "\n".join(f"== {one.name}: {one.code}\n{one.output}" for one in done)


def assert_silent(runner: Runner, done: list[Done]) -> None:
    """What no step may give away is in no log, no summary, no preview, no portal."""
    assert SECRET in str(runner.environment())
    assert SECRET not in shown(done)
    kept = [folder for name in ("preview", "site") if (folder := runner.workspace / name).is_dir()]
    files = [path for folder in kept for path in folder.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in (*files, runner.summary) if path.is_file() and SECRET.encode() in path.read_bytes()]
