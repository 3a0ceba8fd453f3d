"""Printing: data to standard output, messages to standard error, colour and progress for a person at a terminal."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TextIO

import click

if TYPE_CHECKING:
    from generator.model.finding import Finding

Stream = Literal["stdout", "stderr"]
Progress = Callable[[int, int], None]


def out(data: str | bytes) -> None:
    """Data, in UTF-8 whatever the locale; a reader that has seen enough (`| head`) is no fault."""
    _write("stdout", data)


def note(text: str) -> None:
    """A message for the person, after which the work goes on."""
    _write("stderr", f"{text}\n")


def error(*lines: str) -> None:
    """Why the work stopped."""
    for line in lines:
        note(style(line, "stderr", fg="red"))


def style(text: str, stream: Stream, **look: Any) -> str:
    """Colour where a person sees it: a terminal, without NO_COLOR (no-color.org)."""
    return click.style(text, **look) if coloured(stream) else text


def coloured(stream: Stream) -> bool:
    """Whether colour reaches a person's eyes on this stream."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and is_terminal(stream)


def is_terminal(stream: Stream) -> bool:
    """Whether a person reads this stream as it is written."""
    found: TextIO | None = getattr(sys, stream)
    return found is not None and found.isatty()


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """How far long work has come: a bar on a terminal, plain lines in CI, nothing in a pipe."""
    if is_terminal("stderr"):
        with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

            def move(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            yield move
    elif os.environ.get("CI"):
        yield _quarters(label)
    else:
        yield lambda done, total: None


def _quarters(label: str) -> Progress:
    """A line for every quarter of the work: enough to see in a log that it goes on."""
    told = 0

    def move(done: int, total: int) -> None:
        nonlocal told
        quarter = 4 * done // max(total, 1)
        if quarter > told:
            told = quarter
            note(f"{label}: {done} / {total}")

    return move


def mute() -> None:
    """Nobody reads standard output any more: let the rest, the interpreter's last flush too, go nowhere."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


def _write(name: Stream, data: str | bytes) -> None:
    stream: TextIO | None = getattr(sys, name)
    if stream is None:  # closed by the caller: nobody wants it
        return
    try:
        stream.flush()
        stream.buffer.write(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
        stream.flush()
    except BrokenPipeError:
        if name == "stdout":
            mute()


def findings(found: Iterable["Finding"]) -> None:
    """Findings as messages, in the one grammar of the house."""
    from generator.checks.output import text

    if listed := text(found):
        note(listed.rstrip("\n"))
