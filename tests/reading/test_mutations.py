"""Files spoilt in every way a hand, a disk or an editor spoils them: findings with a line, never an exception.

What is left standing without a finding must say the same to PyYAML, whose plainest loader is the judge here.
"""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.model.finding import Finding
from generator.reading.models import model_of
from generator.reading.parsing import text_of
from generator.reading.places import spot_of
from generator.reading.strict import parse
from generator.reading.trees import Source

WORLD = Path(__file__).parents[1] / "world/content"
FILES = {path.relative_to(WORLD).as_posix(): path.read_bytes() for path in sorted(WORLD.rglob("*.yml"))}
ENGLISH = re.compile(
    r"\bexpected [a-z<]|found |could not|while (?:scanning|parsing)|[Ii]nput should|[Vv]alue error|string_|mark\b"
)
NASTY = "\t\u00a0\u200b\u202e\ufeff\u0301\u2028\x00\x85*&!%@`#|>{}[],:?-'\"\\~<\r\n ёЙ№💾"

Mutation = Callable[[bytes], bytes]


def at(data: bytes, share: float) -> int:
    return int(share * len(data))


def lines_changed(change: Callable[[list[bytes], int, int], None]) -> Callable[[float, float], Mutation]:
    def make(first: float, second: float) -> Mutation:
        def mutate(data: bytes) -> bytes:
            lines = data.splitlines(keepends=True)
            if lines:
                change(lines, int(first * len(lines)), int(second * len(lines)))
            return b"".join(lines)

        return mutate

    return make


def _swap(lines: list[bytes], one: int, other: int) -> None:
    lines[one], lines[other] = lines[other], lines[one]


share = st.floats(0, 1, exclude_max=True)
mutations: st.SearchStrategy[Mutation] = st.one_of(
    st.builds(lambda p, b: lambda d: d[: at(d, p)] + bytes([b]) + d[at(d, p) + 1 :], share, st.integers(0, 255)),
    st.builds(lambda p, t: lambda d: d[: at(d, p)] + t.encode() + d[at(d, p) :], share, st.text(NASTY, max_size=3)),
    st.builds(lambda p, t: lambda d: _inserted(d, p, t), share, st.text(st.characters(codec="utf-8"), max_size=3)),
    st.builds(lambda p: lambda d: d[: at(d, p)], share),
    st.builds(lambda p, q: lambda d: d[: at(d, p)] + d[at(d, q) :], share, share),
    st.builds(lines_changed(lambda lines, one, _: lines.__delitem__(one)), share, share),
    st.builds(lines_changed(lambda lines, one, other: lines.insert(other, lines[one])), share, share),
    st.builds(lines_changed(_swap), share, share),
    st.builds(lines_changed(lambda lines, one, _: lines.__setitem__(one, b" " + lines[one])), share, share),
    st.sampled_from([lambda d: d.decode(errors="replace").encode("utf-16"), lambda d: d.replace(b"\n", b"\r\n")]),
)


def _inserted(data: bytes, share: float, text: str) -> bytes:
    whole = data.decode(errors="replace")
    where = int(share * len(whole))
    return (whole[:where] + text + whole[where:]).encode()


@given(st.sampled_from(sorted(FILES)), st.lists(mutations, min_size=1, max_size=4))
def test_a_spoilt_file_is_told_of_and_never_breaks_the_reading(name: str, spoil: list[Mutation]) -> None:
    data = FILES[name]
    for mutate in spoil:
        data = mutate(data)
    path = f"content/{name}"
    parsed = parse(data, path)
    findings = list(parsed.findings)
    spot = spot_of(name)
    assert spot is not None
    text = text_of(parsed.tree, spot.kind) if not findings else None
    model, told = model_of(Source(path, *spot, text), lambda _: data)
    assert (model is None) == bool(findings or told)
    for finding in findings + told:
        is_well_told(finding, path, data)
    if not findings:
        assert parsed.tree == judged(data)


def is_well_told(finding: Finding, path: str, data: bytes) -> None:
    assert finding.path == path
    assert 1 <= finding.line <= data.count(b"\n") + data.count(b"\r") + 1
    assert finding.column >= 1
    assert finding.hint
    assert not ENGLISH.search(re.sub(r"'(?:[^'\\]|\\.)*'", "", finding.message + finding.hint))


def judged(data: bytes) -> Any:
    """The file as yaml.CBaseLoader has it, with our rules for text applied afterwards."""
    return pruned(yaml.load(data.decode(), yaml.CBaseLoader))


def pruned(tree: Any) -> Any:
    if isinstance(tree, dict):
        pairs = ((pruned(key), pruned(value)) for key, value in tree.items())
        return {key: value for key, value in pairs if value != ""}
    if isinstance(tree, list):
        return [pruned(one) for one in tree]
    return unicodedata.normalize("NFC", tree).strip()
