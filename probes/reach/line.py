"""One TCP connection, plain or under TLS, without a thread or a transport: a socket and the loop's readiness."""

import asyncio
import errno
import socket
import ssl
from collections.abc import Callable
from typing import Any

from probes.reach.failure import Failure
from probes.reach.policy import Address

CHUNK = 65_536
# The kernel refuses at once when it knows no way: nothing left this machine, nothing was measured.
NO_WAY = {
    errno.ENETUNREACH,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.EADDRNOTAVAIL,
    errno.EACCES,
    errno.EPERM,
    errno.EAFNOSUPPORT,
    errno.EINVAL,
}
_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK}


class Line:
    """An open connection; the caller closes it."""

    __slots__ = ("address", "loop", "port", "sock")

    def __init__(self, sock: socket.socket, address: Address, port: int) -> None:
        self.sock = sock
        self.address = address
        self.port = port
        self.loop = asyncio.get_running_loop()

    @classmethod
    async def open(cls, address: Address, port: int) -> "Line":
        """Connect to this very address: nothing is resolved again."""
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        try:
            sock = socket.socket(family, socket.SOCK_STREAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC)
        except OSError as error:
            if error.errno in NO_WAY:
                raise Failure("runner_no_route", f"{address}: {error.strerror}") from None
            raise
        line = cls(sock, address, port)
        try:
            at_once = sock.connect_ex((str(address), port))
            if at_once in NO_WAY:
                raise Failure("runner_no_route", f"{line.peer}: пути в эту сеть нет, {errno.errorcode[at_once]}")
            if at_once in _UNDER_WAY:
                await line._until(line.loop.add_writer, line.loop.remove_writer)
                at_once = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if at_once:
                raise _broken(at_once, line.peer)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            line.close()
            raise
        return line

    @property
    def peer(self) -> str:
        """Address and port, as they are written."""
        return f"{self.address}:{self.port}" if self.address.version == 4 else f"[{self.address}]:{self.port}"

    async def secure(self, context: ssl.SSLContext, server_name: str) -> ssl.SSLSocket:
        """Shake hands; an error of TLS is left to the caller, who judges it."""
        # The dot that ends a name is no part of it here (RFC 6066, 3).
        name = server_name.removesuffix(".")
        tls = context.wrap_socket(self.sock, do_handshake_on_connect=False, server_hostname=name)
        self.sock = tls
        await self._attempt(tls.do_handshake)
        return tls

    async def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[await self._passed(self.sock.send, rest) :]

    async def read(self) -> bytes:
        """What has come, at least one byte; empty at the end."""
        # A flood is always ready to be read: the deadline and the other probes must still have their turn.
        await asyncio.sleep(0)
        data: bytes = await self._passed(self.sock.recv, CHUNK)
        return data

    def close(self) -> None:
        self.sock.close()

    async def _passed(self, action: Callable[..., Any], *arguments: Any) -> Any:
        """Bytes over the line: what TLS finds wrong with them once hands are shaken, the node has done."""
        try:
            return await self._attempt(action, *arguments)
        except ssl.SSLEOFError:
            raise _broken(errno.ECONNRESET, self.peer) from None
        except ssl.SSLError as error:
            raise Failure("tls_failure", f"{self.peer}: соединение TLS нарушено, {error.reason or error}") from None

    async def _attempt(self, action: Callable[..., Any], *arguments: Any) -> Any:
        """Do it now or as soon as the socket is ready for it."""
        while True:
            try:
                return action(*arguments)
            except ssl.SSLWantReadError:
                await self._until(self.loop.add_reader, self.loop.remove_reader)
            except (ssl.SSLWantWriteError, BlockingIOError) as error:
                reading = isinstance(error, BlockingIOError) and action == self.sock.recv
                await self._until(
                    self.loop.add_reader if reading else self.loop.add_writer,
                    self.loop.remove_reader if reading else self.loop.remove_writer,
                )
            except ssl.SSLError:
                raise
            except OSError as error:
                raise _broken(error.errno or 0, self.peer) from None

    async def _until(self, register: Callable[..., Any], remove: Callable[[int], Any]) -> None:
        """Wait until the socket is ready."""
        ready = self.loop.create_future()
        number = self.sock.fileno()
        register(number, _wake, ready)
        try:
            await ready
        finally:
            remove(number)


def _wake(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)


def _broken(number: int, peer: str) -> Failure:
    """The cause that an error of the network stands for."""
    if number == errno.ECONNREFUSED:
        return Failure("refused", f"{peer}: узел отклонил соединение")
    if number in {errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED}:
        return Failure("reset", f"{peer}: узел оборвал соединение")
    if number == errno.ETIMEDOUT:
        return Failure("timeout", f"{peer}: узел не ответил на соединение")
    return Failure("net_unreachable", f"{peer}: {errno.errorcode.get(number, number)}")
