"""Work on many things by all cores: forked processes that have read everything already, and this one beside them."""

import gc
import os
import signal
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

T = TypeVar("T")
R = TypeVar("R")
Results = dict[int, list[R]]

MANY = 200  # things; for fewer a second process costs more than it brings
STEP = 25  # things taken at once
MAX_HELPERS = 7
_WIDTH = 4  # bytes of a number in the queue
_ROOM = 1 << 16  # bytes that a pipe takes without anybody reading


class Crew(Generic[T, R]):
    """Does `work` for each of the things; processes start on entering, so that others may be done here meanwhile."""

    def __init__(self, work: Callable[[T], R], things: Sequence[T]) -> None:
        self._work = work
        size = max(STEP, -(-len(things) * _WIDTH // _ROOM))
        self._steps = [things[at : at + size] for at in range(0, len(things), size)]
        self._many = len(things) >= MANY
        self._helpers: list[tuple[ForkProcess, Connection]] = []
        # Numbers of steps, taken by whoever is free: a read is whole, and no lock stays behind with a killed process.
        self._queue, entry = os.pipe()
        os.write(entry, b"".join(number.to_bytes(_WIDTH) for number in range(len(self._steps))))
        os.close(entry)

    def __enter__(self) -> "Crew[T, R]":
        # Where there is no affinity to ask for (outside Linux), forking is not safe either.
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        if self._many and cores > 1:
            self._start(min(cores - 1, MAX_HELPERS))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._queue)
        for process, results in self._helpers:
            results.close()
            if kind is not None:
                process.terminate()
            process.join()

    def finish(self, progress: Callable[[int], None] | None = None) -> list[R]:
        """All results in the order of the things; what a helper did not deliver is done here.

        `progress` hears how many more things have been done.
        """
        done: Results[R] = {}
        self._own_share(done, progress)
        for _, results in self._helpers:
            share = _received(results)
            done |= share
            if progress:
                progress(sum(map(len, share.values())))
        for number, things in enumerate(self._steps):
            if number not in done:
                done[number] = [self._work(one) for one in things]
        return [result for _, results in sorted(done.items()) for result in results]

    def _start(self, helpers: int) -> None:
        fork = get_context("fork")
        for _ in range(helpers):
            ours, theirs = fork.Pipe(duplex=False)
            process = fork.Process(target=self._help, args=(theirs,), daemon=True)
            try:
                process.start()
            except OSError:  # no processes to be had here
                return
            theirs.close()
            self._helpers.append((process, ours))

    def _help(self, results: "Connection") -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends its helpers
        gc.disable()
        done: Results[R] = {}
        try:
            self._own_share(done, None)
        except Exception as error:
            results.send(error)
        else:
            results.send(done)

    def _own_share(self, done: Results[R], progress: Callable[[int], None] | None) -> None:
        while taken := os.read(self._queue, _WIDTH):
            number = int.from_bytes(taken)
            done[number] = [self._work(one) for one in self._steps[number]]
            if progress:
                progress(len(done[number]))


def _received(results: "Connection") -> "Results[Any]":
    """What a helper sends at its end; nothing where it was killed."""
    try:
        share: Any = results.recv()
    except EOFError:
        return {}
    if isinstance(share, Exception):
        raise share
    return dict(share)
