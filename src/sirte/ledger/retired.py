"""Retired rows: what the ledger keeps of them, and what took their place."""

from collections.abc import Mapping

import pandas as pd

from sirte.canonical import to_text
from sirte.descriptors import Table
from sirte.ledger.entries import age_of, unpack
from sirte.ledger.rows import Row

COLUMNS = ["table", "row_id", "release", "reason_class", "reason", "replaced_by"]


def last_entries(corrections: pd.DataFrame) -> pd.DataFrame:
    """Return the newest entry on each row of each table."""
    ordered = corrections.sort_values("correction_id", key=lambda ids: ids.map(age_of))
    return ordered.drop_duplicates(["table", "row_id"], keep="last")


def list_retired(corrections: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are retired; columns: table, row_id, release, reason_class, reason,
    replaced_by.
    """
    last = last_entries(corrections)
    return last.loc[last["action"] == "retire", COLUMNS].reset_index(drop=True)


def find_retired(corrections: pd.DataFrame, ledger: Table, row_id: str) -> Row | None:
    """Return the entry that retired the row, as text, or None."""
    last = last_entries(corrections)
    found = last[(last["row_id"] == row_id) & (last["action"] == "retire")]
    if found.empty:
        return None
    return {f.name: str(to_text(found[f.name], f).iloc[0]) for f in ledger.fields}


def retired_rows(corrections: pd.DataFrame, table: Table, column: str, value: str) -> list[Row]:
    """Return the retired rows of a table with that value, as the ledger holds them.

    Rows whose record is not whole there are left out: `sirte validate` reports them.
    """
    return [row for row in all_retired(corrections, table) if row[column] == value]


def all_retired(corrections: pd.DataFrame, table: Table) -> list[Row]:
    """Return all retired rows of a table that the ledger holds whole."""
    last = last_entries(corrections)
    gone = last[(last["table"] == table.name) & (last["action"] == "retire")]
    rows = []
    for text in gone["old_value"].fillna(""):
        try:
            rows.append(unpack(str(text), table.columns))
        except ValueError:
            continue
    return rows


def describe_retirement(entry: Mapping[str, str]) -> str:
    """Return the sentence that a reader of a retired id sees."""
    successor, kind = entry["replaced_by"], entry["reason_class"]
    what = kind.replace("-", " ")
    if successor:
        what = f"duplicate of {successor}" if kind == "duplicate" else f"{what}, see {successor}"
    return f"retired in {entry['release']}: {what} ({entry['reason'].rstrip('.')})"
