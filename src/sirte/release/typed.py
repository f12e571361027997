"""Turns what a reader of some format gives into the types of the schema."""

from typing import Any

import pandas as pd

from sirte.descriptors import Table

_KINDS = {"integer": "Int64", "number": "float64", "boolean": "boolean", "string": "str"}


def to_typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the frame with the schema's columns and types; empty text becomes missing.

    Raises `KeyError` for a column that is not there, `ValueError` or `TypeError` for a value that
    is not of the type.
    """
    typed: dict[str, Any] = {}
    for field in table.fields:
        column = frame[field.name].astype(object)
        filled = column.where(column.notna() & (column != ""), None)
        if field.type == "date":
            typed[field.name] = pd.to_datetime(filled, format="ISO8601").astype("datetime64[s]")
        elif field.type == "string":
            typed[field.name] = filled.astype("str")
        else:
            numbers = pd.to_numeric(filled)
            typed[field.name] = numbers.astype(_KINDS[field.type])  # type: ignore[call-overload]
    return pd.DataFrame(typed, columns=list(table.columns))
