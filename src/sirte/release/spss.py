"""SPSS: .sav with labels for variables and values, levels of measurement, dates as dates."""

from collections.abc import Iterator
from pathlib import Path

import pyreadstat

from sirte.descriptors import Field
from sirte.errors import PackageError
from sirte.release.content import Content, Part
from sirte.release.labelled import decode, encode, value_labels
from sirte.release.typed import to_typed
from sirte.wide import Sheet

_STAMP = slice(92, 109)  # creation date and time in the header
_FORMATS = {"date": "SDATE10", "integer": "F8.0", "boolean": "F1.0", "number": "F12.6"}


def write(content: Content, folder: Path) -> None:
    """Write `spss/<table>.sav`."""
    (folder / "spss").mkdir()
    for sheet in content.sheets:
        try:
            _write(sheet, folder / _place(sheet), content)
        except pyreadstat.ReadstatError as error:
            raise PackageError(f"{_place(sheet)}: {error}") from None


def _write(sheet: Sheet, path: Path, content: Content) -> None:
    table = sheet.table
    frame = encode(sheet.frame, table)
    for field in table.fields:
        if field.type == "date":  # of pandas' own kinds pyreadstat takes nanoseconds alone
            days = frame[field.name].dt.date.astype(object)
            frame[field.name] = days.where(days.notna(), None)
    pyreadstat.write_sav(
        frame,
        path,
        file_label=f"SIRTE {content.dataset.version}: {table.title}"[:64],
        column_labels={f.name: f.title for f in table.fields},
        variable_value_labels=value_labels(table),
        variable_measure={f.name: _measure(f) for f in table.fields},
        variable_format={f.name: form for f in table.fields if (form := _format(f))},
    )
    data = bytearray(path.read_bytes())
    data[_STAMP] = f"{content.created:%d %b %y%H:%M:%S}".encode("ascii")
    path.write_bytes(data)


def _format(field: Field) -> str:
    return "F8.0" if field.allowed else _FORMATS.get(field.type, "")


def _measure(field: Field) -> str:
    if field.categories or field.type in ("string", "boolean"):
        return field.measurement or "nominal"
    return "scale"


def _place(sheet: Sheet) -> str:
    return f"spss/{sheet.table.name}.sav"


def read(content: Content, folder: Path) -> Iterator[Part]:
    """Yield every table as it is read back, labels resolved."""
    for sheet in content.sheets:
        frame, about = pyreadstat.read_sav(folder / _place(sheet))
        found = decode(frame, sheet.table, about.variable_value_labels)
        yield Part(_place(sheet), sheet, to_typed(found, sheet.table))
