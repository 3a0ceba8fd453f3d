"""Attachments that the portal gives out: annexes of a card's text, and scans that are marked for publication."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.model.content import CardVersion
from generator.portal.views.names import CARDS

# Kinds that a browser shows or saves without running anything in them; HTML, SVG and XML could carry a script.
SAFE = frozenset({".csv", ".docx", ".jpeg", ".jpg", ".ods", ".odt", ".pdf", ".png", ".txt", ".xlsx", ".zip"})


@dataclass(frozen=True, slots=True)
class FileView:
    """An attachment; without an address it is named but not given out."""

    title: str
    name: str
    sha256: str
    address: str | None


def file_view(version: CardVersion, title: str, file: str, sha256: str) -> FileView:
    """An attachment whose bytes are those that the text or the record names, if its kind may be given out."""
    given = version.files.get(file) == sha256 and PurePosixPath(file).suffix.lower() in SAFE
    address = f"{CARDS}{version.id}/v{version.number}/{file}" if given else None
    return FileView(title, PurePosixPath(file).name, sha256, address)


def annexes(version: CardVersion) -> tuple[FileView, ...]:
    """Annexes of the text, in the order of the card."""
    return tuple(file_view(version, one.title, one.file, one.sha256) for one in version.card.annexes)


def given_out(version: CardVersion) -> Iterator[tuple[str, str, str]]:
    """Each attachment that is published: its address, its path below the version's folder, its sha256."""
    seen: dict[str, tuple[str, str]] = {one.file: (one.title, one.sha256) for one in version.card.annexes}
    for filed in version.records:
        seen |= {one.file: (one.file, one.sha256) for one in filed.record.scans if one.publish}
    for file, (title, sha256) in sorted(seen.items()):
        view = file_view(version, title, file, sha256)
        if view.address is not None:
            yield view.address, file, sha256
