"""One function over many days: on the cores of this machine, or on a Dask cluster where an address is given."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from probes.journal.errors import JournalError

# Seconds to wait for a scheduler.
PATIENCE = 10

Item = TypeVar("Item")
Result = TypeVar("Result")


def each(work: Callable[[Item], Result], items: Iterable[Item], cluster: str | None = None) -> list[Result]:
    """Results in the order of the items; the same function and the same results wherever it runs."""
    todo = list(items)
    if cluster:
        return _on_cluster(work, todo, cluster)
    workers = min(len(todo), _cores())
    if workers < 2:
        return [work(item) for item in todo]
    # Decoding, sorting and counting run outside the interpreter's lock, so threads use all cores without the half
    # second in which a process of its own would load the libraries again.
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, todo))


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _on_cluster(work: Callable[[Item], Result], items: list[Item], address: str) -> list[Result]:
    """dask.distributed as an executor: its workers need this package and a way to the store, nothing more."""
    from distributed import Client

    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise JournalError(f"кластер Dask {address} не отвечает: {str(error) or type(error).__name__}") from error
    with client:
        # Not pure: the same day is rolled up again when its rows have changed.
        results: list[Result] = client.gather(client.map(work, items, pure=False))
        return results
