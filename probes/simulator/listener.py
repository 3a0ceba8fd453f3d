"""A listening port that can also refuse, or be deaf, and be well again."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Awaitable, Callable
from enum import Enum
from functools import partial

Serve = Callable[[socket.socket], Awaitable[None]]
BACKLOG = 128
# Linux holds one connection more than the backlog says; the third finds the queue full.
PLUGS = 3
# Off the port at once, with a reset, and nothing kept for later.
ABRUPT = struct.pack("ii", 1, 0)


class Hearing(Enum):
    """How a port meets a connection."""

    OPEN = "open"
    REFUSING = "refusing"
    DEAF = "deaf"


class Listener:
    """One port: every connection is a task of its own; turning away ends them all."""

    def __init__(self, host: str, port: int, serve: Serve) -> None:
        self.where = (host, port)
        self._serve = serve
        self._socket: socket.socket | None = None
        self._hearing = Hearing.REFUSING
        self._plugs: list[socket.socket] = []
        self._talks: set[asyncio.Task[None]] = set()

    def turn(self, hearing: Hearing) -> None:
        """Meet connections so from now on; a port that somebody else holds is an OSError."""
        if hearing is self._hearing:
            return
        self._drop()
        if hearing is Hearing.REFUSING:
            self._close()
        else:
            listening = self._socket or self._bind()
            listening.listen(BACKLOG if hearing is Hearing.OPEN else 0)
            if hearing is Hearing.OPEN:
                asyncio.get_running_loop().add_reader(listening, self._accept, listening)
            else:
                self._plug()
        self._hearing = hearing

    def drop(self) -> None:
        """End the talks that go on; new ones may come."""
        for talk in self._talks:
            talk.cancel()

    async def close(self) -> None:
        """Let the port go and wait until every talk has ended."""
        waiting = [*self._talks]
        self.turn(Hearing.REFUSING)
        await asyncio.gather(*waiting, return_exceptions=True)

    def _bind(self) -> socket.socket:
        # The protocol is named, or asyncio would not send small answers at once (TCP_NODELAY).
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.setblocking(False)
            listening.bind(self.where)
            # Only now does the kernel tell that another one already listens here.
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            raise
        self._socket = listening
        return listening

    def _close(self) -> None:
        if self._socket:
            self._socket.close()
            self._socket = None

    def _drop(self) -> None:
        """End the talks and take no more of them."""
        if self._socket:
            asyncio.get_running_loop().remove_reader(self._socket)
        for plug in self._plugs:
            plug.close()
        self._plugs.clear()
        self.drop()

    def _plug(self) -> None:
        """Fill the queue of connections, so that the kernel drops whoever comes next without a word."""
        for _ in range(PLUGS):
            plug = socket.socket()
            plug.setblocking(False)
            plug.connect_ex(self.where)
            self._plugs.append(plug)

    def _accept(self, listening: socket.socket) -> None:
        try:
            accepted, _ = listening.accept()
        except OSError:  # the caller is gone already, or descriptors have run out: the next one may do better
            return
        talk = asyncio.create_task(self._talk(accepted))
        self._talks.add(talk)
        talk.add_done_callback(partial(self._end, accepted))

    def _end(self, accepted: socket.socket, talk: asyncio.Task[None]) -> None:
        """However it ended, even before it began: the connection is closed."""
        self._talks.discard(talk)
        accepted.close()

    async def _talk(self, accepted: socket.socket) -> None:
        """What the other side does to the line is its own affair."""
        accepted.setblocking(False)
        with contextlib.suppress(OSError):
            await self._serve(accepted)


def break_off(accepted: socket.socket) -> None:
    """Reset the connection instead of closing it."""
    accepted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPT)
    accepted.close()
