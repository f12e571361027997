"""Parquet: one file per table, its schema and the descriptor in the file's metadata."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sirte.paths import DESCRIPTOR
from sirte.release.content import Content, Part
from sirte.release.typed import to_typed
from sirte.wide import Sheet

_ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def write(content: Content, folder: Path) -> None:
    """Write `parquet/<table>.parquet`."""
    (folder / "parquet").mkdir()
    descriptor = (folder / DESCRIPTOR).read_bytes()
    for sheet in content.sheets:
        about = {"package": "sirte", "version": content.dataset.version, "table": sheet.table.name}
        metadata = {"sirte": json.dumps(about), "datapackage": descriptor}
        arrow = _to_arrow(sheet).replace_schema_metadata(metadata)
        pq.write_table(arrow, folder / _place(sheet))


def _to_arrow(sheet: Sheet) -> Any:
    fields = [
        pa.field(f.name, _ARROW[f.type], not f.required, {"description": f.description})
        for f in sheet.table.fields
    ]
    return pa.Table.from_pandas(sheet.frame, pa.schema(fields), preserve_index=False)


def _place(sheet: Sheet) -> str:
    return f"parquet/{sheet.table.name}.parquet"


def read(content: Content, folder: Path) -> Iterator[Part]:
    """Yield every table as pyarrow gives it."""
    for sheet in content.sheets:
        frame = pq.read_table(folder / _place(sheet)).to_pandas()
        yield Part(_place(sheet), sheet, to_typed(frame, sheet.table))
