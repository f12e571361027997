"""Stata and SPSS keep a list of values as labelled integers: to codes, and back."""

import pandas as pd

from sirte.descriptors import Field, Table

Labels = dict[str, dict[int | float, str]]


def value_labels(table: Table) -> Labels:
    """Return the label of each code, by column; for text the label is the value itself."""
    return {f.name: labels for f in table.fields if (labels := _labels(f))}


def _labels(field: Field) -> dict[int | float, str]:
    if field.type == "boolean":
        return {0: "false", 1: "true"}
    if field.type == "string":
        return {code: str(value) for code, value in enumerate(field.allowed, start=1)}
    return {int(c.value): c.label for c in field.categories}


def encode(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the frame with integers for lists of values and for true and false.

    Integers are nullable, dates datetime64, text is empty where missing.
    """
    columns = {}
    for field in table.fields:
        column = frame[field.name]
        if field.type == "string" and field.allowed:
            codes = {label: code for code, label in _labels(field).items()}
            columns[field.name] = column.map(codes).astype("Int64")
        elif field.type == "string":
            columns[field.name] = column.fillna("")
        else:
            columns[field.name] = column.astype("Int64") if field.type == "boolean" else column
    return pd.DataFrame(columns)


def decode(frame: pd.DataFrame, table: Table, labels: Labels) -> pd.DataFrame:
    """Return the frame with text for codes, by the labels that the file itself holds."""
    decoded = frame.copy()
    for field in table.fields:
        if field.type == "string" and field.allowed:
            texts = {float(code): text for code, text in labels.get(field.name, {}).items()}
            codes = pd.to_numeric(frame[field.name]).astype("float64")
            decoded[field.name] = codes.map(texts).astype(object)
    return decoded
