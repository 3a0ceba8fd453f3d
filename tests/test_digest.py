"""The digest is that of RFC 8785 and depends on what is written, never on how it is laid out."""

import unicodedata

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from generator.digest import PREFIX, Tree, canonical, digest_of, digest_of_text
from tests.procedure.world import card_tree

# Keys are names of fields; values are any text that survives reading: NFC, trimmed, not empty.
_values = st.text(min_size=1, max_size=30).map(lambda text: unicodedata.normalize("NFC", text).strip()).filter(bool)
_values = _values.filter(lambda text: "\r" not in text and text.isprintable())
_keys = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=8)
_trees = st.recursive(
    _values,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(_keys, inner, min_size=1, max_size=4),
    max_leaves=12,
)


@given(_trees)
def test_equals_the_reference_library(tree: Tree) -> None:
    assert canonical(tree) == rfc8785.dumps(tree)


def test_layout_does_not_matter() -> None:
    tree: Tree = {"b": "Йод\nещё", "a": ["x"], "empty": "", "none": [], "map": {"deep": ""}}
    same: Tree = {"a": [" x "], "b": unicodedata.normalize("NFD", "Йод\r\nещё") + "\n"}
    assert digest_of(tree) == digest_of(same) == digest_of_text(canonical(tree))


def test_every_change_matters() -> None:
    tree = card_tree("function")
    changed = [digest_of(one) for one in _one_change_each(tree)]
    assert digest_of(tree) not in changed
    assert len(changed) > 60


def test_says_which_form_it_is() -> None:
    assert PREFIX == b"tkmv-card/1\n"
    assert digest_of({"a": "1"}) == "298532632f22996de9cae1fa6631f73d118e1aa6c4878db1b1ed3a592d01f593"


def _one_change_each(tree: Tree) -> list[Tree]:
    """The tree with one scalar changed, removed or one entry added, each place in turn."""
    if isinstance(tree, str):
        return [tree + "я"]
    if isinstance(tree, list):
        changed = [[*tree[:i], one, *tree[i + 1 :]] for i, part in enumerate(tree) for one in _one_change_each(part)]
        return [*changed, [*tree, "ещё"]]
    assert isinstance(tree, dict)
    inner = [{**tree, key: one} for key, part in tree.items() for one in _one_change_each(part)]
    gone = [{name: part for name, part in tree.items() if name != key} for key in tree]
    return [*inner, *gone]
