"""Files and folders to entries: every certificate with its verdict, every file that tells none with the reason."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from probes.certificates.assessment import Assessment, assess, assess_list
from probes.certificates.certificate import Certificate, RevocationList
from probes.certificates.reading import MAX_BYTES, Reading, read
from probes.model.verdict import Verdict

# Files in a folder that must be readable; of other names only what holds something is told.
NAMED = frozenset({".cer", ".crt", ".crl", ".der", ".p7b", ".p7c", ".p7m", ".p7s", ".pem", ".sgn", ".sig"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One certificate or list found in a file, or, with neither, why the file tells none."""

    path: str
    found: Certificate | RevocationList | None
    assessment: Assessment
    secret: bool = False


def survey(
    paths: Iterable[Path], now: datetime, warn_days: Sequence[int], replacement: datetime | None = None
) -> tuple[Entry, ...]:
    """Everything below some paths, in the order of names; lists of revoked ones count for all that lies beside them."""
    readings = [(str(path), _read(path, named)) for path, named in files(paths)]
    lists = [one for _, reading in readings for one in reading.lists]
    return tuple(
        entry for path, reading in readings for entry in entries(path, reading, lists, now, warn_days, replacement)
    )


def files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Files to read, each once, with whether its name promises a certificate; hidden folders are left alone."""
    seen: set[Path] = set()
    for path in paths:
        for one, named in _below(path) if is_folder(path) else ((path, True),):
            if one not in seen:
                seen.add(one)
                yield one, named


def is_folder(path: Path) -> bool:
    """Whether it is one; what cannot be looked at is told when it is read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _below(folder: Path) -> Iterator[tuple[Path, bool]]:
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            yield path, path.suffix.lower() in NAMED
    yield from ((Path(error.filename), True) for error in closed)


def _read(path: Path, named: bool) -> Reading:
    try:
        mode = path.stat().st_mode
        if S_ISDIR(mode):
            return Reading(faults=("папка не читается",))
        if not S_ISREG(mode):
            return Reading(faults=("это не обычный файл",))
        with path.open("rb") as file:
            reading = read(path.name, file.read(MAX_BYTES + 1))
    except PermissionError:
        return Reading(faults=("нет прав на чтение файла",))
    except OSError as error:
        return Reading(faults=(f"файл не читается, код {error.errno}",))
    told = reading.certificates or reading.lists or reading.secret
    return reading if named or told else Reading()


def entries(
    path: str,
    reading: Reading,
    lists: Sequence[RevocationList],
    now: datetime,
    warn_days: Sequence[int],
    replacement: datetime | None = None,
) -> Iterator[Entry]:
    """Everything that one file says, judged at a moment."""
    if reading.secret:
        text = f"отказано: в файле {reading.secret}; закрытые ключи здесь не хранят и не читают, уберите файл"
        yield Entry(path, None, Assessment(Verdict.NOT_MEASURED, "cert_unreadable", text), secret=True)
    for certificate in reading.certificates:
        yield Entry(path, certificate, assess(certificate, lists, now, warn_days, replacement))
    for one in reading.lists:
        yield Entry(path, one, _newest(one, lists) or assess_list(one, now))
    for fault in reading.faults:
        yield Entry(path, None, Assessment(Verdict.NOT_MEASURED, "cert_unreadable", fault))


def _newest(one: RevocationList, lists: Sequence[RevocationList]) -> Assessment | None:
    """A list that a later one of the same authority has replaced no longer goes stale."""
    this = one.this_update
    later = [
        other.this_update
        for other in lists
        if other.issuer == one.issuer and this and other.this_update and other.this_update > this
    ]
    if not later or not one.issuer:
        return None
    return Assessment(Verdict.UP, None, "список отозванных сертификатов, рядом лежит более новый")
