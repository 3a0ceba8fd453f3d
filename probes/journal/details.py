"""Side files: evidence and phases of rows that are not up, lines of JSON beside a sweep, Parquet beside a day."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from probes.journal import parquet
from probes.journal.parquet import UnfitError
from probes.model.measurement import EVIDENCE_CAP, Measurement
from probes.model.verdict import Verdict

Key = tuple[int, str, str, str]
Detail = tuple[str, Mapping[str, float]]

COLUMNS = pa.schema(
    [
        pa.field("slot", pa.int64(), nullable=False),
        pa.field("target", pa.string(), nullable=False),
        pa.field("check", pa.string(), nullable=False),
        pa.field("vantage", pa.string(), nullable=False),
        pa.field("evidence", pa.string(), nullable=False),
        # A JSON object: name of the phase -> milliseconds.
        pa.field("phases", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
    ]
)


def side_lines(rows: Sequence[Measurement]) -> bytes:
    """A line of JSON for every row that is not up and has something to tell."""
    lines = [
        json.dumps(
            {
                "slot": row.slot,
                "target": row.target,
                "check": row.check,
                "vantage": row.vantage,
                "evidence": row.evidence[:EVIDENCE_CAP],
                "phases": dict(row.phases),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for row in rows
        if row.verdict is not Verdict.UP and (row.evidence or row.phases)
    ]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def read_lines(data: bytes, source: str) -> pa.Table:
    """A side file as columns; UnfitError where it was torn or written by somebody else."""
    try:
        found = [json.loads(line) for line in data.decode("utf-8").split("\n") if line]
        if not found:
            raise UnfitError("torn")
        return _table([{**one, "phases": json.dumps(one["phases"], sort_keys=True), "source": source} for one in found])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, pa.ArrowException):
        raise UnfitError("torn") from None


def _table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=COLUMNS)


def of_columns(columns: Mapping[str, Any], source: str) -> pa.Table:
    """Details of a day that came as columns, in the order of stored ones."""
    names = [*(name for name in COLUMNS.names if name not in ("phases", "source")), "verdict"]
    table = pa.table({name: columns[name] for name in names})
    table = table.filter(
        pc.and_(pc.not_equal(table.column("verdict"), "up"), pc.not_equal(table.column("evidence"), ""))
    )
    told = {"phases": pa.repeat("{}", table.num_rows), "source": pa.repeat(source, table.num_rows)}
    for name, values in told.items():
        table = table.append_column(name, values)
    return merged([table.select(COLUMNS.names).cast(COLUMNS)])


def merged(tables: Iterable[pa.Table]) -> pa.Table:
    """Details of several files, each once, in a fixed order."""
    found = pa.concat_tables([COLUMNS.empty_table(), *tables])
    names = ["target", "check", "vantage", "slot", "source"]
    found = found.sort_by([(name, "ascending") for name in names])
    firsts = found.group_by(names, use_threads=False).aggregate([("evidence", "first"), ("phases", "first")])
    return firsts.rename_columns([name.removesuffix("_first") for name in firsts.column_names]).select(COLUMNS.names)


def encode(table: pa.Table) -> bytes:
    """The side file of a day."""
    return parquet.encode(table, "details", {}, compression_level=9)


def decode(data: bytes) -> pa.Table:
    """The side file of a day back; UnfitError where it does not count."""
    return parquet.decode(data, "details", COLUMNS)[0]


def by_row(table: pa.Table) -> dict[tuple[Key, str], Detail]:
    """Details by row and by the raw file that the row came from."""
    columns = [table.column(name).to_pylist() for name in COLUMNS.names]
    return {
        ((slot, target, check, vantage), source): (evidence, json.loads(phases))
        for slot, target, check, vantage, evidence, phases, source in zip(*columns, strict=True)
    }
