"""Any bytes at all: an outcome with a cause of the taxonomy, never a fault of the probe itself."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probes.kinds.run import run
from probes.model.cause import CAUSES
from probes.model.check import Assertion, Check
from probes.model.verdict import Purpose, Verdict
from probes.reach.reach import Reach
from tests.probes.misbehaviour.papers import NAME
from tests.probes.misbehaviour.scene import World
from tests.probes.misbehaviour.scenes.certificates import REFUSAL
from tests.probes.misbehaviour.scenes.contracts import PAGE, WSDL
from tests.probes.misbehaviour.scenes.examples import RESULT, enveloped
from tests.probes.misbehaviour.stage import Behaviour, answer, hang_up

# A TLS 1.2 ServerHello that picks a GOST suite, as a beginning for worse.
HELLO = b"\x16\x03\x03\x00\x31\x02\x00\x00\x2d\x03\x03" + bytes(32) + b"\0\xc1\x00\0\0\5\xff\1\0\1\0"
BEGINNINGS = (b"", b"HTTP/1.1 200 OK\r\n", answer(WSDL), answer(enveloped(RESULT)), answer(PAGE), REFUSAL, HELLO)


@pytest.fixture(scope="session")
def speaker(world: World) -> tuple[int, Callable[[bytes], None]]:
    """A server that says what it was told last, whatever is asked, and hangs up."""
    told = [b""]

    def says_it() -> Behaviour:
        async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(1)
            writer.write(told[0])
            await writer.drain()
            await hang_up(writer)

        return behave

    def tell(data: bytes) -> None:
        told[0] = data

    return world.stage.serve(says_it()), tell


@st.composite
def noise(draw: st.DrawFn) -> bytes:
    """Something sensible, cut somewhere and continued by anything."""
    beginning = draw(st.sampled_from(BEGINNINGS))
    return beginning[: draw(st.integers(0, len(beginning)))] + draw(st.binary(max_size=200))


@pytest.mark.parametrize(
    ("kind", "scheme"), [("tls", "tls"), ("http", "http"), ("http", "https"), ("wsdl", "http"), ("soap", "http")]
)
@given(data=noise())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_answer_breaks_a_probe(
    kind: str, scheme: str, data: bytes, speaker: tuple[int, Callable[[bytes], None]], reach: Reach
) -> None:
    port, tell = speaker
    tell(data)
    check = Check(
        "noise",
        kind,
        Purpose.SERVICE_AVAILABILITY,
        f"{scheme}://127.0.0.1:{port}",
        deadline=8,
        server_name=NAME,
        contains="ready",
        contract="0" * 64,
        permitted=True,
        assertions=(Assertion("//absent"),),
    )
    outcome = asyncio.run(run(check, reach))
    assert outcome.verdict is not Verdict.UP
    assert outcome.cause in CAUSES
    assert outcome.cause not in {"probe_failure", "timeout"}, outcome.evidence
