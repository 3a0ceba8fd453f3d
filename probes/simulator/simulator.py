"""The simulator: every place of a plan on loopback, well unless somebody or the scene says otherwise."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from ipaddress import IPv4Network
from math import inf
from pathlib import Path

from probes.model.check import Target
from probes.simulator import answers, soap
from probes.simulator.certificates import Authority, certificate
from probes.simulator.dialogue import READ, Answer, Request, converse
from probes.simulator.files import Files, examples
from probes.simulator.health import Health
from probes.simulator.illness import Illness
from probes.simulator.listener import Hearing, Listener, break_off
from probes.simulator.names import Names, asked
from probes.simulator.places import Part, Place, parts, places, writing
from probes.simulator.scenes import Act
from probes.simulator.wsdl import GATEWAY

NETWORK = IPv4Network("127.151.0.0/16")
HEARING = {"refuse": Hearing.REFUSING, "deaf": Hearing.DEAF}
# TLS 1.2, fatal alert 40, handshake_failure: what a server says that shares no cipher with the client.
ALERT = bytes.fromhex("15030300020228")


class Busy(Exception):
    """Somebody else holds addresses that the plan needs."""

    def __init__(self, taken: Sequence[tuple[str, OSError]]) -> None:
        self.taken = tuple(taken)
        super().__init__("; ".join(f"{address}: {error.strerror}" for address, error in taken))


class Simulator:
    """Serves a plan; `moment` is the time at the start, from which the loop's clock counts on."""

    def __init__(
        self,
        targets: Sequence[Target],
        *,
        moment: datetime,
        root: Path,
        data: Path,
        network: IPv4Network = NETWORK,
        acts: Sequence[Act] = (),
    ) -> None:
        self.places = places(targets, network)
        self.parts = parts(targets)
        self._moment = moment
        self.health = Health(self.parts, acts, self.second)
        self._authority = Authority(moment)
        self._examples = examples(self.parts, root)
        self._files = Files(parts(writing(targets, network)), root, data)
        self._listeners: dict[Place, Listener] = {}
        self._lines: dict[Place, Illness | None] = {}
        self._names: dict[Place, asyncio.DatagramTransport] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._begun = 0.0

    def beyond(self) -> list[str]:
        """Checks that no answer can satisfy, each with the reason: they are not up even here."""
        asked = (part for place in self.places for part in place.parts if part.check.kind == "soap")
        return [
            f"{part.name}: {fault}"
            for part in asked
            for fault in soap.beyond(part.check, part.path, self._examples.get(part, b""), self._moment)
        ]

    async def start(self) -> None:
        """Listen everywhere, then write the files; an address that is taken is told with all others like it."""
        taken: list[tuple[str, OSError]] = []
        self._begun = asyncio.get_running_loop().time()
        for place in self.places:
            try:
                await self._open(place)
            except OSError as error:
                taken.append((place.address, error))
        if taken:
            await self.stop()
            raise Busy(taken)
        try:
            self._files.trust(certificate())
            await self._apply()
        except BaseException:
            await self.stop()
            raise
        self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._beat())]

    async def stop(self) -> None:
        """Let every port go; the files stay, as those of a component that has stopped do."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for transport in self._names.values():
            transport.close()
        await asyncio.gather(*(listener.close() for listener in self._listeners.values()))
        self._listeners, self._names, self._tasks = {}, {}, []

    async def set(self, who: str, illness: str | None) -> None:
        """Make targets or checks ill, or well with None; it is so when this returns."""
        self.health.set(who, illness)
        await self._apply()

    async def clear(self) -> None:
        """Leave everything to the scene again."""
        self.health.clear()
        await self._apply()

    def second(self) -> float:
        """Seconds since the start."""
        return asyncio.get_running_loop().time() - self._begun

    def now(self) -> datetime:
        """The time, as far as the simulator is concerned."""
        return self._moment + timedelta(seconds=self.second())

    async def _open(self, place: Place) -> None:
        if place.protocol == "udp":
            loop = asyncio.get_running_loop()
            self._names[place], _ = await loop.create_datagram_endpoint(
                lambda: Names(lambda name, kind: self._question(place, name, kind)), (place.host, place.port)
            )
            return
        listener = Listener(place.host, place.port, lambda accepted: self._serve(place, accepted))
        listener.turn(Hearing.OPEN)
        self._listeners[place] = listener

    async def _apply(self) -> None:
        """Bring ports and files into the state they are said to be in."""
        for place, listener in self._listeners.items():
            illness = self.health.line(place)
            if illness != self._lines.get(place):
                listener.drop()
                self._lines[place] = illness
            listener.turn(HEARING.get(illness.name, Hearing.OPEN) if illness else Hearing.OPEN)
        for place in self.places:
            if place.protocol == "udp":
                await self._turn_names(place)
        self._files.write(self.now(), self.health.of)

    async def _turn_names(self, place: Place) -> None:
        """A server of names that refuses has no socket at all: the kernel says so for it."""
        illness = self.health.line(place)
        if illness and illness.name == "refuse":
            if place in self._names:
                self._names.pop(place).abort()
        elif place not in self._names:
            await self._open(place)

    async def _follow(self) -> None:
        """Go along with the scene."""
        while (turn := self.health.scene.turns(self.second())) < inf:
            await asyncio.sleep(turn - self.second())
            with contextlib.suppress(OSError):  # a port that was taken meanwhile, a full disk: the next turn comes
                await self._apply()

    async def _beat(self) -> None:
        """Write the files anew, often enough that none grows old by itself."""
        while True:
            await asyncio.sleep(self._files.pause)
            with contextlib.suppress(OSError):  # what is not written grows old, and is seen to
                self._files.write(self.now(), self.health.of)

    async def _serve(self, place: Place, accepted: socket.socket) -> None:
        """One connection: first what befalls the line, then TLS, then HTTP."""
        illness = self.health.line(place)
        name = illness.name if illness else ""
        if name in {"mute", "reset"} or (name == "gost" and place.secure):
            await _misbehave(name, accepted)
        else:
            if illness and name == "slow":
                await asyncio.sleep(int(illness.value) / 1_000)
            await self._talk(place, accepted, illness if name == "certificate" else None)

    async def _talk(self, place: Place, accepted: socket.socket, illness: Illness | None) -> None:
        context = self._authority.context(place.names, illness) if place.secure else None
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        with contextlib.suppress(ssl.SSLError):  # the other side trusts nobody or speaks no TLS: its own affair
            transport, _ = await loop.connect_accepted_socket(lambda: protocol, accepted, ssl=context)
            writer = asyncio.StreamWriter(transport, protocol, reader, loop)
            try:
                await converse(reader, writer, lambda request: self._answer(place, request))
                writer.close()
                await writer.wait_closed()
            finally:
                transport.abort()

    def _answer(self, place: Place, request: Request) -> Answer:
        part = self._whose(answers.candidates(place.parts, request), request)
        if part is None:
            gateway = any(GATEWAY.match(one.path) for one in place.parts)
            return answers.nobody(gateway, request, self.now())
        illness = self.health.of(part)
        if illness is None:
            return answers.well(part, request, self.now())
        tell = answers.guest if part.target.id in place.guests else answers.ill
        return tell(illness, part, request, self.now())

    def _whose(self, meant: Sequence[Part], request: Request) -> Part | None:
        """The check that asks: by the words of an example; of equal questions the one that is ill."""
        if request.method == "POST" and meant and meant[0].check.kind == "soap":
            return soap.nearest(self._examples, meant, request.body)
        return next((part for part in meant if self.health.of(part)), next(iter(meant), None))

    def _question(self, place: Place, name: str, kind: str) -> tuple[Part | None, Illness | None, float]:
        """Whose question it is; a name that is known by another type is known all the same."""
        known = [part for part in place.parts if asked(part)[0] == name]
        part = next((one for one in known if asked(one)[1] == kind), next(iter(known), None))
        illness = self.health.of(part) if part else None
        delay = int(illness.value) / 1_000 if illness and illness.name == "slow" else 0.0
        return part, illness, delay


async def _misbehave(name: str, accepted: socket.socket) -> None:
    """What is done to a connection instead of speaking on it."""
    loop = asyncio.get_running_loop()
    said = await loop.sock_recv(accepted, READ)
    if name == "reset":
        break_off(accepted)
    elif name == "gost" and said:
        await loop.sock_sendall(accepted, ALERT)
    while name == "mute" and said:
        said = await loop.sock_recv(accepted, READ)


@asynccontextmanager
async def running(
    targets: Sequence[Target],
    *,
    moment: datetime,
    root: Path,
    data: Path,
    network: IPv4Network = NETWORK,
    acts: Sequence[Act] = (),
) -> AsyncIterator[Simulator]:
    """A simulator that listens while the block lasts."""
    simulator = Simulator(targets, moment=moment, root=root, data=data, network=network, acts=acts)
    await simulator.start()
    try:
        yield simulator
    finally:
        await simulator.stop()
