"""Rows of the journal as Parquet: what a file must be to count, and why one does not."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from probes.journal.names import DAY, start_of
from probes.model.measurement import Measurement
from probes.model.verdict import Verdict

# Raised when a file written by this version could be misread by an earlier one.
SCHEMA = 1

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
_TEXTS = [field.name for field in SOURCED if pa.types.is_dictionary(field.type)]
_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_LONGEST = 2**31 - 1


class UnfitError(Exception):
    """A file that does not count; the reason is one word of REASONS."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


REASONS: Mapping[str, str] = {
    "torn": "файл оборван или повреждён",
    "foreign": "файл не от этого журнала",
    "schema": "файл другой версии журнала",
    "misplaced": "строки другого дня",
    "future": "время строк ещё не наступило",
    "late": "день уже удалён по сроку хранения",
}


def rows_table(rows: Sequence[Measurement]) -> pa.Table:
    """Measurements as columns, in their order."""
    return pa.table(
        {
            "slot": [row.slot for row in rows],
            "target": [row.target for row in rows],
            "check": [row.check for row in rows],
            "vantage": [row.vantage for row in rows],
            "verdict": [str(row.verdict) for row in rows],
            "cause": [row.cause for row in rows],
            "milliseconds": [min(max(row.milliseconds, 0), _LONGEST) for row in rows],
        },
        schema=ROW,
    )


def encode(table: pa.Table, kind: str, facts: Mapping[str, Any]) -> bytes:
    """A Parquet file of raw rows or of a day; the schema number and the facts stand in its metadata."""
    told = {"tkmv.schema": str(SCHEMA), "tkmv.kind": kind}
    told |= {f"tkmv.{name}": json.dumps(value, sort_keys=True, ensure_ascii=False) for name, value in facts.items()}
    sink = io.BytesIO()
    with pq.ParquetWriter(
        sink,
        table.schema,
        compression="zstd",
        compression_level=9 if kind == "day" else 1,
        use_dictionary=[name for name in table.column_names if name != "slot"],
        column_encoding={"slot": "DELTA_BINARY_PACKED"},
        write_statistics=["slot", "target"],
        data_page_size=1 << 20,
        # The schema of Arrow would double a small file; any reader of Parquet does without it.
        store_schema=False,
        write_page_checksum=True,
    ) as writer:
        writer.write_table(table, row_group_size=1 << 20)
        writer.add_key_value_metadata(told)
    return sink.getvalue()


def facts_of(metadata: Mapping[bytes, bytes] | None, kind: str) -> dict[str, Any]:
    """What a file says of itself; UnfitError where it is not ours or of another schema."""
    if not metadata or b"tkmv.schema" not in metadata or metadata.get(b"tkmv.kind") != kind.encode():
        raise UnfitError("foreign")
    if metadata[b"tkmv.schema"] != str(SCHEMA).encode():
        raise UnfitError("schema")
    try:
        return {
            name.decode().removeprefix("tkmv."): json.loads(value)
            for name, value in metadata.items()
            if name.startswith(b"tkmv.") and name not in (b"tkmv.schema", b"tkmv.kind")
        }
    except ValueError:
        raise UnfitError("foreign") from None


def facts(file: Any, kind: str) -> dict[str, Any]:
    """The facts from the footer of an open file alone."""
    try:
        metadata = pq.read_metadata(file).metadata
    except (pa.ArrowException, OSError):
        raise UnfitError("torn") from None
    return facts_of(metadata, kind)


def decode(data: bytes, kind: str, day: date, now: datetime | None = None) -> tuple[pa.Table, dict[str, Any]]:
    """Rows and facts of a file of this day; UnfitError where the file does not count."""
    schema = SOURCED if kind == "day" else ROW
    texts = [name for name in _TEXTS if name in schema.names]
    try:
        metadata = pq.read_metadata(pa.BufferReader(data))
        facts = facts_of(metadata.metadata, kind)
        if metadata.schema.names != schema.names:
            raise UnfitError("foreign")
        buffer = pa.BufferReader(data)
        with pq.ParquetFile(buffer, metadata=metadata, read_dictionary=texts, page_checksum_verification=True) as file:
            table = file.read(use_threads=False)
    except (pa.ArrowException, OSError):
        raise UnfitError("torn") from None
    try:
        table = table.cast(schema)
        table.validate(full=True)
    except (pa.ArrowException, ValueError):
        raise UnfitError("foreign") from None
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
    columns = [table.column(name).to_pylist() for name in ROW.names]
    for slot, target, check, vantage, verdict, cause, elapsed in zip(*columns, strict=True):
        detail = details.get((slot, target, check, vantage)) if details else None
        evidence, phases = detail or ("", {})
        yield Measurement(slot, target, check, vantage, _VERDICTS[verdict], cause, elapsed, evidence, phases)
