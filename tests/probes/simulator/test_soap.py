"""Answers are built from the check's own assertions, in the envelopes of its generation of SMEV."""

from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import etree

from probes.model.check import Assertion, Check
from probes.model.verdict import Purpose
from probes.simulator.faults import FAULTS2, FAULTS3, REFUSALS3
from probes.simulator.places import Part
from probes.simulator.soap import beyond, ill, nearest, well
from tests.probes.simulator.stage import target

MOMENT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TYPES = "urn://x-artefacts-smev-gov-ru/services/message-exchange/types"
SPACES = {
    "soap": "http://schemas.xmlsoap.org/soap/envelope/",
    "smev": "http://smev.gosuslugi.ru/rev120315",
    "t": f"{TYPES}/1.2",
    "b": f"{TYPES}/basic/1.2",
    "x": "urn:x",
}
SECOND, THIRD, ADAPTER = "/gateway/services/SID0003663/1.00", "/smev/v1.2/ws", "/ws/egrul"


def ask(operation: str) -> bytes:
    """A message of SMEV 3."""
    return f'<a xmlns:t="{TYPES}/1.2"><t:{operation}/></a>'.encode()


def checked(path: str, *assertions: Assertion, **more: Any) -> Check:
    address = f"http://127.0.0.1{path}"
    return Check("a", "soap", Purpose.SERVICE_HEALTH, address, namespaces=SPACES, assertions=assertions, **more)


def answered(path: str, body: bytes, *assertions: Assertion, **more: Any) -> tuple[int, etree._Element]:
    status, text = well(checked(path, *assertions, **more), path, body, MOMENT)
    return status, etree.fromstring(text)


@pytest.mark.parametrize(
    ("path", "body", "xpath", "equals"),
    [
        (SECOND, b"", "//smev:Message/smev:Status", "RESULT"),
        (SECOND, b"", "//smev:Message/smev:Status", "ACCEPT"),
        (SECOND, b"", "//smev:MessageData/smev:AppData", None),
        (SECOND, b"", "//smev:TestMsg", None),
        (SECOND, b"", "//x:Person/x:Inn", "7730176610"),
        (SECOND, b"", "/soap:Envelope/soap:Body//x:Answer[1]/x:Code", "0"),
        (SECOND, b"", "//smev:AppData/x:Answer/@code", "ok"),
        (SECOND, b"", "//smev:AppData/x:Answer/text()", "есть"),
        (SECOND, b"", "//*[local-name()='Found']/*[local-name()='Number']", "5"),
        (SECOND, b"", "//smev:Sender/smev:Code", "FNS001001"),
        (THIRD, ask("SendRequestRequest"), "//t:MessageMetadata/t:Status", "requestIsQueued"),
        (THIRD, ask("GetResponseRequest"), "//t:MessageType", "RESPONSE"),
        (THIRD, ask("GetResponseRequest"), "//b:MessagePrimaryContent/x:Answer/x:Code", "1"),
        (THIRD, ask("GetIncomingQueueStatisticsRequest"), "//b:pendingMessageNumber", "0"),
        (ADAPTER, ask("GetResponseRequest"), "//b:MessagePrimaryContent", None),
    ],
)
def test_the_assertion_of_a_check_holds_in_its_answer(path: str, body: bytes, xpath: str, equals: str | None) -> None:
    status, root = answered(path, body, Assertion(xpath, equals))
    assert status == 200
    found = root.xpath(xpath, namespaces=SPACES)
    assert isinstance(found, list)
    assert len(found) > 0
    first = found[0]
    told = first.text if isinstance(first, etree._Element) else first
    assert equals is None or told == equals


def test_several_assertions_hold_at_once() -> None:
    wanted = (Assertion("//x:A/x:B", "1"), Assertion("//x:A/x:C", "2"), Assertion("//x:A", None))
    _, root = answered(SECOND, b"", *wanted)
    assert root.xpath("string(//x:A/x:B)", namespaces=SPACES) == "1"
    assert root.xpath("string(//x:A/x:C)", namespaces=SPACES) == "2"
    assert root.xpath("count(//x:A)", namespaces=SPACES) == 1


@pytest.mark.parametrize(
    "xpath", ["count(//x:A)", "//x:A[@n='1']", "//*/*[x:B]", "//x:A/following::x:B[2]", "//y:A", "//["]
)
def test_an_assertion_that_no_answer_can_be_made_up_for_is_told(xpath: str) -> None:
    held = Assertion("//smev:Message/smev:Status", "RESULT")
    check = checked(SECOND, held, Assertion(xpath, "1"))
    assert [fault.partition(": ")[0] for fault in beyond(check, SECOND, b"", MOMENT)] == [xpath]
    status, text = well(check, SECOND, b"", MOMENT)
    assert (status, b"RESULT" in text) == (200, True)


@pytest.mark.parametrize(("path", "word"), [(SECOND, "SMEV-100008"), (THIRD, "NoSignatureFound")])
def test_a_living_gateway_misses_the_signature_where_a_fault_is_what_is_wanted(path: str, word: str) -> None:
    status, root = answered(path, b"", Assertion("//soap:Fault/faultcode"))
    assert status == 500
    assert word in etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("code", [*FAULTS2, *FAULTS3, *REFUSALS3, "REJECT", "INVALID", "routing", "strange-code"])
@pytest.mark.parametrize(("path", "body"), [(SECOND, b""), (THIRD, ask("SendRequestRequest"))])
def test_every_code_is_told_in_well_formed_words(code: str, path: str, body: bytes) -> None:
    status, text = ill(code, path, body, MOMENT)
    root = etree.fromstring(text)
    assert root.tag == "{http://schemas.xmlsoap.org/soap/envelope/}Envelope"
    assert status == (500 if root.xpath("//soap:Fault", namespaces=SPACES) else 200)


def test_a_message_is_known_by_the_example_it_resembles() -> None:
    def part(name: str) -> Part:
        return Part(target(name), Check("a", "soap", Purpose.SERVICE_HEALTH, "http://127.0.0.1/ws"))

    examples = {
        part("egrul"): b"<a><Ogrn>1</Ogrn><Date>x</Date></a>",
        part("inn"): b"<a><Inn>1</Inn><Date>x</Date></a>",
    }
    sent = b'<?xml version="1.0"?><a><Inn>7730176610</Inn><Date>2026-11-20</Date></a>'
    found = nearest(examples, examples, sent)
    assert found is not None
    assert found.target.id == "inn"
