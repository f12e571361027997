"""The one written form of a table: cells as text, sorted rows, minimal quoting, safe files."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sirte.descriptors import Field, Table


def to_text(column: pd.Series, field: Field) -> pd.Series:
    """Return the cells of a typed column as they are written; missing cells are empty."""
    if field.type == "date":
        text = column.dt.strftime("%Y-%m-%d")
    elif field.type == "boolean":
        text = column.map({True: "true", False: "false"})
    elif field.type == "number":
        text = column.map(format_number, na_action="ignore")
    elif field.type == "integer":
        text = column.astype("str")
    else:
        text = column
    filled: pd.Series = text.where(column.notna(), "").astype("str")
    return filled


def format_number(value: float) -> str:
    """Return the shortest decimal form of a number, without an exponent."""
    return np.format_float_positional(value, trim="-")


def row_ids(frame: pd.DataFrame, table: Table) -> pd.Series:
    """Return each row's primary key as text; parts of a composite key are joined by a bar."""
    keys = [to_text(frame[c], table.field(c)) for c in table.primary_key]
    if not keys:
        return pd.Series("", index=frame.index)
    joined = keys[0]
    for key in keys[1:]:
        joined = joined + "|" + key
    return joined


def format_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return CSV text: comma, LF, minimal quoting."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def format_table(frame: pd.DataFrame, table: Table) -> str:
    """Return the canonical CSV text of a typed table, rows sorted by primary key."""
    text = pd.DataFrame({f.name: to_text(frame[f.name], f) for f in table.fields})
    ordered = text.sort_values(list(table.primary_key), kind="stable")
    return format_rows(table.columns, ordered.itertuples(index=False, name=None))


def write_file(path: Path, data: str | bytes) -> None:
    """Replace `path` by `data` in one step: an interruption leaves the old file whole."""
    raw = data.encode("utf-8") if isinstance(data, str) else data
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
