"""Parquet files of the journal: each says in its footer what it is, by which schema, and what its writer knew."""

import io
import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

# Raised when a file written by this version could be misread by an earlier one.
SCHEMA = 1
_SCHEMA, _KIND = b"tkmv.schema", b"tkmv.kind"


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


def encode(table: pa.Table, kind: str, facts: Mapping[str, Any], **settings: Any) -> bytes:
    """A whole file; the same table and facts give the same bytes."""
    told = {_SCHEMA.decode(): str(SCHEMA), _KIND.decode(): kind}
    told |= {f"tkmv.{name}": json.dumps(value, sort_keys=True, ensure_ascii=False) for name, value in facts.items()}
    sink = io.BytesIO()
    # The schema of Arrow would double a small file; any reader of Parquet does without it.
    fixed = {"compression": "zstd", "store_schema": False, "write_page_checksum": True}
    with pq.ParquetWriter(sink, table.schema, **fixed, **settings) as writer:
        writer.write_table(table, row_group_size=1 << 20)
        writer.add_key_value_metadata(told)
    return sink.getvalue()


def decode(data: bytes, kind: str, schema: pa.Schema) -> tuple[pa.Table, dict[str, Any]]:
    """Rows and facts of a whole file; UnfitError where it does not count."""
    texts = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    try:
        metadata = pq.read_metadata(pa.BufferReader(data))
        told = _facts(metadata.metadata, kind)
        if metadata.schema.to_arrow_schema().names != schema.names:
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
    return table, told


def facts(file: Any, kind: str) -> dict[str, Any]:
    """The facts from the footer of an open file alone."""
    try:
        metadata = pq.read_metadata(file).metadata
    except (pa.ArrowException, OSError):
        raise UnfitError("torn") from None
    return _facts(metadata, kind)


def _facts(metadata: Mapping[bytes, bytes] | None, kind: str) -> dict[str, Any]:
    """What a file says of itself."""
    if not metadata or _SCHEMA not in metadata or metadata.get(_KIND) != kind.encode():
        raise UnfitError("foreign")
    if metadata[_SCHEMA] != str(SCHEMA).encode():
        raise UnfitError("schema")
    try:
        return {
            name.decode().removeprefix("tkmv."): json.loads(value)
            for name, value in metadata.items()
            if name.startswith(b"tkmv.") and name not in (_SCHEMA, _KIND)
        }
    except (ValueError, RecursionError):
        raise UnfitError("foreign") from None
