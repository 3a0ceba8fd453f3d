"""A helper process: a part of a large sweep runs in it; started once, it serves many sweeps."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from probes.model.check import Check
from probes.model.measurement import Outcome
from probes.reach.reach import Reach
from probes.sweep.lane import Lost
from probes.sweep.warm import Need
from probes.sweep.wire import Answer, Ask, Begin, Begun, Drop, packed, received

# A fresh interpreter rather than a fork: threads of this process (a store's client, say) cannot hang it. `-P`: nothing
# is imported from the folder one happens to stand in.
_SOURCE = str(Path(__file__).parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from probes.sweep.helped import main; main()"
_COMMAND = (sys.executable, "-P", "-c", _START, _SOURCE)


class Helper:
    """A lane in a process of its own."""

    # It has the next check at hand while the answer to the last one travels.
    ahead = 1

    def __init__(self, process: Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("a helper is asked and answers through pipes")
        self.process = process
        self._writer = process.stdin
        self._waiting: dict[int, asyncio.Future[Outcome]] = {}
        self._asked = 0
        self._begun = asyncio.Event()
        self._listening = asyncio.create_task(self._listen(process.stdout))

    def begin(self, make: Callable[[], Reach], needed: frozenset[Need]) -> None:
        """A new sweep with means of its own; `make` is pickled and called in the helper."""
        self._begun.clear()
        self._send(Begin(make, needed))

    async def ready(self) -> None:
        await self._begun.wait()

    async def outcome(self, check: Check) -> Outcome:
        if self._listening.done():
            raise Lost
        self._asked += 1
        number = self._asked
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        self._send(Ask(number, check))
        try:
            return await answer
        except asyncio.CancelledError:
            self._send(Drop(number))
            raise
        finally:
            del self._waiting[number]

    async def close(self) -> None:
        """End the process, whatever it is doing."""
        if self.process.returncode is None:
            self.process.kill()
        self._writer.close()
        # To the end of its output: only then the pipes are closed on this side too.
        await self._listening
        await self.process.wait()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while (message := await received(reader)) is not None:
            match message:
                case Begun():
                    self._begun.set()
                case Answer(number, outcome):
                    answer = self._waiting.get(number)
                    if answer is not None and not answer.done():
                        answer.set_result(outcome)
        self._begun.set()  # nothing more will come: whoever waits is told that the lane is lost
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(Lost())

    def _send(self, message: Begin | Ask | Drop) -> None:
        if not self._writer.is_closing():
            self._writer.write(packed(message))


@asynccontextmanager
async def helpers(count: int) -> AsyncIterator[tuple[Helper, ...]]:
    """So many helper processes, ended with the block."""
    started: list[Helper] = []
    try:
        for _ in range(count):
            # In a group of its own: Ctrl-C is for the one who reads the keyboard, helpers end with it.
            process = await asyncio.create_subprocess_exec(*_COMMAND, stdin=PIPE, stdout=PIPE, process_group=0)
            started.append(Helper(process))
        yield tuple(started)
    finally:
        await asyncio.gather(*(one.close() for one in started))
