"""Every command that the README and the guides show is one, with options that it has."""

import re
import shlex
from pathlib import Path

import click
import pytest

from generator.cli import main

ROOT = Path(__file__).parent.parent
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# In a block of code to the end of the line, in a line of text to the closing mark.
_SHOWN = re.compile(r"^(tkmv [^#\n]+)|`(tkmv [^`]+)`", re.MULTILINE)
SHOWN = sorted({(one[0] or one[1]).strip() for path in GUIDES for one in _SHOWN.findall(path.read_text("utf-8"))})


def called(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words name, and what is left for it."""
    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            return command, words
        command, words = found, words[1:]
    return command, words


@pytest.mark.parametrize("shown", SHOWN)
def test_a_command_that_is_shown_exists_with_its_options(shown: str) -> None:
    command, words = called(shlex.split(shown.replace("\\|", "|"))[1:])
    assert not isinstance(command, click.Group) or not words or words[0].isupper(), f"no such command: {shown}"
    known = {name for option in command.params for name in option.opts}
    # What stands after `--` is a command of its own.
    own = words[: words.index("--")] if "--" in words else words
    named = {word.partition("=")[0] for word in own if word.startswith("--")}
    assert named <= known | {"--help"}, f"no such option: {shown}"


def test_the_guides_show_commands() -> None:
    assert {"tkmv probe", "tkmv tickets --send", "tkmv simulate --sweep"} <= set(SHOWN)
