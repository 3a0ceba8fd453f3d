"""What a sound file says: text, all of it and nothing but; the usual loaders would say something else."""

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.builder import Tree
from generator.reading.characters import clean, is_visible
from generator.reading.strict import parse

BOMB = Path(__file__).parents[1] / "invalid/yaml-alias-bomb/content/parties/ur.yml"


def tree(text: str) -> Tree:
    parsed = parse(text.encode(), "file.yml")
    assert parsed.findings == ()
    assert parsed.tree is not None
    return parsed.tree


@pytest.mark.parametrize(
    "written", ["010", "0x1F", "22:30", "no", "Yes", "1.10", "1.0e+3", "2026-02-28", ".inf", "1_000"]
)
def test_a_scalar_stays_as_it_is_written(written: str) -> None:
    assert tree(f"value: {written}\n") == {"value": written}
    # The usual loader misreads each of them.
    assert yaml.load(f"value: {written}\n", yaml.CSafeLoader) != {"value": written}


def test_the_usual_loader_fails_where_this_one_tells() -> None:
    with pytest.raises(ValueError, match="day is out of range"):
        yaml.load("day: 2026-02-30\n", yaml.CSafeLoader)
    assert tree("day: 2026-02-30\n") == {"day": "2026-02-30"}
    assert yaml.load("a: 1\na: 2\n", yaml.CSafeLoader) == {"a": 2}
    assert [one.code for one in parse(b"a: 1\na: 2\n", "file.yml").findings] == ["yaml-duplicate-key"]


def test_a_bomb_of_aliases_costs_what_its_bytes_cost() -> None:
    data = BOMB.read_bytes()
    built = yaml.load(data, yaml.CSafeLoader)
    for name in "ihgfedcb":
        assert built[name][0] is built[name][9]
    codes = {one.code for one in parse(data, "file.yml").findings}
    assert codes == {"yaml-anchor", "yaml-alias"}


def test_quoted_words_are_text() -> None:
    assert tree("a: 'null'\nb: \"~\"\nc: '*x'\nd: '!y'\n") == {"a": "null", "b": "~", "c": "*x", "d": "!y"}


def test_a_field_left_empty_counts_as_absent() -> None:
    assert tree("a: x\nb:\nc: ''\nd: '  '\ne: []\nf: {}\n") == {"a": "x", "e": [], "f": {}}


def test_text_is_composed_trimmed_and_has_plain_line_ends() -> None:
    apart = unicodedata.normalize("NFD", "Йод")
    assert tree(f"a: '  {apart}  '\r\nb: |\r\n  раз\r\n  два\r\n\r\n") == {"a": "Йод", "b": "раз\nдва"}


def test_a_no_break_space_from_word_stays_inside_a_text() -> None:
    assert tree("a: п.\u00a018 и 10\u202f000\n") == {"a": "п.\u00a018 и 10\u202f000"}
    assert tree("a: '\u00a0x\u00a0'\n") == {"a": "x"}


def test_one_document_may_be_marked() -> None:
    assert tree("---\na: x\n...\n") == {"a": "x"}


def test_an_escape_that_shows_is_lawful() -> None:
    assert tree('a: "раз\\nдва \\"три\\" \\u0416"\n') == {"a": 'раз\nдва "три" Ж'}


def test_a_path_of_windows_in_double_quotes_is_not_taken_for_line_ends() -> None:
    assert [one.code for one in parse(b'a: "C:\\reports"\n', "file.yml").findings] == ["text-control"]


def test_depth_and_nodes_have_caps_and_what_is_below_them_passes() -> None:
    assert tree("a: " + "[" * 19 + "x" + "]" * 19 + "\n")
    assert len(tree("a: [" + "x, " * 40_000 + "x]\n")["a"]) == 40_001


@pytest.mark.parametrize("char", ["[", "{", "- ", "? ", "'", '"', "&a ", "!!x ", "a: "])
def test_a_megabyte_of_openings_is_refused_and_not_built(char: str) -> None:
    found = parse((char * (1024 * 1024 // len(char))).encode(), "file.yml").findings
    assert found
    assert all(one.line >= 1 for one in found)


class Writer(yaml.CSafeDumper):
    """Writes equal values out each time, where PyYAML would write an alias."""

    def ignore_aliases(self, _: object) -> bool:
        return True


scalars = (
    st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=20)
    .map(lambda text: unicodedata.normalize("NFC", "".join(filter(is_visible, text))).strip())
    .filter(bool)
)
keys = st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True)
trees = st.dictionaries(
    keys,
    st.recursive(
        scalars,
        lambda below: st.lists(below, min_size=1, max_size=3) | st.dictionaries(keys, below, min_size=1, max_size=3),
        max_leaves=6,
    ),
    min_size=1,
    max_size=3,
)


@given(trees, st.sampled_from([None, "'", '"', "|"]), st.booleans())
def test_what_a_yaml_writer_wrote_is_read_back(written: Tree, style: str | None, flow: bool) -> None:
    text = yaml.dump(
        written, Dumper=Writer, allow_unicode=True, default_style=style, default_flow_style=flow, width=10**6
    )
    parsed = parse(text.encode(), "file.yml")
    assert parsed.findings == ()
    assert parsed.tree == written


@given(st.text(st.characters(codec="utf-8")))
def test_the_quick_look_at_characters_agrees_with_the_slow_one(text: str) -> None:
    cleaned, flaws = clean(text)
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    hidden = [char for char in normal if char != "\n" and not is_visible(char)]
    assert bool(flaws) == bool(hidden)
    assert all(is_visible(char) for char in cleaned.replace("\n", ""))
