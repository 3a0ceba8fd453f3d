"""A journal in an object store through fsspec: a file is one put, and a lease holds writers apart."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import sleep
from typing import IO, Any
from uuid import uuid4

import fsspec

from probes.journal.errors import JournalBusyError, told
from probes.journal.store import Entry

_LEASE = "lease.json"
_HELD = timedelta(minutes=10)
_TURNS = 60
# Clients of S3 wait a minute and try five times by default; a sweep cannot.
_PATIENCE = {"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 2}}


class RemoteStore:
    """A prefix of an fsspec store; where the store compares tags (S3), a lost lease does no harm either."""

    def __init__(self, url: str, options: Mapping[str, Any]) -> None:
        self.url = url
        self._options = dict(options)
        scheme = url.partition("://")[0]
        self._tags = scheme in ("s3", "s3a")
        if self._tags:
            self._options = {"config_kwargs": _PATIENCE, "use_listings_cache": False, **self._options}
        with told("открыть хранилище", url):
            self._fs, root = fsspec.core.url_to_fs(url, **self._options)
            self._root = root.rstrip("/")

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root

    def entries(self, folder: str) -> list[Entry]:
        with told("прочитать список файлов", self.url):
            self._fs.invalidate_cache()
            try:
                found = self._fs.find(self._at(folder), detail=True)
            except FileNotFoundError:
                return []
            return sorted((self._entry(path, facts) for path, facts in found.items()), key=lambda entry: entry.path)

    def _entry(self, path: str, facts: Mapping[str, Any]) -> Entry:
        stamp = facts.get("ETag") or facts.get("etag") or facts.get("md5") or facts.get("created") or ""
        return Entry(path[len(self._root) :].lstrip("/"), int(facts.get("size") or 0), str(stamp).strip('"'))

    def read(self, path: str) -> bytes:
        with told(f"прочитать {path}", self.url, absent=True):
            data: bytes = self._fs.cat_file(self._at(path))
            return data

    def open(self, path: str) -> IO[bytes]:
        with told(f"прочитать {path}", self.url, absent=True):
            file: IO[bytes] = self._fs.open(self._at(path), "rb", cache_type="readahead", block_size=1 << 16)
            return file

    def write(self, path: str, data: bytes) -> None:
        with told(f"записать {path}", self.url):
            self._fs.pipe_file(self._at(path), data)

    def replace(self, path: str, data: bytes, seen: Entry | None) -> None:
        with told(f"записать {path}", self.url):
            if not self._tags:
                self._fs.pipe_file(self._at(path), data)
                return
            try:
                if seen is None:
                    self._fs.pipe_file(self._at(path), data, mode="create")
                else:
                    self._fs.pipe_file(self._at(path), data, IfMatch=seen.stamp)
            except Exception as error:
                if _refused(error):
                    raise JournalBusyError(f"журнал {self.url}: {path} тем временем заменил другой процесс") from error
                raise

    def move(self, path: str, to: str) -> None:
        with told(f"переместить {path}", self.url, absent=True):
            self._fs.copy(self._at(path), self._at(to))
            self._fs.rm_file(self._at(path))

    def remove(self, path: str) -> None:
        with told(f"удалить {path}", self.url):
            try:
                self._fs.rm_file(self._at(path))
            except FileNotFoundError:
                return

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A lease with an end, so that a killed holder does not hold for ever."""
        owner = uuid4().hex
        for _ in range(_TURNS):
            if self._lease(owner):
                break
            sleep(1)
        else:
            raise JournalBusyError(f"журнал {self.url} уплотняет другой процесс; повторите позже")
        try:
            yield
        finally:
            self._release(owner)

    def _lease(self, owner: str) -> bool:
        held = json.dumps({"owner": owner, "until": (datetime.now(UTC) + _HELD).isoformat()}).encode()
        with told("занять журнал", self.url):
            try:
                self._fs.pipe_file(self._at(_LEASE), held, mode="create")
                return True
            except Exception as error:
                if not _refused(error):
                    raise
            old = self._old_lease()
            return old is not None and self._take_over(held, old)

    def _old_lease(self) -> Entry | None:
        """The lease that is there, where it has come to its end or is none."""
        try:
            found = self._entry(self._at(_LEASE), self._fs.info(self._at(_LEASE)))
            lease = json.loads(self._fs.cat_file(self._at(_LEASE)))
            return found if datetime.fromisoformat(lease["until"]) < datetime.now(UTC) else None
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            return found

    def _take_over(self, held: bytes, old: Entry) -> bool:
        """Of several who find an old lease one replaces it; where the store compares no tags, the next try decides."""
        if not self._tags:
            self._fs.rm_file(self._at(_LEASE))
            return False
        try:
            self._fs.pipe_file(self._at(_LEASE), held, IfMatch=old.stamp)
        except Exception as error:
            if not _refused(error):
                raise
            return False
        return True

    def _release(self, owner: str) -> None:
        with told("освободить журнал", self.url):
            try:
                if json.loads(self._fs.cat_file(self._at(_LEASE))).get("owner") == owner:
                    self._fs.rm_file(self._at(_LEASE))
            except FileNotFoundError:
                return


def _refused(error: Exception) -> bool:
    """The store said that the file is there already, or is no longer the one seen."""
    text = f"{type(error).__name__} {error} {error.__cause__}"
    return isinstance(error, FileExistsError) or "PreconditionFailed" in text or "At least one of the pre" in text
