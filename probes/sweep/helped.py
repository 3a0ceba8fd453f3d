"""The other side of a helper: asked over standard input, answers over standard output, ends when nobody asks."""

import asyncio
import os
import sys
from asyncio.streams import FlowControlMixin

from probes.sweep.lane import Here
from probes.sweep.warm import warm
from probes.sweep.wire import Answer, Ask, Begin, Begun, Drop, packed, received

_Tasks = dict[int, "asyncio.Task[None]"]


def main() -> None:
    """Serve until the asking side closes."""
    # Answers alone go where answers go; whatever a library prints goes to standard error.
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    asyncio.run(serve(answers))


async def serve(answers: int) -> None:
    """Run what is asked, all at once; who asks keeps the pace."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    transport, _ = await loop.connect_write_pipe(FlowControlMixin, os.fdopen(answers, "wb"))
    running: _Tasks = {}
    here: Here | None = None
    while (message := await received(reader)) is not None:
        match message:
            case Begin():
                await _drop(running, *running)
                here = Here(message.make())
                warm(here.reach, message.needed)
                transport.write(packed(Begun()))
            case Ask() if here is not None:
                running[message.number] = asyncio.create_task(_answer(transport, message, here, running))
            case Drop():
                await _drop(running, message.number)
    await _drop(running, *running)


async def _answer(transport: asyncio.WriteTransport, ask: Ask, here: Here, running: _Tasks) -> None:
    try:
        transport.write(packed(Answer(ask.number, await here.outcome(ask.check))))
    finally:
        running.pop(ask.number, None)


async def _drop(running: _Tasks, *numbers: int) -> None:
    tasks = [running[one] for one in numbers if one in running]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
