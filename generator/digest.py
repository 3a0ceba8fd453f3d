r"""Canonical text of a card version and its digest: what an approval binds to.

`sha256("tkmv-card/1\n" + JCS(tree))` over the tree of texts as the author wrote it, before any defaults of the
model: NFC, LF and trimmed scalars, empty values omitted. Formatting, comments, quoting and the order of keys do
not change it; any field does. Annexes enter by the sha256 that card.yml names (RFC 8785, point 14 of the order).
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias, Union

# Union, not |: the alias names itself, and modules build optional types of it at run time.
Tree: TypeAlias = Union[str, "Mapping[str, Tree]", "Sequence[Tree]"]

PREFIX = b"tkmv-card/1\n"


def canonical(tree: Tree) -> bytes:
    """JCS of the tree with normalised scalars and without empty values; equals `rfc8785.dumps` for trees of text."""
    return jcs(_pruned(tree))


def jcs(tree: Tree) -> bytes:
    """RFC 8785 of a tree of texts as it is."""
    # json sorts keys by code point and JCS by UTF-16 unit: the same as long as keys stay in the basic plane,
    # which the names of fields do. Seven times quicker than the rfc8785 package (benchmarks/README.md).
    return json.dumps(tree, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest_of_text(text: bytes) -> str:
    """Digest of a canonical text."""
    return hashlib.sha256(PREFIX + text).hexdigest()


def digest_of(tree: Tree) -> str:
    """Digest of a card's tree of texts."""
    return digest_of_text(canonical(tree))


def _pruned(tree: Tree) -> Tree:
    if isinstance(tree, str):
        return unicodedata.normalize("NFC", tree.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if isinstance(tree, Mapping):
        pairs = ((key, _pruned(value)) for key, value in tree.items())
        return {key: value for key, value in pairs if value}
    return [value for value in map(_pruned, tree) if value]
