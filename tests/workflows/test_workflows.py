"""Rules that the workflows keep, each shown to catch the fault it is there for; two auditors find nothing."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.files import FOLDER, Tree, parsed

NAMES = sorted(path.name for path in FOLDER.iterdir())
BIN = Path(sys.executable).parent
ZIZMOR = (
    str(BIN / "zizmor"),
    "--offline",
    "--no-progress",
    "--color=never",
    "--persona=auditor",
    "--strict-collection",
    "--collect=all",
)
SCHEMA = (str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows")
PINNED = re.compile(r"[\w.-]+/[\w.-]+(?:/[\w.-]+)*@[0-9a-f]{40} # v\d+\.\d+\.\d+")
COMMAND = re.compile(r"(?:make|\.venv/bin/tkmv) [\w./:=^ -]+")

Rule = Callable[[str, Tree], Iterator[str]]


def jobs(tree: Tree) -> Iterator[tuple[str, Tree]]:
    yield from tree["jobs"].items()


def steps(tree: Tree) -> Iterator[Tree]:
    for _, job in jobs(tree):
        yield from job.get("steps", [])


# --- the rules


def no_rights_unless_given(text: str, tree: Tree) -> Iterator[str]:
    """`permissions: {}` at the top, so a job has only what it names."""
    if tree.get("permissions") != {}:
        yield "permissions at the top are not empty"
    for name, job in jobs(tree):
        if not isinstance(job.get("permissions"), dict):
            yield f"{name}: no permissions of its own"


def every_right_has_a_reason(text: str, tree: Tree) -> Iterator[str]:
    """Each right stands with the reason in a comment."""
    rights = {
        right for _, job in jobs(tree) if isinstance(job.get("permissions"), dict) for right in job["permissions"]
    }
    for right in rights:
        for line in re.findall(rf"^ +{right}: (?:read|write)\b.*$", text, re.MULTILINE):
            if not re.search(r" # \w+", line):
                yield f"no reason for {line.strip()}"


def actions_are_pinned(text: str, tree: Tree) -> Iterator[str]:
    """By the full SHA, with the version it was in a comment."""
    written = re.findall(r"\buses: *(.*)$", text, re.MULTILINE)
    if len(written) != sum("uses" in step for step in steps(tree)):
        yield "an action that the text does not show"
    for action in written:
        if not PINNED.fullmatch(action):
            yield f"not pinned: {action}"


def credentials_do_not_stay(text: str, tree: Tree) -> Iterator[str]:
    """A check-out leaves no token behind for later steps."""
    for step in steps(tree):
        checkout = step.get("uses", "").startswith("actions/checkout@")
        if checkout and step.get("with", {}).get("persist-credentials") != "false":
            yield f"{step.get('name')}: credentials stay"


def every_job_ends(text: str, tree: Tree) -> Iterator[str]:
    """A job that hangs is stopped."""
    for name, job in jobs(tree):
        if not job.get("timeout-minutes", "").isdigit():
            yield f"{name}: no timeout"


def steps_are_the_commands_of_the_project(text: str, tree: Tree) -> Iterator[str]:
    """What runs at the forge runs at home: one `make` or `tkmv` a step, and nothing put together from an event."""
    for step in steps(tree):
        command = step.get("run")
        if command is not None and not COMMAND.fullmatch(command):
            yield f"not one command of the project: {command!r}"


def one_at_a_time(text: str, tree: Tree) -> Iterator[str]:
    """Runs about the same thing do not overlap."""
    if not tree.get("concurrency", {}).get("group"):
        yield "no concurrency group"


def merge_requests_see_no_secrets(text: str, tree: Tree) -> Iterator[str]:
    """Where code or content of a merge request is at work there is nothing to steal, and nothing to write to."""
    events: Any = tree.get("on", {})
    if {"pull_request_target", "workflow_run", "issue_comment"} & set(events):
        yield "an event that hands rights of main to a merge request"
    if "pull_request" not in events:
        return
    for name, job in jobs(tree):
        if "write" in str(job.get("permissions")) or "environment" in job:
            yield f"{name}: may write"
    if re.search(r"\bsecrets\b|github\.token|GITHUB_TOKEN", text):
        yield "a secret"


def by_hand_only_on_main(text: str, tree: Tree) -> Iterator[str]:
    """Whoever starts a workflow by hand names the branch: what writes or publishes starts on main alone."""
    if "workflow_dispatch" not in tree.get("on", {}):
        return
    for name, job in jobs(tree):
        if "needs" not in job and job.get("if") != "github.ref == 'refs/heads/main'":
            yield f"{name}: runs on any branch"


def machine_data_are_pushed_whatever_failed(text: str, tree: Tree) -> Iterator[str]:
    """A machine of the forge is gone with its job, and with it what was not pushed."""
    for step in steps(tree):
        if step.get("run", "").endswith("tkmv journal push") and step.get("if") != "always()":
            yield f"{step['name']}: not after a failure"


# --- each with a spoilt line that it must catch

PUBLISH, CHECK, PROBE = "publish.yml", "check.yml", "probe.yml"
RULES: tuple[tuple[Rule, tuple[tuple[str, str, str], ...]], ...] = (
    (
        no_rights_unless_given,
        (
            (CHECK, "permissions: {}", "permissions: read-all"),
            (CHECK, "permissions: {}", "# none"),
            (PUBLISH, "    permissions:\n      contents: read # to check the repository out\n", ""),
        ),
    ),
    (
        every_right_has_a_reason,
        (
            (PUBLISH, " # to put the portal in place, in one step", ""),
            (PROBE, " # to push measurements to the branch of machine data", ""),
        ),
    ),
    (
        actions_are_pinned,
        (
            (CHECK, "actions/checkout@9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0 # v7.0.0", "actions/checkout@v7"),
            (
                CHECK,
                "actions/checkout@9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0 # v7.0.0",
                "actions/checkout@9c091bb # v7",
            ),
            (PUBLISH, "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0", "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128"),
        ),
    ),
    (
        credentials_do_not_stay,
        (
            (CHECK, "persist-credentials: false", "persist-credentials: true"),
            (PUBLISH, "          persist-credentials: false\n", "          fetch-depth: 1\n"),
        ),
    ),
    (every_job_ends, ((CHECK, "    timeout-minutes: 15\n", ""),)),
    (
        steps_are_the_commands_of_the_project,
        (
            (CHECK, "run: make setup", "run: pip install tkmv"),
            (CHECK, "run: make setup", "run: make setup && make test"),
            (CHECK, "run: make setup", "run: make ${{ github.event.pull_request.title }}"),
            (CHECK, "run: make setup", "run: make $(id)"),
            (CHECK, "run: make setup", "run: |\n          make setup\n          make test"),
        ),
    ),
    (by_hand_only_on_main, ((PROBE, "    if: github.ref == 'refs/heads/main'", "    # if:"),)),
    (
        machine_data_are_pushed_whatever_failed,
        (
            (PROBE, "if: always() # what was measured", "# what was measured"),
            (PROBE, "if: always() # a letter", "if: success() # a letter"),
        ),
    ),
    (one_at_a_time, ((PUBLISH, "  group: publish", "  # none"),)),
    (
        merge_requests_see_no_secrets,
        (
            (CHECK, "pull_request:", "pull_request_target:"),
            (CHECK, "contents: read", "contents: write"),
            (CHECK, "run: make setup", "env:\n          TOKEN: ${{ secrets.TOKEN }}\n        run: make setup"),
            (CHECK, "run: make setup", "env:\n          TOKEN: ${{ github.token }}\n        run: make setup"),
        ),
    ),
)


@pytest.mark.parametrize(("rule", "spoilt"), RULES, ids=[rule.__name__ for rule, _ in RULES])
def test_workflows_keep_the_rule(rule: Rule, spoilt: tuple[tuple[str, str, str], ...]) -> None:
    for name, line, instead in spoilt:
        text = (FOLDER / name).read_text("utf-8")
        assert line in text
        broken = text.replace(line, instead, 1)
        assert list(rule(broken, parsed(broken))), f"the rule misses {instead!r}"
    for name in NAMES:
        text = (FOLDER / name).read_text("utf-8")
        assert list(rule(text, parsed(text))) == [], rule.__doc__


def test_an_action_has_one_revision_everywhere() -> None:
    """Two revisions of one action mean that an update was forgotten in a place."""
    found: dict[str, set[str]] = {}
    for name in NAMES:
        for action, pin in re.findall(r"uses: ([\w./-]+)@(\w+ # \S+)", (FOLDER / name).read_text("utf-8")):
            found.setdefault(action, set()).add(pin)
    assert found
    assert {action: pins for action, pins in found.items() if len(pins) > 1} == {}


WEAK = """\
name: weak
on: pull_request_target
jobs:
  weak:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v7
        with:
          ref: ${{ github.event.pull_request.head.sha }}
      - run: echo "${{ github.event.pull_request.title }}"
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_auditor_of_workflows_finds_nothing(tmp_path: Path) -> None:
    """zizmor, the persona that reports most, without asking the network."""
    weak = tmp_path / ".github" / "workflows" / "weak.yml"
    weak.parent.mkdir(parents=True)
    weak.write_text(WEAK, "utf-8")
    told = run(*ZIZMOR, str(tmp_path))
    assert told.returncode
    for audit in ("template-injection", "dangerous-triggers", "unpinned-uses", "artipacked", "excessive-permissions"):
        assert f"[{audit}]" in told.stdout
    found = run(*ZIZMOR, str(FOLDER))
    assert (found.returncode, found.stdout) == (0, "No findings to report. Good job!\n"), found.stdout + found.stderr


def test_the_schema_of_workflows_finds_nothing(tmp_path: Path) -> None:
    """The schema that check-jsonschema brings along."""
    (weak := tmp_path / "weak.yml").write_text(WEAK.replace("    runs-on: ubuntu-24.04\n", ""), "utf-8")
    assert run(*SCHEMA, str(weak)).returncode == 1
    found = run(*SCHEMA, *(str(FOLDER / name) for name in NAMES))
    assert found.returncode == 0, found.stdout
