"""Assertions: whether they hold, whether they speak of a refusal, and the same of a large answer as of a small one."""

import asyncio

import pytest

from probes.kinds.assertions import FEW, held, plain
from probes.model.check import Assertion, Check
from probes.model.verdict import Purpose
from probes.reach.failure import Failure
from probes.reach.xml import read_xml

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
ANSWER = "<e:Answer xmlns:e='urn:e' code='0'><e:Status> RESULT </e:Status><e:Number>7</e:Number></e:Answer>"
FAULT = "<s:Fault><faultcode>s:Server</faultcode><faultstring>SMEV-100008</faultstring></s:Fault>"
REJECTED = "<RejectionReasonCode>FAILURE</RejectionReasonCode>"
SIZES = (0, FEW + 1)


def found(body: str, size: int, *assertions: Assertion) -> tuple[int, bool]:
    """How many are missed, and whether the rest speaks of the refusal, with so many elements more in the head."""
    text = f"<s:Envelope xmlns:s='{SOAP}'><s:Header>{'<x/>' * size}</s:Header><s:Body>{body}</s:Body></s:Envelope>"
    check = Check(
        "c",
        "soap",
        Purpose.SERVICE_HEALTH,
        "http://127.0.0.1/",
        namespaces={"s": SOAP, "e": "urn:e"},
        assertions=assertions,
    )
    missed, of_refusal = asyncio.run(held(check, text.encode(), read_xml(text.encode()), 20.0))
    return len(missed), of_refusal


@pytest.mark.parametrize("size", SIZES)
def test_what_holds_and_what_does_not(size: int) -> None:
    good = (
        Assertion("//e:Status", "RESULT"),
        Assertion("//e:Answer/@code", "0"),
        Assertion("number(//e:Number)", "7"),
        Assertion("//e:Number = 7"),
        Assertion("//e:Number = 8", "false"),
        Assertion("not(//e:Error)", "true"),
    )
    bad = (Assertion("//e:Status", "STATE"), Assertion("//e:Absent"), Assertion("//e:Number = 8"))
    assert found(ANSWER, size, *good) == (0, False)
    assert found(ANSWER, size, *good, *bad) == (3, False)


@pytest.mark.parametrize("size", SIZES)
def test_an_assertion_speaks_of_a_refusal_when_it_needs_one(size: int) -> None:
    for xpath in ("//s:Fault", "//faultstring = 'SMEV-100008'", "count(//s:Fault) = 1", "//s:Body//faultcode"):
        assert found(FAULT, size, Assertion(xpath)) == (0, True), xpath
    for xpath in ("//s:Body/*", "//s:Header", "not(//e:Error)", "count(//s:Body/*) = 2", "//e:Status", "//e:Status/.."):
        assert found(FAULT + ANSWER, size, Assertion(xpath)) == (0, False), xpath
    assert found(REJECTED, size, Assertion("//RejectionReasonCode", "FAILURE")) == (0, True)
    assert found(REJECTED + ANSWER, size, Assertion("//e:Status")) == (0, False)


@pytest.mark.parametrize("size", SIZES)
def test_a_path_that_cannot_be_evaluated_is_a_fault_of_the_setting(size: int) -> None:
    with pytest.raises(Failure, match="not_configured"):
        found(ANSWER, size, Assertion("document('/etc/passwd')"))


@pytest.mark.parametrize(
    "xpath",
    [
        *("//t:MessageType", "/s:Envelope/s:Body//e:A/e:B[1]/@code", "count(//a) = 2", "//a[b = 'x//y/..']/c"),
        *("//*[local-name()='A']/*[local-name()='B']", "contains(//faultstring, '::')", "//e:Status[text()='/r']"),
        *("child::a/attribute::b", "not(//e:Error)", "//e:*/e:Number", "/s:Envelope/s:Body/*"),
    ],
)
def test_a_path_that_goes_down_once_is_plain(xpath: str) -> None:
    assert plain(xpath)


@pytest.mark.parametrize(
    "xpath",
    [
        *("//a//b", "//a/..", "//a[../b]", "//a/following-sibling::b", "//a = //b", "/r/a = /r/b", "//a[/r/b]"),
        *("//a[count(preceding-sibling::a) = 7]", "descendant::a", "//a/ancestor-or-self::b", "//a[b or /r/c]"),
        *("(//a | /r/b)", "//a[count(/r/b) - /r/c]"),
    ],
)
def test_a_path_that_looks_around_more_than_once_is_not(xpath: str) -> None:
    assert not plain(xpath)
