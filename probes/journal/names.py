"""Names in the journal: the day of a slot, and the start, runner and uuid of a sweep."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_OID, uuid4, uuid5

DEFAULT = ".data/journal"
DAY = 86_400
_EPOCH = date(1970, 1, 1)
_NAME = re.compile(
    r"(?P<folder>raw/(?P<day>\d{4}-\d\d-\d\d))/"
    r"(?P<stem>(?P<start>\d{8}T\d{12}Z)-(?P<runner>[A-Za-z0-9][A-Za-z0-9._-]{0,63})-[0-9a-f]{32})"
    r"(?P<suffix>\.parquet|\.jsonl)"
)
_STORED = re.compile(r"(?:days|details|rollups)/(\d{4}-\d\d-\d\d)\.parquet")
_START = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True)
class RawName:
    """A raw file by its name; the order of stems is the order in which rows count."""

    day: date
    stem: str
    started: datetime
    runner: str
    side: bool

    @property
    def path(self) -> str:
        return f"raw/{self.day}/{self.stem}{'.jsonl' if self.side else '.parquet'}"

    @property
    def side_path(self) -> str:
        return f"raw/{self.day}/{self.stem}.jsonl"


def new_stem(started: datetime, runner: str) -> str:
    """`<start>-<runner>-<uuid>`: sorts by start, then by runner; never the same twice."""
    if started.tzinfo is None:
        raise ValueError("the start of a sweep must know its time zone")
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", runner)[:64]
    if not re.match(r"[A-Za-z0-9]", plain):
        plain = f"runner{plain}"[:64]
    return f"{started.astimezone(UTC):{_START}}-{plain}-{uuid4().hex}"


def whole_day_stem(day: date, runner: str) -> str:
    """The source of a day written at once: after every sweep of that day, and the same again for the same runner."""
    return f"{day + timedelta(days=1):%Y%m%d}T000000000000Z-{runner}-{uuid5(NAMESPACE_OID, f'{day} {runner}').hex}"


def raw_name(path: str) -> RawName | None:
    """The parts of a raw file's path, or None for a file that no sweep has named."""
    match = _NAME.fullmatch(path)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"])
        started = datetime.strptime(match["start"], _START).replace(tzinfo=UTC)
    except ValueError:
        return None
    return RawName(day, match["stem"], started, match["runner"], match["suffix"] == ".jsonl")


def stored_day(path: str) -> date | None:
    """The day of `days/…`, `details/…` or `rollups/…`."""
    match = _STORED.fullmatch(path)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def folder_day(folder: str) -> date | None:
    """The day of a folder under raw/."""
    try:
        return date.fromisoformat(folder) if len(folder) == 10 else None
    except ValueError:
        return None


def day_of(slot: int) -> date:
    """The UTC day in which a slot starts: the day a row belongs to, wherever and whenever it was written."""
    return _EPOCH + timedelta(days=slot // DAY)


def start_of(day: date) -> int:
    """The first second of a UTC day since 1970."""
    return (day - _EPOCH).days * DAY


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Every day from the first through the last."""
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
