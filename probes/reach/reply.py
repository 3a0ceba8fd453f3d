"""An HTTP/1.x answer read as its bytes come (RFC 9112); the parser is llhttp, so a flood of chunks costs little."""

import httptools


class Malformed(ValueError):
    """What came is no answer of HTTP/1."""


class Reply:
    """The final answer: interim ones (1xx) before it are read and forgotten, what follows it is never looked at."""

    __slots__ = ("body", "count", "headed", "headers", "parser", "status", "whole", "words")

    def __init__(self) -> None:
        self.parser = httptools.HttpResponseParser(self)
        # What old servers send and every client takes: lines that end without CR (RFC 9112, 2.2), headers that go on in
        # the next line (5.2), spaces after the size of a chunk.
        self.parser.set_dangerous_leniencies(
            lenient_headers=True, lenient_optional_cr_before_lf=True, lenient_spaces_after_chunk_size=True
        )
        self.count = 0
        self.status = 0
        self.words = b""
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = bytearray()
        self.headed = False
        self.whole = False

    def take(self, data: bytes) -> None:
        """More bytes, or none at the end of the connection, which must be the end of the answer too (EOFError)."""
        if not data:
            # Only an answer that names no length ends with its connection (RFC 9112, 6.3).
            if not self.headed or self.header(b"content-length") is not None or self._chunked():
                raise EOFError
            self.whole = True
            return
        self.count += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            raise Malformed("смена протокола вместо ответа") from None
        except httptools.HttpParserError as error:
            # What was found wrong in a call of the parser stands behind its own error.
            ours = error.__context__ if isinstance(error.__context__, Malformed) else error
            if not self.whole:
                raise Malformed(str(ours)) from None

    @property
    def reason(self) -> str:
        """The words beside the status, for people: mostly UTF-8, though no standard says so."""
        return self.words.decode("utf-8", errors="replace")

    def header(self, name: bytes) -> bytes | None:
        """The value of a header, those of the same name joined as one list (RFC 9110, 5.3)."""
        found = [value for key, value in self.headers if key == name]
        return b", ".join(found) if found else None

    def _chunked(self) -> bool:
        return (self.header(b"transfer-encoding") or b"").lower().endswith(b"chunked")

    # --- called by the parser

    def on_message_begin(self) -> None:
        if not self.whole:
            self.headers.clear()
            self.words = b""

    def on_status(self, reason: bytes) -> None:
        if not self.whole:
            self.words += reason

    def on_header(self, name: bytes, value: bytes) -> None:
        if b"\0" in value or name != name.strip():
            raise Malformed("недопустимые знаки в заголовке")
        # What follows the body in chunks (trailers) changes nothing of it (RFC 9110, 6.5.1).
        if not self.headed:
            self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        if self.parser.get_http_version() not in {"1.0", "1.1"}:
            raise Malformed(f"версия HTTP {self.parser.get_http_version()}")
        if self.parser.get_status_code() < 100:
            raise Malformed(f"код ответа {self.parser.get_status_code()}")
        if not self.whole and self.parser.get_status_code() >= 200:
            self.status = self.parser.get_status_code()
            self.headed = True

    def on_body(self, data: bytes) -> None:
        if not self.whole:
            self.body += data

    def on_message_complete(self) -> None:
        self.whole = self.headed
