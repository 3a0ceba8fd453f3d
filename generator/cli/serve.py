"""`tkmv serve`: the portal on this machine, rebuilt when a file changes."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click

from generator.cli import show
from generator.cli.tool import INTERRUPTED, Command, Refusal

HOST = "127.0.0.1"


@click.command(cls=Command, examples=["tkmv serve --port 8080"])
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port on 127.0.0.1; 0 takes a free one.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of the portal (default: .cache/serve beside content/).",
)
def serve(port: int, out: Path | None) -> int:
    """Serve the portal on this machine, rebuilt on change.

    Reachable from this machine alone. While content is at fault the last good portal stays, and the faults are told.
    Ctrl-C ends it, as everywhere with exit code 130.
    """
    from generator.cli.place import root

    base = root()
    folder = (out or base / ".cache" / "serve").absolute()
    try:
        server = ThreadingHTTPServer((HOST, port), partial(Quiet, directory=str(folder)))
    except OSError as error:
        reason = f"порт {port} на {HOST} не открыть: {error.strerror}"
        raise click.UsageError(reason, click.get_current_context()) from None
    try:
        _rebuild(folder)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        show.note(f"Портал открыт: http://{HOST}:{server.server_address[1]}/  Завершить: Ctrl-C")
        _watch(base, folder)
    finally:
        server.server_close()
    return INTERRUPTED


class Quiet(SimpleHTTPRequestHandler):
    """Static files without a line of log for each, and never from the browser's own store."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _watch(base: Path, folder: Path) -> None:
    """Rebuild after each change under content/ and of the hand-written pages."""
    from watchfiles import watch

    watched = [path for path in (base / "content", base / "docs" / "portal") if path.is_dir()]
    for _ in watch(*watched, raise_interrupt=True):
        _rebuild(folder)


def _rebuild(folder: Path) -> None:
    from generator.cli.publishing import publish
    from generator.cli.world import world

    try:
        publish(world(), folder)
    except Refusal as refusal:
        show.error(*refusal.lines)
