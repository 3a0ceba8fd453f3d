"""Descriptions: well formed whatever the path, the same on every machine, another one when nobody agreed to it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from probes.kinds.wsdl import ROOTS, contract
from probes.reach.xml import name_of, read_xml
from probes.simulator.wsdl import EXCHANGE, description

PLACES = [
    "/gateway/services/SID0003663/1.00?wsdl",
    "/gateway/services/status/wsdl",
    "/smev/v1.2/ws?wsdl",
    "/ws/egrul?wsdl",
]
# RFC 3986, a segment of a path.
SEGMENTS = st.from_regex(r"[A-Za-z0-9._~!$&'()*+,;=:@%-]{0,12}", fullmatch=True)


def values(root: etree._Element, xpath: str) -> list[str]:
    """What the attributes found say."""
    found = root.xpath(xpath)
    assert isinstance(found, list)
    return [str(one) for one in found]


@pytest.mark.parametrize("path", PLACES)
def test_a_description_names_every_message_it_uses(path: str) -> None:
    root = read_xml(description(path))
    space = root.get("targetNamespace")
    told = set(values(root, "//*[local-name()='message']/@name"))
    used = set(values(root, "//*[local-name()='portType']//@message"))
    assert space
    assert {f"tns:{name}" for name in told} == used
    assert set(values(root, "//*[local-name()='element']/@name")) == told


def test_the_bus_has_the_operations_of_the_exchange() -> None:
    root = read_xml(description("/smev/v1.2/ws?wsdl"))
    assert values(root, "//*[local-name()='portType']/*/@name") == list(EXCHANGE)


@pytest.mark.parametrize("path", PLACES)
def test_a_change_that_nobody_agreed_to_changes_the_digest(path: str) -> None:
    agreed, changed = (contract(read_xml(description(path, changed=changed))) for changed in (False, True))
    assert agreed != changed
    assert contract(read_xml(description(path))) == agreed


def test_services_are_told_apart_by_their_paths() -> None:
    assert len({contract(read_xml(description(path))) for path in PLACES}) == len(PLACES)


@given(st.lists(SEGMENTS, max_size=4))
def test_whatever_the_path_the_description_is_one(segments: list[str]) -> None:
    root = read_xml(description("/" + "/".join(segments) + "?wsdl"))
    assert name_of(root) in ROOTS
    assert all(re.fullmatch(r"[^\W\d][\w.-]*", name) for name in values(root, "//@name"))
