"""The message itself out of an answer in parts: services that may send attachments often pack every answer so."""

import re
from email.message import Message
from itertools import islice, pairwise

# Of an answer in more parts only the first are looked at.
PARTS = 100


def root_part(content_type: str, body: bytes) -> bytes:
    """The root of `multipart/related` (RFC 2387, 3.2): the part that `start` names, else the first one.

    Attachments are left out. A body of another type, or without the parts it promises, stays as it is.
    """
    told = Message()
    told["Content-Type"] = content_type
    boundary = told.get_boundary("")
    if told.get_content_type() != "multipart/related" or not boundary:
        return body
    border = re.compile(rb"(?:^|\r?\n)--" + re.escape(boundary.encode("latin-1", "replace")) + rb"[ \t]*(?:\r?\n|--)")
    ends = [(one.start(), one.end()) for one in islice(border.finditer(body), PARTS + 1)]
    parts = [_apart(body[end:start]) for (_, end), (start, _) in pairwise(ends)]
    if not parts:
        return body
    start = str(told.get_param("start", "")).encode("latin-1", "replace")
    return next((content for head, content in parts if start and start in head), parts[0][1])


def _apart(part: bytes) -> tuple[bytes, bytes]:
    """Headers and content of a part; one without headers begins with the empty line."""
    found = re.search(rb"(?:^|\r?\n)\r?\n", part)
    return (part[: found.start()], part[found.end() :]) if found else (part, b"")
