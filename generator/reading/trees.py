"""All files of content/ as JSON texts, in parallel when there are many, from the cache where nothing changed."""

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from hashlib import file_digest
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import NamedTuple

from pydantic_core import to_json

from generator.digest import canonical
from generator.model.finding import Finding
from generator.reading.cache import Row, key_of, look_up, remember
from generator.reading.files import CONTENT, Entry, Folder, listing, read, unreadable, walk
from generator.reading.places import ATTACHMENT, CARD
from generator.reading.strict import parse

Progress = Callable[[int, int], None]

MANY = 300  # files and folders; below that a second process costs more than it brings
STEP = 100  # files or folders in one job
MAX_WORKERS = 8


class Source(NamedTuple):
    """One file as read. `text`: of YAML the JSON of its tree (of a card the canonical one), of an attachment its
    sha256, of anything else its bytes; None where the findings say why.
    """

    path: str
    kind: str
    ids: dict[str, str]
    text: bytes | None


class Batch(NamedTuple):
    """What some files and folders hold."""

    sources: list[Source]
    findings: list[Finding]
    fresh: list[Row]
    used: list[bytes]


class _Job(NamedTuple):
    entries: Sequence[Entry]
    folders: Sequence[Folder]
    cache: Path | None


def read_all(root: Path, cache: Path | None, progress: Progress | None = None) -> Iterator[Batch]:
    """Everything under content/, a batch as soon as it is read; at the end the cache learns what was new."""
    top = listing(CONTENT, str(root / CONTENT))
    entries, folders, findings = top.files, [], top.findings
    for folder in top.folders:
        below = listing(*folder)
        entries.extend(below.files)
        folders.extend(below.folders)
        findings.extend(below.findings)
    yield Batch([], findings, [], [])
    jobs = [_Job(entries[at : at + STEP], (), cache) for at in range(0, len(entries), STEP)]
    jobs += [_Job((), folders[at : at + STEP], cache) for at in range(0, len(folders), STEP)]
    total = len(entries) + len(folders)
    done, fresh, used = 0, [], []
    for job, batch in zip(jobs, _results(jobs, parallel=total >= MANY), strict=True):
        yield batch
        fresh += batch.fresh
        used += batch.used
        done += len(job.entries) + len(job.folders)
        if progress:
            progress(done, total)
    if fresh:
        remember(cache, fresh, used)


def _results(jobs: Sequence[_Job], *, parallel: bool) -> Iterator[Batch]:
    """Results in the order of the jobs; whatever the other processes do not deliver is done here."""
    done = 0
    workers = min(len(jobs), len(os.sched_getaffinity(0)), MAX_WORKERS)
    if parallel and workers > 1 and "fork" in get_all_start_methods():
        try:
            for batch in _in_processes(jobs, workers):
                yield batch
                done += 1
        except (OSError, BrokenProcessPool):
            pass
    for job in jobs[done:]:
        yield _read(job)


def _in_processes(jobs: Sequence[_Job], workers: int) -> Iterator[Batch]:
    executor = ProcessPoolExecutor(workers, get_context("fork"), _prepare_worker)
    try:
        yield from executor.map(_read, jobs)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _prepare_worker() -> None:
    """A worker leaves Ctrl-C to its parent, and lives too shortly to need a garbage collector."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _read(job: _Job) -> Batch:
    """Read, look up or parse the files of one job."""
    entries, findings = list(job.entries), []
    for folder in job.folders:
        below = walk(*folder)
        entries += below.files
        findings += below.findings
    batch = Batch([], findings, [], [])
    pending: list[tuple[Entry, bytes, bytes]] = []
    for entry in entries:
        if entry.spot.kind == ATTACHMENT.name:
            batch.sources.append(_attachment(entry, findings))
            continue
        data, fault = read(entry.path, entry.absolute)
        if fault:
            findings.append(fault)
            batch.sources.append(_source(entry, None))
        elif entry.path.endswith(".yml"):
            pending.append((entry, key_of(entry.spot.kind, data), data))
        else:
            batch.sources.append(_source(entry, data))
    known = look_up(job.cache, [key for _, key, _ in pending])
    for entry, key, data in pending:
        text = known.get(key)
        if text is None:
            parsed = parse(data, entry.path)
            findings.extend(parsed.findings)
            if parsed.tree is not None and not parsed.findings:
                text = canonical(parsed.tree) if entry.spot.kind == CARD else to_json(parsed.tree)
                batch.fresh.append(Row(key, text))
        batch.sources.append(_source(entry, text))
        batch.used.append(key)
    return batch


def _source(entry: Entry, text: bytes | None) -> Source:
    return Source(entry.path, *entry.spot, text)


def _attachment(entry: Entry, findings: list[Finding]) -> Source:
    """The sha256 of an attachment, whatever its size."""
    try:
        with Path(entry.absolute).open("rb") as file:
            return _source(entry, file_digest(file, "sha256").hexdigest().encode())
    except OSError as error:
        findings.append(unreadable(entry.path, error))
        return _source(entry, None)
