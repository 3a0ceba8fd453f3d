"""`tkmv journal branch` and `tkmv journal push`: machine data carried by git."""

import os
from base64 import b64encode
from pathlib import Path
from typing import Any

import click

from generator.cli import show
from generator.cli.tool import WELL, Command, Refusal


def _authorized() -> None:
    """Let git show the token of TKMV_GIT_TOKEN over HTTPS; it stands in no file and no command line."""
    token = os.environ.get("TKMV_GIT_TOKEN")
    if token:
        told = b64encode(f"x-access-token:{token}".encode()).decode()
        number = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
        os.environ[f"GIT_CONFIG_KEY_{number}"] = "http.extraHeader"
        os.environ[f"GIT_CONFIG_VALUE_{number}"] = f"Authorization: Basic {told}"
        os.environ["GIT_CONFIG_COUNT"] = str(number + 1)


def _options(command: Any) -> Any:
    for one in (
        click.option("--remote", default="origin", show_default=True, metavar="NAME", help="Remote of git."),
        click.option("--branch", "name", default="data", show_default=True, metavar="NAME", help="Branch of the data."),
        click.option("--data", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Default: .data"),
    ):
        command = one(command)
    return command


@click.command(cls=Command, examples=["tkmv journal branch"])
@_options
def branch(remote: str, name: str, data: Path | None) -> int:
    """Make .data a working tree of the branch of machine data.

    The branch is that of the remote; where there is none it begins anew, without the history of people's work.
    Repeated, it changes nothing. A folder that holds something else is left alone. A remote that asks who is there is
    shown the token of TKMV_GIT_TOKEN.
    """
    from generator.cli.place import root
    from probes.journal import JournalError
    from probes.journal.branch import prepare

    base = root()
    _authorized()
    try:
        prepare(base, data or base / ".data", remote=remote, branch=name)
    except JournalError as error:
        raise Refusal(str(error)) from None
    show.note(f"{data or base / '.data'}: рабочее дерево ветки {name}")
    return WELL


@click.command(cls=Command, examples=["tkmv journal push"])
@_options
def push(remote: str, name: str, data: Path | None) -> int:
    """Commit new machine data and push its branch.

    Text and Parquet only. Several runners may push at once: what others have pushed is taken in, a day that two have
    compacted becomes one with the rows of both, and the push is tried again.
    """
    from generator.cli.place import root
    from probes.journal import JournalError
    from probes.journal.branch import push as push_branch

    _authorized()
    try:
        done = push_branch(data or root() / ".data", remote=remote, branch=name)
    except JournalError as error:
        raise Refusal(str(error)) from None
    for path in done.left:
        show.note(f"Не отправлен, потому что это не текст и не Parquet: {path}")
    show.note(f"Ветка {name} отправлена; новых файлов: {done.files}, попыток: {done.tries}")
    return WELL
