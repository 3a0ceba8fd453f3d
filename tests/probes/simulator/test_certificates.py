"""The authority of the simulator is known to everybody: it vouches for loopback and `.example`, for nothing else."""

import asyncio
import ssl
from datetime import UTC, datetime

import pytest

from probes.simulator.certificates import Authority, certificate

NOW = datetime.now(UTC)


def test_the_certificate_of_the_authority_is_the_same_to_the_byte() -> None:
    assert certificate() == certificate()
    assert Authority(NOW) is not Authority(NOW)
    assert certificate().count(b"BEGIN") == 1


@pytest.mark.parametrize(
    ("names", "asked", "believed"),
    [
        (("127.0.0.1",), "127.0.0.1", True),
        (("portal.example",), "portal.example", True),
        (("127.0.0.1", "deep.portal.example"), "deep.portal.example", True),
        (("10.0.0.1",), "10.0.0.1", False),
        (("portal.test",), "portal.test", False),
        (("example.test", "127.0.0.1"), "127.0.0.1", False),
    ],
)
def test_it_is_believed_of_loopback_and_example_alone(names: tuple[str, ...], asked: str, believed: bool) -> None:
    server = Authority(NOW).context(names, None)
    client = ssl.create_default_context(cadata=certificate().decode())

    async def shake() -> bool:
        listening = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=server)
        port = listening.sockets[0].getsockname()[1]
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=client, server_hostname=asked)
        except ssl.SSLCertVerificationError as error:
            assert "permitted subtree" in error.verify_message
            return False
        finally:
            listening.close()
        writer.close()
        return True

    assert asyncio.run(shake()) is believed
