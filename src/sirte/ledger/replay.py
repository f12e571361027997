"""Replays entries of the ledger on tables, forward or back; any misfit stops it."""

from collections.abc import Mapping, Sequence

from sirte.descriptors import Table
from sirte.ledger.entries import Entry, LedgerError, unpack
from sirte.ledger.rows import Row, Rows


def redo(
    tables: Mapping[str, Rows], entries: Sequence[Entry], schemas: Mapping[str, Table]
) -> dict[str, Rows]:
    """Return the tables after the entries, given from the oldest to the newest.

    The tables given stay as they are. Raises `LedgerError` for an entry that does not fit.
    """
    found = {name: dict(rows) for name, rows in tables.items()}
    for entry in entries:
        if entry.table not in found or entry.table not in schemas:
            raise LedgerError(f"{entry.correction_id}: {entry.table!r} has no ledger")
        _apply(found[entry.table], entry, schemas[entry.table])
    return found


def undo(
    tables: Mapping[str, Rows], entries: Sequence[Entry], schemas: Mapping[str, Table]
) -> dict[str, Rows]:
    """Return the tables before the entries, given from the oldest to the newest; as `redo`."""
    return redo(tables, [entry.inverse() for entry in reversed(entries)], schemas)


def _apply(rows: Rows, entry: Entry, table: Table) -> None:
    if entry.action == "change":
        rows[entry.row_id] = _changed(rows, entry, table)
    elif entry.action == "add":
        if entry.row_id in rows:
            raise _misfit(entry, "stands in the table at that point")
        rows[entry.row_id] = _whole(entry, entry.new_value, table)
    elif entry.action == "retire":
        if _present(rows, entry) != _whole(entry, entry.old_value, table):
            raise _misfit(entry, "is another row in the table at that point")
        del rows[entry.row_id]
    else:
        raise _misfit(entry, f"has the unknown action {entry.action!r}")


def _changed(rows: Rows, entry: Entry, table: Table) -> Row:
    if entry.field not in table.columns or entry.field in table.primary_key:
        raise _misfit(entry, f"cannot change {entry.field!r}: not a column, or part of the key")
    row = _present(rows, entry)
    if row[entry.field] != entry.old_value:
        held = f"is {row[entry.field]!r} at that point, not {entry.old_value!r}"
        raise _misfit(entry, f"{entry.field} {held}")
    return row | {entry.field: entry.new_value}


def _present(rows: Rows, entry: Entry) -> Row:
    if entry.row_id not in rows:
        raise _misfit(entry, "is not in the table at that point")
    return rows[entry.row_id]


def _whole(entry: Entry, text: str, table: Table) -> Row:
    try:
        row = unpack(text, table.columns)
    except ValueError as error:
        raise _misfit(entry, f"the whole record {error}") from None
    if "|".join(row[k] for k in table.primary_key) != entry.row_id:
        raise _misfit(entry, "the whole record has another id")
    return row


def _misfit(entry: Entry, what: str) -> LedgerError:
    return LedgerError(f"{entry.correction_id}: {entry.table} {entry.row_id} {what}")
