"""A folder served on this machine by threads, with the portal's own page for a wrong address."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"


class _Files(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for all files of a page

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As a forge's static host does: 404.html of the portal that the address lies in."""
        page = Path(self.directory, self.path.split("/")[1], "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """A browser asks for styles and scripts once, not on each page anew."""
        if "/assets/" in self.path:
            self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def handle(self) -> None:
        """A browser that is closed leaves its connections without a word."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder, with a slash at its end, while it is served."""
    with ThreadingHTTPServer((HOST, 0), partial(_Files, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
