"""Where a journal lies: a folder of this machine or any fsspec store."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from probes.journal.folder import FolderStore
from probes.journal.store import Store


def open_store(url: str, options: Mapping[str, Any] | None = None) -> Store:
    """A path or `file://` URL is a folder, any other URL goes to fsspec; neither is created nor asked yet."""
    scheme, found, rest = url.partition("://")
    if not found or scheme == "file":
        return FolderStore(Path(rest if found else url))
    from probes.journal.remote import RemoteStore  # brings fsspec, which a folder does not need

    return RemoteStore(url, options or {})
