"""A runner on this machine: takes a job of a workflow from an empty folder through its steps, in their order.

What the forge's own actions do is done here as far as the next step can tell: check-outs of the right revision in the
right place and depth, the Python of this environment; what would be uploaded is looked at.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.workflows.files import Tree

# The one step that would start this very test again. Its target is proved to be there, and to be made of commands.
RECURSIVE = "make test"
PROOF = "make --dry-run test"
# The same step in less time: two sweeps, a second apart.
MINUTES, SECONDS = "--rounds 5 --every 60", "--rounds 2 --every 1"
# What a step must not inherit from the run of the tests.
FOREIGN = re.compile(r"MAKE.*|MFLAGS|GIT_.*|GITHUB_.*|PYTEST_.*|PYTHON.*|VIRTUAL_ENV|CI")
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass(frozen=True)
class Done:
    """A step that was run."""

    name: str
    code: int
    output: str


@dataclass
class Runner:
    """One machine: a folder of work, the repository, what `github` says, and what no step may give away."""

    workspace: Path
    origin: Path
    said: Mapping[str, str]  # github.sha and others by their names
    secret: str
    summary: Path = field(init=False)

    def __post_init__(self) -> None:
        self.workspace.mkdir(parents=True, exist_ok=True)
        self.summary = self.workspace.parent / f"{self.workspace.name}-summary.md"

    def run(self, job: Tree) -> list[Done]:
        """Steps in their order; after a failure only those that say they go on."""
        done: list[Done] = []
        for step in job["steps"]:
            if any(one.code for one in done) and "if" not in step:
                continue
            if "run" in step:
                done.append(self.command(step, job))
            else:
                self._action(step, failed=any(one.code for one in done))
        return done

    def command(self, step: Tree, job: Tree) -> Done:
        command = PROOF if step["run"] == RECURSIVE else step["run"].replace(MINUTES, SECONDS)
        made = {**job.get("env", {}), **step.get("env", {})}
        run = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", command],
            cwd=self.workspace / step.get("working-directory", "."),
            env={**self.environment(), **{name: self._value(text) for name, text in made.items()}},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Done(step["name"], run.returncode, run.stdout)

    def environment(self) -> dict[str, str]:
        own = {name: text for name, text in os.environ.items() if not FOREIGN.fullmatch(name)}
        python = Path(sys.base_prefix, "bin")
        return {
            **own,
            "PATH": f"{python}{os.pathsep}{own['PATH']}",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "ACTIONS_RUNTIME_TOKEN": self.secret,
        }

    def _action(self, step: Tree, failed: bool) -> None:
        action, inputs = step["uses"].partition("@")[0], step.get("with", {})
        match action:
            case "actions/checkout":
                self._checkout(inputs)
            case "actions/setup-python":
                assert sys.version_info >= tuple(map(int, inputs["python-version"].split(".")))
            case "actions/upload-artifact" | "actions/upload-pages-artifact":
                assert failed or (self.workspace / inputs["path"] / "index.html").is_file()
            case _:
                raise AssertionError(f"{action}: the runner of the tests does not know it")

    def _checkout(self, inputs: Tree) -> None:
        """As shallow as asked for; an environment that is there already stays, all else goes."""
        folder = self.workspace / inputs.get("path", ".")
        commit = self._value(inputs.get("ref", "${{ github.sha }}"))
        for args in (
            ("init", "-q", str(folder)),
            ("-C", str(folder), "config", "remote.origin.url", f"file://{self.origin}"),
            (
                "-C",
                str(folder),
                "fetch",
                "-q",
                "--depth",
                inputs.get("fetch-depth", "1"),
                f"file://{self.origin}",
                commit,
            ),
            ("-C", str(folder), "checkout", "-q", "--force", "--detach", commit),
            ("-C", str(folder), "clean", "-ffdxq", "--exclude", "/.venv"),
        ):
            git(*args)

    def _value(self, text: str) -> str:
        return EXPRESSION.sub(lambda one: self.said[one[1]], text)


def git(*args: str) -> str:
    """Output of git, which must succeed, with nobody's settings."""
    own = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=Клерк", "-c", "user.email=clerk@fts.example", "-c", "safe.directory=*")
    call = ["git", *who, *args]
    # What is not text, such as Parquet in a patch, is told with its odd bytes replaced.
    run = subprocess.run(
        call, env={**own, **settings}, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()
