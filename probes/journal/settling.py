"""Two versions of a file of the journal as one: no row of either is lost, none is doubled."""

import json
import re
from datetime import date

from probes.journal import details
from probes.journal.compaction import day_facts
from probes.journal.days import counted
from probes.journal.parquet import UnfitError
from probes.journal.reading import Day, joined_facts
from probes.journal.rows import decode, encode

_STORED = re.compile(r"(?:.*/)?(?P<folder>days|details|rollups)/(?P<day>\d{4}-\d\d-\d\d)\.parquet")


def settled(path: str, theirs: bytes | None, ours: bytes | None) -> bytes | None:
    """The file that stands for both; None where a person has to decide."""
    if theirs is None or ours is None:
        return theirs or ours
    match = _STORED.fullmatch(path)
    try:
        if match and match["folder"] == "days":
            return _day(date.fromisoformat(match["day"]), theirs, ours)
        if match and match["folder"] == "details":
            return details.encode(details.merged([details.decode(theirs), details.decode(ours)]))
        if match:
            # A roll-up that no longer says what its day says is made again by the next run.
            return theirs
        folder, _, name = path.rpartition("/")
        if name == "retention.json":
            return max(theirs, ours, key=lambda data: str(json.loads(data)["kept_from"]))
        if name == "incidents.json":
            # Facts follow from the rows: the next run goes on from either.
            return max(theirs, ours, key=_until)
        if folder.rpartition("/")[2] == "outbox":
            # A letter that a server has taken is not sent again.
            return max(theirs, ours, key=lambda data: str(json.loads(data)["state"]) == "sent")
    except (UnfitError, ValueError, KeyError, TypeError):
        return None
    return None


def _until(facts: bytes) -> int:
    """Until when facts about incidents tell anything; those that are damaged, of nothing."""
    try:
        return int(json.loads(facts)["until"] or 0)
    except (ValueError, KeyError, TypeError):
        return -1


def _day(day: date, *versions: bytes) -> bytes:
    read = [decode(data, "day", day) for data in versions]
    table = counted([rows for rows, _ in read])
    return encode(table, "day", day_facts(Day(table, joined_facts(facts for _, facts in read), (), stored=True)))
