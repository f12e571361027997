"""Stata: .dta 118 with labels for data, variables and values, dates as dates."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyreadstat

from sirte.errors import PackageError
from sirte.release.content import Content, Part
from sirte.release.labelled import decode, encode, value_labels
from sirte.release.typed import to_typed
from sirte.wide import Sheet

_STR_BYTES = 2045
_LABEL_CHARACTERS = 80


def write(content: Content, folder: Path) -> None:
    """Write `stata/<table>.dta`."""
    (folder / "stata").mkdir()
    for sheet in content.sheets:
        try:
            _write(sheet, folder / _place(sheet), content)
        except ValueError as error:
            raise PackageError(f"{_place(sheet)}: {error}") from None


def _write(sheet: Sheet, path: Path, content: Content) -> None:
    table, frame = sheet.table, encode(sheet.frame, sheet.table)
    texts = [f.name for f in table.fields if f.type == "string" and not f.allowed]
    frame.to_stata(
        path,
        version=118,
        write_index=False,
        time_stamp=content.created,
        data_label=f"SIRTE {content.dataset.version}: {table.title}"[:_LABEL_CHARACTERS],
        variable_labels={f.name: f.title[:_LABEL_CHARACTERS] for f in table.fields},
        value_labels=value_labels(table),
        convert_dates={f.name: "td" for f in table.fields if f.type == "date"},
        convert_strl=[c for c in texts if _longest(frame[c]) > _STR_BYTES],
    )


def _longest(texts: pd.Series) -> int:
    return max((len(str(text).encode("utf-8")) for text in texts), default=0)


def _place(sheet: Sheet) -> str:
    return f"stata/{sheet.table.name}.dta"


def read(content: Content, folder: Path) -> Iterator[Part]:
    """Yield every table as an independent reader (ReadStat) gives it, labels resolved."""
    for sheet in content.sheets:
        frame, about = pyreadstat.read_dta(folder / _place(sheet))
        found = decode(frame, sheet.table, about.variable_value_labels)
        yield Part(_place(sheet), sheet, to_typed(found, sheet.table))
