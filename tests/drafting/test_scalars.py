"""Any text becomes a scalar that reads back as the same text, or is refused in Russian."""

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.drafting.scalars import UnwritableText, normal, scalar
from generator.reading.strict import parse

# What people and their programs type, and what YAML could take for something else.
NASTY = st.sampled_from(
    ["null", "~", "yes", "0x1f", "1.10", "010", "2026-02-30", "- пункт", "# не комментарий", "ключ: значение",
     "«х»: y", "'", '"', "''", '"\\n"', "\\", "*a", "&a", "!!int 3", "%YAML 1.2", "---", "...", "|", ">", "{a: b}",
     "[a", "@x", "`x`", "a #b", "a:", "=1+1", "? x", "  два  пробела  ", "тире — тире",
     "№\u00a0151-р", "строка\n\n  отступ\nещё ",
     "\n# решётка", "конец\n---\nконец", "е\u0308", "\u202eобратно",
     "нуль\u200bширины", "таб\tуляция", "\x00", "эмодзи 🛃"]
)  # fmt: skip
TEXTS = st.one_of(
    NASTY,
    st.text(max_size=300),
    st.text(alphabet="абв ,.:;#-'\"\\\n«»()0123", max_size=400),
    st.lists(st.one_of(NASTY, st.text(max_size=40)), max_size=6).map("\n".join),
    st.lists(st.text(alphabet="абвг", min_size=1, max_size=12), min_size=20, max_size=60).map(" ".join),
)


@given(text=TEXTS, indent=st.sampled_from([0, 2, 4]))
@example(text="а" * 200, indent=0)
@example(text="слово  " * 40, indent=2)
def test_a_text_reads_back_as_itself_or_is_refused(text: str, indent: int) -> None:
    try:
        written = scalar(text, indent)
    except UnwritableText as refusal:
        assert re.search("[а-яё]", str(refusal))
        return
    margin = " " * indent
    above = {0: "", 2: "outer:\n", 4: "outer:\n  inner:\n"}[indent]
    source = f"{above}{margin}before: x\n{margin}field: {written}\n{margin}after: y\n"
    parsed = parse(source.encode(), "content/site.yml")
    assert parsed.findings == ()
    tree = parsed.tree
    for name in {0: (), 2: ("outer",), 4: ("outer", "inner")}[indent]:
        assert tree is not None
        tree = tree[name]
    assert tree == {"before": "x", "field": normal(text), "after": "y"}


@given(text=TEXTS)
def test_an_editor_takes_it_for_text_too(text: str) -> None:
    """The safe loader of PyYAML guesses more than any editor does; what it takes for text is text for all."""
    try:
        written = scalar(text)
    except UnwritableText:
        return
    assert isinstance(yaml.safe_load(f"field: {written}\n")["field"], str)


@pytest.mark.parametrize("text", ["Начальник отдела", "п. 7", "ГУИТ (главное управление)", "tkmv-fn-example"])
def test_plain_words_stay_bare(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "пуст"),
        (" \n ", "пуст"),
        ("a\tb", "табуляции"),
        ("a\u200bb", "невидимых"),
        ("a\u202eb", "направление"),
        ("a\x07b", "управляющих"),
        ("a\u2028b", "переводом строки"),
    ],
)
def test_what_a_file_may_not_hold_is_refused(text: str, why: str) -> None:
    with pytest.raises(UnwritableText, match=why):
        scalar(text)


def test_long_text_is_folded_at_single_spaces() -> None:
    text = "слово " * 60
    assert scalar(text, 2).startswith(">-\n    слово")
    assert max(map(len, scalar(text, 2).splitlines())) <= 110
