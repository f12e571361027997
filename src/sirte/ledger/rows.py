"""Tables as rows of written cells, by row id: what the ledger compares, replays and hashes."""

import hashlib
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from sirte.canonical import format_rows, row_ids, to_text
from sirte.cells import parse_cells
from sirte.descriptors import Package, Table
from sirte.errors import PackageError

Row = dict[str, str]
Rows = dict[str, Row]

# The ledger says nothing of itself: both tables only grow, a release at a time.
LEDGER = ("corrections", "releases")

_OWNERS = {
    "event_actors": {"events": "event_id"},
    "actor_names": {"actors": "actor_id"},
    "evidence": {
        "events": "event_id",
        "statements": "statement_id",
        "alignments": "alignment_id",
    },
}
_PREFIXES = {"evt-": "events", "stm-": "statements", "aln-": "alignments"}


def read_rows(frame: pd.DataFrame, table: Table) -> Rows:
    """Return the rows of a typed table as they are written, by row id.

    Raises `PackageError` where a row id is empty or stands twice.
    """
    ids = row_ids(frame, table)
    odd = ids[ids.duplicated() | (ids == "")]
    if not odd.empty:
        raise PackageError(f"{table.path}: {odd.iloc[0]!r} is empty or twice: run `sirte validate`")
    columns = [to_text(frame[f.name], f).tolist() for f in table.fields]
    rows = (dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True))
    return dict(zip(ids.tolist(), rows, strict=True))


def read_all(package: Package, frames: Mapping[str, pd.DataFrame]) -> dict[str, Rows]:
    """Return the rows of every table; raises as `read_rows`."""
    return {name: read_rows(frames[name], table) for name, table in package.tables.items()}


def in_scope(tables: Mapping[str, Rows]) -> dict[str, Rows]:
    """Return the tables whose changes the ledger records: all but itself and the releases."""
    return {name: rows for name, rows in tables.items() if name not in LEDGER}


def to_csv(rows: Rows, table: Table) -> str:
    """Return the canonical CSV text of the rows, sorted by primary key."""
    keys = table.primary_key
    ordered = sorted(rows.values(), key=lambda row: [row[k] for k in keys])
    return format_rows(table.columns, ([row[c] for c in table.columns] for row in ordered))


def hash_rows(rows: Rows, table: Table) -> str:
    """Return the SHA-256 of the canonical CSV text, in hexadecimal."""
    return hashlib.sha256(to_csv(rows, table).encode("utf-8")).hexdigest()


def to_frame(rows: Rows, table: Table) -> pd.DataFrame:
    """Return the typed table, sorted by primary key; raises `PackageError` for a cell that its
    type refuses.
    """
    keys = table.primary_key
    ordered = sorted(rows.values(), key=lambda row: [row[k] for k in keys])
    columns = {c: pa.array([row[c] for row in ordered], pa.string()) for c in table.columns}
    frame, faults = parse_cells(table, pa.table(columns), np.arange(len(ordered)))
    if refused := [f for f in faults if f.rule.endswith("-form")]:
        fault = refused[0]
        raise PackageError(f"{table.name} {fault.row_id} {fault.column}: {fault.message}")
    return frame.reset_index(drop=True)


def owner_of(table: str, row_id: str, row: Row) -> tuple[str, str]:
    """Return table and id of the record, source or actor that a row hangs on, or its own."""
    for owner, column in _OWNERS.get(table, {}).items():
        if row.get(column):
            return owner, row[column]
    if table == "codings":
        record_id = row.get("record_id", "")
        return _PREFIXES.get(record_id[:4], table), record_id or row_id
    return table, row_id
