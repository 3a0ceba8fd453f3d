"""`heartbeat`: a component of one's own puts a small file where the runner can read it; its age is the answer (п. 29).

JSON `{"time": "2026-11-20T09:00:00Z", "status": "ok", "note": "…"}`, or a line of text `2026-11-20T09:00:00Z ok …`.
"""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from probes.kinds.pushed import AHEAD, age, below, longest, moment_of, tail
from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.model.moscow import minute
from probes.model.verdict import Verdict
from probes.reach.failure import Failure
from probes.reach.reach import Reach

CAP = 65_536
# A writer that does not rename may be met half-way: the file is read once more after so many seconds.
AGAIN_S = 0.1
STATUSES = {
    "ok": Verdict.UP,
    "up": Verdict.UP,
    "degraded": Verdict.DEGRADED,
    "warning": Verdict.DEGRADED,
    "down": Verdict.DOWN,
    "error": Verdict.DOWN,
    "fault": Verdict.DOWN,
}


class Beat(NamedTuple):
    """What a component says of itself."""

    moment: datetime
    status: str
    note: str


async def probe(check: Check, reach: Reach) -> Outcome:
    """The component's last word: missing, damaged, from the future, stale, or what it says."""
    beat = await _beat(check, reach)
    if beat.moment > reach.now + AHEAD:
        raise Failure("heartbeat_invalid", f"время сообщения {minute(beat.moment)} ещё не наступило: проверьте часы")
    since = reach.now - beat.moment
    told = f"сообщение от {minute(beat.moment)}" + (f": {beat.note}" if beat.note else "")
    if since > longest(check):
        raise Failure("heartbeat_stale", f"{told}; прошло {age(since)}, допустимо {age(longest(check))}")
    verdict = STATUSES.get(beat.status.lower())
    if verdict is None:
        raise Failure("heartbeat_invalid", f"состояние должно быть одним из: {', '.join(STATUSES)}; {told}")
    cause = None if verdict is Verdict.UP else "heartbeat_reports_fault"
    return Outcome(verdict, cause, evidence=f"{told}; состояние {beat.status}")


async def _beat(check: Check, reach: Reach) -> Beat:
    if not reach.data.is_dir():
        raise Failure("not_configured", "папки с данными машин нет на этом узле")
    for last in (False, True):
        path = below(check.address, reach.data)
        if path is None:
            raise Failure("heartbeat_missing", f"файла {check.address} нет")
        if beat := _read(path):
            return beat
        if not last:
            await asyncio.sleep(AGAIN_S)
    raise Failure("heartbeat_invalid", f"файл {check.address} повреждён, оборван или записан не по форме")


def _read(path: Path) -> Beat | None:
    """The beat in a file; None where it is torn or of another form."""
    try:
        if not path.is_file():
            raise Failure("heartbeat_invalid", f"{path.name}: это не обычный файл")
        data, whole = tail(path, CAP)
    except OSError as error:
        raise Failure("heartbeat_invalid", f"{path.name}: файл не читается, код {error.errno}") from None
    if not whole:
        raise Failure("heartbeat_invalid", f"{path.name}: файл больше {CAP} байт, это не сообщение о себе")
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return None
    return _of_json(text) if text.startswith("{") else _of_line(text)


def _of_json(text: str) -> Beat | None:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        return None
    moment = moment_of(tree.get("time", tree.get("at")))
    status, note = tree.get("status", "ok"), tree.get("note", "")
    return Beat(moment, status, note) if moment and isinstance(status, str) and isinstance(note, str) else None


def _of_line(text: str) -> Beat | None:
    first, _, rest = text.partition("\n")
    when, _, words = first.partition(" ")
    status, _, note = words.strip().partition(" ")
    moment = moment_of(when)
    return Beat(moment, status or "ok", " ".join((note.strip(), rest.strip())).strip()) if moment else None
