"""Rows of the journal as Parquet: what a file must be to count, and why one does not."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as reader

from probes.journal import parquet
from probes.journal.names import DAY, start_of
from probes.journal.parquet import UnfitError
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict

_TEXT = pa.dictionary(pa.int32(), pa.string())
ROW = pa.schema(
    [
        pa.field("slot", pa.int64(), nullable=False),
        pa.field("target", _TEXT, nullable=False),
        pa.field("check", _TEXT, nullable=False),
        pa.field("vantage", _TEXT, nullable=False),
        pa.field("verdict", _TEXT, nullable=False),
        pa.field("cause", _TEXT),
        pa.field("milliseconds", pa.int32(), nullable=False),
    ]
)
# In the file of a day every row names the raw file it came from: the first by name counts, whenever it arrives.
SOURCED = ROW.append(pa.field("source", _TEXT, nullable=False))
# The same before its texts are numbered.
_PLAIN = pa.schema([field.with_type(pa.string()) if field.type == _TEXT else field for field in ROW])
_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_LONGEST = 2**31 - 1


def rows_table(rows: Sequence[Measurement]) -> pa.Table:
    """Measurements as columns, in their order.

    By way of JSON: lists given to pyarrow make it load pandas, which takes longer than a sweep of hundreds of probes.
    """
    if not rows:
        return ROW.empty_table()
    lines = "".join(
        json.dumps(
            {
                "slot": row.slot,
                "target": row.target,
                "check": row.check,
                "vantage": row.vantage,
                "verdict": row.verdict,
                "cause": row.cause,
                "milliseconds": min(max(row.milliseconds, 0), _LONGEST),
            }
        )
        for row in rows
    )
    read = reader.ReadOptions(use_threads=False)
    parse = reader.ParseOptions(explicit_schema=_PLAIN, unexpected_field_behavior="error")
    return reader.read_json(BytesIO(lines.encode()), read, parse).cast(ROW)


def encode(table: pa.Table, kind: str, facts: Mapping[str, Any]) -> bytes:
    """The file of a sweep ("raw") or of a day ("day")."""
    return parquet.encode(
        table,
        kind,
        facts,
        compression_level=9 if kind == "day" else 1,
        use_dictionary=[name for name in table.column_names if name != "slot"],
        column_encoding={"slot": "DELTA_BINARY_PACKED"},
        write_statistics=["slot", "target"],
        data_page_size=1 << 20,
    )


def decode(data: bytes, kind: str, day: date, now: datetime | None = None) -> tuple[pa.Table, dict[str, Any]]:
    """Rows and facts of a file of this day; UnfitError where the file does not count."""
    table, facts = parquet.decode(data, kind, SOURCED if kind == "day" else ROW)
    _inspect(table, day, now)
    return table, facts


def _inspect(table: pa.Table, day: date, now: datetime | None) -> None:
    """Rows must be ones that a sweep of this day could have written."""
    if any(table.column(field.name).null_count for field in table.schema if not field.nullable):
        raise UnfitError("foreign")
    verdicts = pc.unique(table.column("verdict")).to_pylist()
    if not _VERDICTS.keys() >= set(verdicts):
        raise UnfitError("foreign")
    if not table.num_rows:
        return
    ends = pc.min_max(table.column("slot")).as_py()
    if now is not None and ends["max"] > now.timestamp():
        raise UnfitError("future")
    if not start_of(day) <= ends["min"] <= ends["max"] < start_of(day) + DAY:
        raise UnfitError("misplaced")
    if pc.min(table.column("milliseconds")).as_py() < 0:
        raise UnfitError("foreign")


def measurements(
    table: pa.Table, details: Mapping[tuple[int, str, str, str], Any] | None = None
) -> Iterator[Measurement]:
    """Rows as measurements, with evidence and phases where details are given."""
    columns = [_values(table.column(name), _VERDICTS if name == "verdict" else None) for name in ROW.names]
    for slot, target, check, vantage, verdict, cause, elapsed in zip(*columns, strict=True):
        if details and (detail := details.get((slot, target, check, vantage))):
            yield Measurement(slot, target, check, vantage, verdict, cause, elapsed, *detail)
        else:
            yield Measurement(slot, target, check, vantage, verdict, cause, elapsed)


def _values(column: pa.ChunkedArray, known: Mapping[str, Any] | None = None) -> list[Any]:
    """A column as Python knows it, every text made once; `known` stands for the texts."""
    if not pa.types.is_dictionary(column.type):
        numbers: list[Any] = column.to_numpy().tolist()
        return numbers
    array = column.unify_dictionaries().combine_chunks()
    texts = [*((known[text] if known else text) for text in array.dictionary.to_pylist()), None]
    return [texts[code] for code in array.indices.fill_null(len(texts) - 1).to_numpy(zero_copy_only=False).tolist()]
