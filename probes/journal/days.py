"""The rows that count: of each target, check, slot and vantage the first, by the name of the file it came from."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from probes.journal.rows import SOURCED

Ints = npt.NDArray[np.int64]


def sourced(table: pa.Table, source: str) -> pa.Table:
    """Raw rows that name their file."""
    column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(table.num_rows, np.int32)), pa.array([source]))
    return table.append_column(SOURCED.field("source"), column)


def counted(tables: Sequence[pa.Table]) -> pa.Table:
    """Rows of all tables, each (target, check, slot, vantage) once, sorted so that they pack well."""
    table = pa.concat_tables([SOURCED.empty_table(), *tables]).unify_dictionaries().combine_chunks()
    if not table.num_rows:
        return table
    key, slot = group_key(table), numbers(table.column("slot"))
    place = key * (int(slot.max() - slot.min()) + 1) + (slot - slot.min())
    order = np.lexsort((ranks(table.column("source"))[0], place))
    place = place[order]
    first = np.ones(len(place), bool)
    first[1:] = place[1:] != place[:-1]
    return _same_bytes(table.take(pa.array(order[first])))


def _same_bytes(table: pa.Table) -> pa.Table:
    """Texts numbered in their own order and none that no row has: the same rows are the same file."""
    for number, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            rank, values = ranks(table.column(number))
            used, codes = np.unique(rank, return_inverse=True)
            none = used < 0
            texts = pa.array([values[one] for one in used[~none]], pa.string())
            indices = pa.array((codes - none.sum()).astype(np.int32), mask=rank < 0)
            table = table.set_column(number, field, pa.DictionaryArray.from_arrays(indices, texts))
    return table


def group_key(table: pa.Table) -> Ints:
    """One number for each (target, check, vantage), in their order."""
    key = np.zeros(table.num_rows, np.int64)
    for name in ("target", "check", "vantage"):
        rank, values = ranks(table.column(name))
        key = key * max(len(values), 1) + rank
    return key


def ranks(column: pa.ChunkedArray) -> tuple[Ints, list[str]]:
    """Texts as numbers in the order of the texts (-1 for none), and the texts in that order."""
    array = whole(column)
    texts: list[str] = array.dictionary.to_pylist()
    values = sorted(set(texts))
    place = {text: number for number, text in enumerate(values)}
    rank = np.array([*(place[text] for text in texts), -1], np.int64)
    codes: Ints = array.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
    return rank[codes], values


def numbers(column: pa.ChunkedArray) -> Ints:
    """A column of whole numbers as numpy knows it."""
    found: Ints = whole(column).to_numpy(zero_copy_only=False)
    return found


def whole(column: pa.ChunkedArray) -> Any:
    """A column in one piece."""
    if column.num_chunks == 1:
        return column.chunk(0)
    return column.unify_dictionaries().combine_chunks() if column.num_chunks else pa.array([], column.type)
