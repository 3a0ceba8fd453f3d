"""What was asserted of an answer, held against it: a strange answer must not keep a path busy for hours.

libxml2 takes time by the square and the cube of the elements where a path looks around more than once, and cannot be
stopped. So a large answer is held against such a path in a process of its own that is ended when it takes too long.
"""

import asyncio
import pickle
import re
import sys
from asyncio import AbstractEventLoop, Semaphore
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from weakref import WeakKeyDictionary

from lxml import etree

from probes.kinds.faults import refusal_of
from probes.model.check import Assertion, Check
from probes.reach.failure import Failure
from probes.reach.xml import LONG, read_xml, text_of

# Messages of SMEV have a hundred or two.
FEW = 300
SECONDS = 3.0
# More would take the processor from probes that wait for an answer.
AT_ONCE = 1
# What a path may look at without end; a text in quotes is none of it.
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_AROUND = re.compile(r"\.\.|(?<![\w-])(?!(?:child|self|attribute)\s*::)[\w-]+\s*::")
_ANYWHERE = re.compile(r"//")
_FROM_THE_ROOT = re.compile(r"(?:^|[\[(,|=<>+-]|\b(?:and|or|div|mod)\s)\s*/")
_SOURCE = str(Path(__file__).parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from probes.kinds.assertions import main; main()"
_COMMAND = (sys.executable, "-P", "-c", _START, _SOURCE)
_seats: WeakKeyDictionary[AbstractEventLoop, Semaphore] = WeakKeyDictionary()


class Found(NamedTuple):
    """Assertions that do not hold, and whether those that do hold only thanks to the refusal in the answer."""

    missed: tuple[Assertion, ...] = ()
    of_refusal: bool = False


def readable(check: Check) -> None:
    """A path that nobody can read is a fault of the setting, found before anything is sent."""
    for assertion in check.assertions:
        _path(assertion.xpath, tuple(sorted(check.namespaces.items())))


async def held(check: Check, body: bytes, root: etree._Element, seconds: float) -> Found:
    """What of the assertions holds of an answer, given as it came and as a tree; no more than so many seconds."""
    if not check.assertions:
        return Found()
    if len(body) <= LONG and sum(1 for _ in islice(root.iter(), FEW + 1)) <= FEW:
        return _evaluated(root, check.assertions, check.namespaces)
    if all(plain(one.xpath) for one in check.assertions):
        return await asyncio.to_thread(_evaluated, root, check.assertions, check.namespaces)
    loop = asyncio.get_running_loop()
    seats, ends = _seats.setdefault(loop, Semaphore(AT_ONCE)), loop.time() + seconds
    try:
        async with asyncio.timeout_at(ends):
            await seats.acquire()
    except TimeoutError:
        raise Failure("no_time", "другие ответы вычислялись слишком долго, до этого очередь не дошла") from None
    try:
        async with asyncio.timeout_at(min(ends, loop.time() + SECONDS)):
            return await _apart(pickle.dumps((body, check.assertions, dict(check.namespaces))))
    except TimeoutError:
        raise Failure("too_large", "ответ таков, что утверждения о нём не вычислить за отведённое время") from None
    finally:
        seats.release()


def plain(xpath: str) -> bool:
    """A path that meets each element of an answer but once: it goes down, from the root and from anywhere once."""
    path = _QUOTED.sub("''", xpath)
    once = len(_ANYWHERE.findall(path)) <= 1 and len(_FROM_THE_ROOT.findall(path)) <= 1
    return once and _AROUND.search(path) is None


async def _apart(question: bytes) -> Found:
    """The same in a process of its own, ended with the wait for it."""
    process = await asyncio.create_subprocess_exec(*_COMMAND, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    try:
        answer, _ = await process.communicate(question)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    found = pickle.loads(answer)
    if isinstance(found, Failure):
        raise found
    return Found(*found)


def main() -> None:
    """The other side: asked over standard input, answers over standard output. Both are this program."""
    body, assertions, namespaces = pickle.load(sys.stdin.buffer)
    found: Found | Failure
    try:
        found = _evaluated(read_xml(body), assertions, namespaces)
    except Failure as failure:
        found = failure
    pickle.dump(found, sys.stdout.buffer)


def _evaluated(root: etree._Element, assertions: Sequence[Assertion], namespaces: Mapping[str, str]) -> Found:
    """An assertion speaks of the refusal when it no longer holds once an empty element stands in its place."""
    known = tuple(sorted(namespaces.items()))
    paths = [(one, _path(one.xpath, known)) for one in assertions]
    missed = tuple(one for one, path in paths if not _holds(_found(path, root), one.equals))
    refusal = refusal_of(root)
    parent = None if refusal is None else refusal.getparent()
    if missed or refusal is None or parent is None:
        return Found(missed)
    blank = etree.Element("blank")
    parent.replace(refusal, blank)
    of_refusal = not all(_holds(_found(path, root), one.equals) for one, path in paths)
    parent.replace(blank, refusal)
    return Found((), of_refusal)


@lru_cache(maxsize=1_024)
def _path(xpath: str, namespaces: tuple[tuple[str, str], ...]) -> etree.XPath:
    try:
        return etree.XPath(xpath, namespaces=dict(namespaces), regexp=False, smart_strings=False)
    except etree.XPathError as error:
        raise Failure("not_configured", f"выражение XPath {xpath} не читается: {error}") from None


def _found(path: etree.XPath, root: etree._Element) -> object:
    try:
        found: object = path(root)
    except etree.XPathError as error:
        raise Failure("not_configured", f"выражение XPath {path.path} не вычисляется: {error}") from None
    return found


def _holds(found: object, equals: str | None) -> bool:
    """Any node, or the text of the first one; a number or a truth speaks for itself."""
    if isinstance(found, list):
        if not found or equals is None:
            return bool(found)
        found = text_of(found[0]) if isinstance(found[0], etree._Element) else str(found[0])
    if equals is None or isinstance(found, bool):
        return bool(found) == (equals in {None, "true"})
    if isinstance(found, float):
        found = f"{found:g}"
    return str(found).strip() == equals.strip()


def told(assertion: Assertion) -> str:
    """The assertion as people read it."""
    return assertion.xpath if assertion.equals is None else f"{assertion.xpath} = «{assertion.equals}»"
