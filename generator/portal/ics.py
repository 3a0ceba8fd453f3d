"""Lines of a calendar file (RFC 5545): text escaped, long lines folded.

Written here, since a library spends a hundred microseconds on an entry, and all duties are written at each build.
"""

from datetime import date

LIMIT = 75  # octets of a line without its end (section 3.1)


def content_line(name: str, value: str) -> bytes:
    """A line whose value needs no escaping, folded between characters; what goes on begins with a space."""
    data = f"{name}:{value}".encode()
    if len(data) <= LIMIT:
        return data + b"\r\n"
    pieces, start, room = [], 0, LIMIT
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # inside of a character
            end -= 1
        pieces.append(data[start:end])
        start, room = end, LIMIT - 1
    pieces.append(data[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def text_line(name: str, text: str) -> bytes:
    """A line of text (section 3.3.11)."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return content_line(name, escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n"))


def day(value: date) -> str:
    """A day as calendars write it."""
    return f"{value.year:04}{value.month:02}{value.day:02}"
