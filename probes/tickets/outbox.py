"""Letters on disk with their states: a mail server that is away delays them and loses none.

Exactly once does not exist over SMTP. A letter is on disk before anything is sent; whatever happens while it is sent,
it is sent again under the same Message-ID until the server has taken it.
"""

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal, get_args

from probes.tickets.letter import KINDS, Letter
from probes.tickets.writing import Written

State = Literal["queued", "sending", "sent", "refused"]
STATES = get_args(State)

# A server that is away is asked again soon; one that refuses a letter needs people first.
_FIRST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = {"queued": timedelta(minutes=30), "sending": timedelta(minutes=30), "refused": timedelta(hours=6)}
_TEXTS = ("message_id", "sender", "recipient", "subject", "body")
_MARK = re.compile(r"[^a-z0-9.]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter, where it stands, how often it was tried, and what the server said last."""

    letter: Letter
    state: State = "queued"
    attempts: int = 0
    tried: datetime | None = None
    answer: str = ""

    @property
    def again(self) -> datetime | None:
        """When it is to be tried again: after a wait that doubles; empty where it was not tried yet, or was taken."""
        if self.state == "sent" or self.tried is None:
            return None
        doubled: timedelta = _FIRST_WAIT * 2 ** min(max(self.attempts - 1, 0), 10)
        return self.tried + min(doubled, _LONGEST_WAIT[self.state])

    def ready(self, now: datetime) -> bool:
        """Whether it is to be tried now."""
        if self.state == "sent":
            return False
        # A moment of the future was told by a clock that has been set right since.
        return self.again is None or self.tried is None or self.tried > now or now >= self.again


class Outbox:
    """A folder, one file a letter, named so that files sort by when the letters were made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Letters of years are read once a run; a file is another one when it was written anew.
        self._known: dict[Path, tuple[tuple[int, int], Entry | None]] = {}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One sender at a time, or two of them would hand over the same letters; another one waits for its turn."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)  # given back by the kernel when the holder is killed
            yield

    def put(self, letter: Letter) -> bool:
        """Keep a letter; False when it is there already, in whatever state."""
        path = self._path(letter)
        if path.exists() or any(one.letter.message_id == letter.message_id for one in self.entries()):
            return False
        self.save(Entry(letter))
        return True

    def entries(self) -> list[Entry]:
        """All letters, thread by thread in the order they began; a torn or foreign file is told by `unreadable`."""
        found = [one for _, one in self._read() if one is not None]
        begun = {one.letter.message_id: one.letter.made for one in found}

        def order(one: Entry) -> tuple[datetime, str, int, datetime]:
            letter, thread = one.letter, one.letter.thread or one.letter.message_id
            return begun.get(thread, letter.made), thread, KINDS.index(letter.kind), letter.made

        return sorted(found, key=order)

    def unreadable(self) -> list[Path]:
        """Files that are no letters of ours; they are left alone."""
        return [path for path, one in self._read() if one is None]

    def written(self) -> list[Written]:
        """What was written so far, for deciding what is due."""
        return [
            Written(
                one.letter.kind,
                one.letter.incidents,
                one.letter.message_id,
                one.letter.recipient,
                one.letter.made,
                one.state == "sent",
            )
            for one in self.entries()
        ]

    def save(self, entry: Entry) -> None:
        """Put the entry's file in place, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=self.folder, prefix=".", delete=False, encoding="utf-8") as made:
            try:
                json.dump(_to_tree(entry), made, ensure_ascii=False, indent=1, sort_keys=True)
                made.write("\n")
                made.flush()
                os.fsync(made.fileno())
                Path(made.name).chmod(0o644)
                Path(made.name).replace(self._path(entry.letter))
            except BaseException:
                Path(made.name).unlink(missing_ok=True)
                raise

    def _path(self, letter: Letter) -> Path:
        mark = _MARK.sub("-", letter.message_id.strip("<>").partition("@")[0])
        return self.folder / f"{letter.made.astimezone(UTC):%Y%m%dT%H%M%S}-{mark}.json"

    def _read(self) -> Iterator[tuple[Path, Entry | None]]:
        for path in sorted(self.folder.glob("[!.]*.json")) if self.folder.is_dir() else ():
            try:
                told = path.stat()
            except FileNotFoundError:
                continue
            stamp = told.st_mtime_ns, told.st_ino
            if path not in self._known or self._known[path][0] != stamp:
                self._known[path] = stamp, _entry(path)
            yield path, self._known[path][1]


def _to_tree(entry: Entry) -> dict[str, object]:
    letter = asdict(entry.letter) | {"made": entry.letter.made.astimezone(UTC).isoformat()}
    tried = entry.tried.astimezone(UTC).isoformat() if entry.tried else None
    return {
        "schema": 1,
        "state": entry.state,
        "attempts": entry.attempts,
        "tried": tried,
        "answer": entry.answer,
        "letter": letter,
    }


def _entry(path: Path) -> Entry | None:
    """The letter of a file; None where it is none of ours."""
    try:
        return _from_tree(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _from_tree(tree: dict[str, object]) -> Entry:
    told, state = tree["letter"], tree["state"]
    if tree["schema"] != 1 or not isinstance(told, dict) or state not in STATES:
        raise ValueError("schema")
    letter = Letter(**told)
    letter = replace(letter, incidents=tuple(letter.incidents), made=_moment(told["made"]))
    if letter.kind not in KINDS or not all(isinstance(told[name], str) for name in _TEXTS):
        raise ValueError("letter")
    if state != "sent":
        letter.message()  # what cannot be sent must not stop the others
    tried = _moment(tree["tried"]) if tree["tried"] else None
    return Entry(letter, state, int(str(tree["attempts"])), tried, str(tree["answer"]))  # type: ignore[arg-type]


def _moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)
