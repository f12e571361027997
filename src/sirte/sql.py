"""The tables as a SQLite database: in memory for questions in SQL, or into a file's connection."""

import sqlite3
from typing import Any

import pandas as pd

from sirte.compile import to_sql
from sirte.dataset import Dataset
from sirte.descriptors import Table
from sirte.views import to_sql as views_to_sql


def query(dataset: Dataset, sql: str) -> pd.DataFrame:
    """Return the answer to a SELECT on the tables and `sirte.views`, held in memory for it.

    Dates are text, true and false are 1 and 0, missing cells NULL. Raises
    `pandas.errors.DatabaseError` for SQL that cannot be run.
    """
    connection = sqlite3.connect(":memory:")
    try:
        fill_database(dataset, connection)
        return pd.read_sql_query(sql, connection)
    finally:
        connection.close()


def fill_database(dataset: Dataset, connection: sqlite3.Connection) -> None:
    """Create all tables with their keys, and the views, in an empty database; insert all rows."""
    connection.executescript(to_sql(dataset.package))
    connection.executescript(views_to_sql())
    for name, table in dataset.package.tables.items():
        marks = ", ".join("?" * len(table.fields))
        rows = _rows(dataset.frames[name], table)
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608


def _rows(frame: pd.DataFrame, table: Table) -> list[tuple[Any, ...]]:
    columns = []
    for field in table.fields:
        column = frame[field.name]
        if field.type == "date":
            column = column.dt.strftime("%Y-%m-%d")
        cells = column.astype(object).where(column.notna(), None)
        columns.append([int(c) if isinstance(c, bool) else c for c in cells])
    return list(zip(*columns, strict=True))
