"""What a service answers to a SOAP message: what its check asserts, in the envelopes of its generation of SMEV."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from lxml import etree

from probes.model.check import Assertion, Check
from probes.simulator.envelopes import content3, got3, message2, queue3, sent3
from probes.simulator.faults import UNSIGNED, fault2, fault3
from probes.simulator.places import Part
from probes.simulator.wsdl import GATEWAY, SMEV3

SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_STEP = re.compile(r"(?:\w+::)?(?:(?P<prefix>[\w.-]+):)?(?P<name>[\w.-]+|\*)(?P<more>\[.*\])?$")
_LOCAL = re.compile(r"local-name\(\)\s*=\s*(['\"])(?P<name>[\w.-]+)\1")


class Unsatisfiable(ValueError):
    """No answer can be made up for the assertion."""


def generation(path: str, body: bytes) -> str:
    """`2`, or the version of the transport of SMEV 3, by the address and else by the message."""
    if GATEWAY.match(path):
        return "2"
    if match := re.search(rb"x-artefacts-smev-gov-ru/services/message-exchange/types/(1\.\d)", body):
        return match[1].decode()
    bare = SMEV3.match(path)
    return (bare["version"] or "1.1") if bare else "2"


def service(path: str) -> str:
    """The name under which SMEV 2 knows what is asked: what stands behind the gateway, else the end of the path."""
    match = GATEWAY.match(path)
    return match["name"] if match else path.partition("?")[0].rstrip("/").rpartition("/")[2] or "service"


def well(check: Check, path: str, body: bytes, moment: datetime) -> tuple[int, bytes]:
    """Status and body that satisfy the check, as far as an answer can be made up for it."""
    status, answer, _ = _built(check, path, body, moment)
    return status, answer


def beyond(check: Check, path: str, body: bytes, moment: datetime) -> list[str]:
    """Assertions of the check that no answer can be made up for, with the reason."""
    return _built(check, path, body, moment)[2]


def ill(code: str, path: str, body: bytes, moment: datetime) -> tuple[int, bytes]:
    """Status and body that tell a code of the service's generation of SMEV."""
    version = generation(path, body)
    return fault2(code, moment, service(path)) if version == "2" else fault3(code, moment, version)


def nearest(examples: Mapping[Part, bytes], parts: Iterable[Part], body: bytes) -> Part | None:
    """Whose scripted example this is: the one with which the message has most in common."""
    said = _words(body)
    return max(parts, key=lambda part: _likeness(said, _words(examples.get(part, b""))), default=None)


def _built(check: Check, path: str, body: bytes, moment: datetime) -> tuple[int, bytes, list[str]]:
    status, answer = _standard(check, path, body, moment)
    root = etree.fromstring(answer, SAFE)
    faults = []
    for assertion in check.assertions:
        try:
            _satisfy(root, assertion, dict(check.namespaces))
        except Unsatisfiable as error:
            faults.append(f"{assertion.xpath}: {error}")
    return status, etree.tostring(root, xml_declaration=True, encoding="UTF-8"), faults


def _standard(check: Check, path: str, body: bytes, moment: datetime) -> tuple[int, bytes]:
    """The answer before the assertions: a fault where one is what the check wants."""
    version = generation(path, body)
    if any("ault" in assertion.xpath for assertion in check.assertions):
        return ill(UNSIGNED, path, body, moment)
    if version == "2":
        return 200, message2(moment, service(path))
    if b"SendRequestRe" in body:
        return 200, sent3(moment, version)
    if b"GetIncomingQueueStatistics" in body:
        return 200, queue3(version)
    return 200, got3(moment, version, content3())


def _words(text: bytes) -> frozenset[bytes]:
    return frozenset(re.findall(rb"[^\s<>\"'=]+", text))


def _likeness(left: frozenset[bytes], right: frozenset[bytes]) -> float:
    return len(left & right) / (len(left | right) or 1)


def _satisfy(root: etree._Element, assertion: Assertion, spaces: dict[str, str]) -> None:
    """Make the assertion hold: fill in what is there, add what is missing."""
    found = _nodes(root, assertion.xpath, spaces)
    if not found:
        _build(root, assertion.xpath, spaces)
        found = _nodes(root, assertion.xpath, spaces)
        if not found:
            raise Unsatisfiable("такой путь в ответе не построить")
    if assertion.equals is not None:
        _fill(found[0], assertion.equals)


def _nodes(root: etree._Element, xpath: str, spaces: dict[str, str]) -> list[object]:
    """What the path leads to; an expression that leads to no nodes is beyond what can be made up."""
    try:
        found = root.xpath(xpath, namespaces=spaces)
    except etree.XPathError as error:
        raise Unsatisfiable(f"выражение не вычислить, {error}") from None
    if not isinstance(found, list):
        raise Unsatisfiable("нужен путь к узлам")
    return list(found)


def _fill(node: object, text: str) -> None:
    """Give an element, an attribute or a text its value."""
    if isinstance(node, etree._Element):
        node.text = text
        for child in list(node):
            node.remove(child)
        return
    parent = node.getparent() if hasattr(node, "getparent") else None
    if parent is None:
        raise Unsatisfiable("такой узел не заполнить")
    name = getattr(node, "attrname", None)
    if name is None:
        parent.text = text
    else:
        parent.set(name, text)


def _build(root: etree._Element, xpath: str, spaces: dict[str, str]) -> None:
    """Add the elements of a plain path below the longest part of it that is there, else below the data."""
    steps = _steps(xpath)
    node, missing = _data(root), steps
    for known in range(len(steps) - 1, 0, -1):
        there = _nodes(root, "".join(steps[:known]), spaces)
        if there and isinstance(there[0], etree._Element):
            node, missing = there[0], steps[known:]
            break
    for step in missing:
        node = _add(node, step.lstrip("/"), spaces)


def _steps(xpath: str) -> list[str]:
    """`//a/b[x/y]` as `//a`, `/b[x/y]`."""
    return re.findall(r"/{0,2}(?:[^/\[]|\[[^\]]*\])+", xpath)


def _add(node: etree._Element, step: str, spaces: dict[str, str]) -> etree._Element:
    if step == "text()":
        node.text = node.text or "1"
        return node
    if step.startswith("@"):
        prefix, _, name = step[1:].rpartition(":")
        node.set(f"{{{spaces[prefix]}}}{name}" if prefix in spaces else name, "1")
        return node
    match = _STEP.match(step)
    local = _LOCAL.search(step)
    if match is None or (match["name"] == "*" and not local):
        raise Unsatisfiable(f"{step}: такой шаг пути не построить")
    name = local["name"] if local else match["name"]
    space = spaces.get(match["prefix"] or "")
    return etree.SubElement(node, f"{{{space}}}{name}" if space else name)


def _data(root: etree._Element) -> etree._Element:
    """Where the content of an answer belongs: AppData, MessagePrimaryContent, the detail of a fault, the body."""
    for name in ("AppData", "MessagePrimaryContent", "detail", "Fault", "Body"):
        found = _nodes(root, f"//*[local-name()='{name}']", {})
        if found and isinstance(found[0], etree._Element):
            return found[0]
    return root
