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
        _watch(base, folder, server)
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


def _watch(base: Path, folder: Path, server: ThreadingHTTPServer) -> None:
    """Rebuild after each change under content/ and of the hand-written pages; until Ctrl-C."""
    from watchfiles import watch

    watched = [path for path in (base / "content", base / "docs" / "portal") if path.is_dir()]
    opened = False
    # The first turn comes without a change, once the watch stands: what is edited during the build is not missed.
    for changes in watch(*watched, rust_timeout=500, yield_on_timeout=True, raise_interrupt=True):
        if changes or not opened:
            _rebuild(folder)
        if not opened:
            opened = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
            show.note(f"Портал открыт: http://{HOST}:{server.server_address[1]}/  Завершить: Ctrl-C")


def _rebuild(folder: Path) -> None:
    from generator.cli.building import build_to

    try:
        build_to(folder)
    except Refusal as refusal:
        show.error(*refusal.lines)
