"""Files that others push below the root of the machine data: found, read under a cap, their moments judged."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from probes.model.check import Check
from probes.reach.failure import Failure

# Clocks of two machines may differ so much; what is later still comes from the future.
AHEAD = timedelta(minutes=1)
# Without an age of its own a message may miss two of its slots.
SLOTS = 3


def below(address: str, *roots: Path) -> Path | None:
    """The path below the first root that has it; never outside of them, symbolic links included."""
    relative = PurePosixPath(address)
    stray = ".." in relative.parts
    for root in () if stray else roots:
        inside = Path(os.path.realpath(root / relative))
        if not inside.is_relative_to(os.path.realpath(root)):
            stray = stray or os.path.lexists(root / relative)
        elif _there(inside):
            return inside
    if stray or (relative.is_absolute() and not any(relative.is_relative_to(root) for root in roots)):
        raise Failure("not_configured", f"путь должен вести внутрь папки с данными, получено {address}")
    return None


def _there(path: Path) -> bool:
    """Whether anything is there; what cannot be looked at may be, and who reads it will say why not."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def tail(path: Path, cap: int) -> tuple[bytes, bool]:
    """The last bytes of a file, and whether that is all of it."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - cap))
        return file.read(cap), size <= cap


def moment_of(text: object) -> datetime | None:
    """A moment in ISO 8601; without a zone it is UTC; None where it is none."""
    if not isinstance(text, str) or len(text) > 40:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def longest(check: Check) -> timedelta:
    """The age from which a message is stale."""
    return timedelta(seconds=check.max_age if check.max_age is not None else SLOTS * check.period)


def age(span: timedelta) -> str:
    """An age as people say it."""
    seconds = int(span.total_seconds())
    if seconds < 120:
        return f"{seconds} с"
    if seconds < 7_200:
        return f"{seconds // 60} мин"
    return f"{seconds // 3_600} ч" if seconds < 172_800 else f"{seconds // 86_400} дн."
