"""Running: nothing listens before and after, taken ports are named, hundreds of them are no trouble."""

import asyncio
import json
import socket
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from probes.kinds.run import run
from probes.model.check import Target
from probes.model.verdict import Verdict
from probes.simulator.places import Unservable, inside, places
from probes.simulator.scenes import Act
from probes.simulator.simulator import NETWORK, Busy, Simulator, running
from tests.probes.simulator.stage import check, moved, reach_of, target

PAGE = target("page", check("http", "http://127.151.1.1:8080/"))


def started(
    targets: Sequence[Target], network: IPv4Network, root: Path, acts: Sequence[Act] = ()
) -> AbstractAsyncContextManager[Simulator]:
    own = moved(targets, network)
    return running(own, moment=datetime.now(UTC), root=root, data=root, network=network, acts=acts)


def free(host: str, port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as one:
        return one.connect_ex((host, port)) != 0


def host(network: IPv4Network, rest: str) -> str:
    return str(network.network_address).removesuffix("0.0") + rest


def test_every_port_listens_while_it_runs_and_none_afterwards(network: IPv4Network, tmp_path: Path) -> None:
    async def observe() -> tuple[bool, bool]:
        async with started([PAGE], network, tmp_path):
            during = await asyncio.to_thread(free, host(network, "1.1"), 8080)
        return during, await asyncio.to_thread(free, host(network, "1.1"), 8080)

    assert free(host(network, "1.1"), 8080)
    assert asyncio.run(observe()) == (False, True)


def test_taken_ports_are_all_named_and_nothing_is_left_listening(network: IPv4Network, tmp_path: Path) -> None:
    targets = [
        PAGE,
        target("other", check("tcp", "tcp://127.151.1.2:8080")),
        target("third", check("tcp", "tcp://127.151.1.3:8080")),
        target("alive", check("heartbeat", "heartbeats/alive.json")),
    ]

    async def start() -> None:
        async with started(targets, network, tmp_path):
            raise AssertionError("it must not start")

    with (
        socket.create_server((host(network, "1.1"), 8080)),
        socket.create_server((host(network, "1.3"), 8080)),
        pytest.raises(Busy) as busy,
    ):
        asyncio.run(start())
    assert [address for address, _ in busy.value.taken] == [
        f"{host(network, '1.1')}:8080",
        f"{host(network, '1.3')}:8080",
    ]
    assert free(host(network, "1.2"), 8080)
    # Who could not start has not touched the files of whoever runs already.
    assert list(tmp_path.iterdir()) == []


def test_four_hundred_ports_are_no_trouble(network: IPv4Network, tmp_path: Path) -> None:
    many = [target(f"t{n}", check("http", f"http://127.151.{n // 100}.{n % 100 + 1}:8080/")) for n in range(400)]

    async def all_up() -> list[Verdict]:
        async with started(many, network, tmp_path):
            reach = reach_of(network, tmp_path)
            limit = asyncio.Semaphore(8)

            async def one(each: Target) -> Verdict:
                async with limit:
                    return (await run(each.checks[0], reach)).verdict

            return await asyncio.gather(*map(one, moved(many, network)))

    assert set(asyncio.run(all_up())) == {Verdict.UP}


def test_a_scene_is_followed_by_the_clock(network: IPv4Network, tmp_path: Path) -> None:
    """The illness is there from the start, goes by itself, and the port is open again."""
    acts = (Act("refuse", who="page", end=0.4),)

    async def causes() -> list[str | None]:
        found: list[str | None] = []
        async with started([PAGE], network, tmp_path, acts):
            reach = reach_of(network, tmp_path)
            while None not in found:
                found.append((await run(moved([PAGE], network)[0].checks[0], reach)).cause)
                await asyncio.sleep(0.05)
        return found

    found = asyncio.run(asyncio.wait_for(causes(), 30))
    assert found[0] == "refused"
    assert set(found) == {"refused", None}


def test_talks_that_go_on_end_with_the_simulator(network: IPv4Network, tmp_path: Path) -> None:
    async def hold() -> bytes:
        async with started([PAGE], network, tmp_path) as simulator:
            await simulator.set("page", "mute")
            reader, writer = await asyncio.open_connection(host(network, "1.1"), 8080)
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await writer.drain()
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""
        finally:
            writer.close()

    assert asyncio.run(asyncio.wait_for(hold(), 30)) == b""


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\xff\xfe" * 100,
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n" + b"x" * 5_000_000,
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"a: " + b"x" * 200_000,
        b"",
    ],
    ids=["noise", "no target", "no host", "no length", "too long", "endless head", "nothing"],
)
def test_whatever_is_sent_the_next_caller_is_answered(sent: bytes, network: IPv4Network, tmp_path: Path) -> None:
    async def talk() -> tuple[bytes, Verdict]:
        async with started([PAGE], network, tmp_path):
            reader, writer = await asyncio.open_connection(host(network, "1.1"), 8080)
            answer = b""
            try:
                writer.write(sent)
                writer.write_eof()
                answer = await reader.read()
            except OSError:
                pass
            finally:
                writer.close()
            outcome = await run(moved([PAGE], network)[0].checks[0], reach_of(network, tmp_path))
            return answer, outcome.verdict

    answer, verdict = asyncio.run(asyncio.wait_for(talk(), 30))
    assert verdict is Verdict.UP
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


def test_one_connection_may_ask_twice(network: IPv4Network, tmp_path: Path) -> None:
    async def talk() -> bytes:
        async with started([PAGE], network, tmp_path):
            reader, writer = await asyncio.open_connection(host(network, "1.1"), 8080)
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nHEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            found = await reader.read()
            writer.close()
            return found

    assert asyncio.run(asyncio.wait_for(talk(), 30)).count(b"HTTP/1.1 200") == 2


def test_files_stay_within_the_machine_data_and_change_whole(network: IPv4Network, tmp_path: Path) -> None:
    data, outside = tmp_path / "data", tmp_path / "outside.json"
    beats = [
        target("good", check("heartbeat", "heartbeats/good.json")),
        target("bad", check("heartbeat", "../outside.json")),
        target("tls", check("tls", "tls://127.151.1.1:8443", trust="outside.pem")),
    ]

    async def serve() -> None:
        own = moved(beats, network)
        async with running(own, moment=datetime.now(UTC), root=tmp_path, data=data, network=network):
            pass

    asyncio.run(serve())
    assert not outside.exists()
    assert not (tmp_path / "outside.pem").exists()
    assert [path.name for path in (data / "heartbeats").iterdir()] == ["good.json"]
    assert json.loads((data / "heartbeats/good.json").read_text())["status"] == "ok"


def test_beside_real_targets_only_files_of_served_ones_are_written(network: IPv4Network, tmp_path: Path) -> None:
    beat = "heartbeats/{}.json"
    ours = target("ours", check("tcp", "tcp://127.151.1.1:8080"), check("heartbeat", beat.format("ours")))
    alone = target("alone", check("heartbeat", beat.format("alone")))
    mixed = target("mixed", check("tcp", "tcp://127.151.1.2:8080"), check("http", "http://10.0.0.1/", "far"))
    mixed = replace(mixed, checks=(*mixed.checks, check("heartbeat", beat.format("mixed"))))

    def written(targets: list[Target], data: Path) -> set[str]:
        async def serve() -> None:
            async with started(targets, network, data):
                pass

        asyncio.run(serve())
        return {path.stem for path in data.rglob("*.json")}

    assert written([ours, alone], tmp_path / "demonstration") == {"ours", "alone"}
    assert written([ours, alone, mixed], tmp_path / "real") == {"ours"}


def test_a_place_cannot_speak_tls_and_not() -> None:
    both = target("a", check("http", "https://127.151.1.1:8443/"), check("http", "http://127.151.1.1:8443/", "b"))
    with pytest.raises(Unservable, match="a/http, a/b"):
        places([both], NETWORK)


def test_only_addresses_of_the_network_are_served() -> None:
    foreign = ["http://127.0.0.1:80/", "http://10.0.0.1/", "http://gateway.smev.example/", "tcp://[::1]:80"]
    far = [target(f"t{n}", check(one.partition(":")[0], one)) for n, one in enumerate(foreign)]
    assert [place.address for place in places([*far, PAGE], NETWORK)] == ["127.151.1.1:8080"]


def test_targets_that_ask_somebody_else_are_left_out() -> None:
    both = target("both", check("http", "http://127.151.1.1:8080/"), check("tcp", "tcp://10.0.0.1:80"))
    files = target("files", check("heartbeat", "heartbeats/a.json"))
    assert [one.id for one in inside([PAGE, both, files], NETWORK)] == ["page", "files"]


def test_who_stands_behind_whom_is_followed_to_the_end() -> None:
    door = "http://127.151.1.1:7777"
    chain = [
        target("gateway", check("http", door)),
        target("adapter", check("http", "http://127.151.1.2:7777"), behind=("gateway",)),
        target("service", check("http", f"{door}/a"), behind=("adapter", "nobody")),
        replace(target("ring", check("http", f"{door}/b")), behind=("ring",)),
    ]
    assert places(chain, NETWORK)[0].guests == {"service"}
