"""The committed public certificates, and the moment at which the tests look at them."""

from datetime import UTC, datetime
from pathlib import Path

from probes.certificates.reading import Reading, read

FILES = Path(__file__).parent / "files"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
WARN = (60, 30, 14, 7)


def reading(name: str) -> Reading:
    """What one of the files says."""
    return read(name, (FILES / name).read_bytes())


def utc(*parts: int) -> datetime:
    """A moment in UTC."""
    year, month, day, *rest = parts
    hour, minute, second = (*rest, 0, 0, 0)[:3]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
