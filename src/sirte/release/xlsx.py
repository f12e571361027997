"""XLSX: one sheet per table and a codebook; text is text, never a formula or a link."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from sirte.descriptors import Field, Table
from sirte.errors import PackageError
from sirte.release.content import Content, Part
from sirte.release.typed import to_typed
from sirte.release.workbook import read_sheets
from sirte.wide import Sheet

_FILE = "sirte.xlsx"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_CODEBOOK = ("table", "column", "type", "may be empty", "meaning", "value", "label", "definition")
_WIDEST = 60


def write(content: Content, folder: Path) -> None:
    """Write `sirte.xlsx`."""
    metadata = content.dataset.package.metadata
    with xlsxwriter.Workbook(folder / _FILE, _OPTIONS) as book:
        book.set_properties(
            {
                "title": f"{metadata.get('title', 'SIRTE')}, version {content.dataset.version}",
                "comments": ", ".join(
                    str(licence.get("title", "")) for licence in metadata.get("licenses", [])
                ),
                "created": content.created,
            }
        )
        bold = book.add_format({"bold": True, "bottom": 1})
        rows = [row for sheet in content.sheets for row in _explain(sheet.table)]
        _write(book.add_worksheet("codebook"), _CODEBOOK, rows, bold)
        for sheet in content.sheets:
            _write(book.add_worksheet(sheet.table.name), sheet.table.columns, _rows(sheet), bold)


def _write(page: Any, header: Sequence[str], rows: Sequence[Sequence[Any]], bold: Any) -> None:
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(rows), 1), len(header) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + 1}"})
    for column, name in enumerate(header):
        page.write_string(0, column, name, bold)
        lengths = [len(str(row[column])) for row in rows[:200] if row[column] is not None]
        page.set_column(column, column, min(max([len(name) + 3, *lengths]), _WIDEST))
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell is not None and _write_cell(page, at, column, cell):
                where = f"{page.get_name()}: {header[column]} of row {at}"
                raise PackageError(f"{_FILE}: {where} is longer than a spreadsheet's cell")


def _write_cell(page: Any, row: int, column: int, cell: Any) -> int:
    """Write one cell by its type; anything but 0 says that it was not written whole."""
    if isinstance(cell, bool):
        return int(page.write_boolean(row, column, cell))
    if isinstance(cell, str):
        return int(page.write_string(row, column, cell))
    return int(page.write_number(row, column, cell))


def _rows(sheet: Sheet) -> list[tuple[Any, ...]]:
    columns = []
    for field in sheet.table.fields:
        column = sheet.frame[field.name]
        if field.type == "date":
            column = column.dt.strftime("%Y-%m-%d")
        columns.append(column.astype(object).where(column.notna(), None))
    return list(zip(*columns, strict=True))


def _explain(table: Table) -> Iterator[tuple[str | None, ...]]:
    """Yield the codebook's rows: one for each column, then one for each of its values."""
    for field in table.fields:
        yield (table.name, field.name, field.type, _empty(field), field.description, *[None] * 3)
        for c in field.categories:
            yield (table.name, field.name, *[None] * 3, str(c.value), c.label, c.definition)


def _empty(field: Field) -> str:
    return "no" if field.required else "yes"


def read(content: Content, folder: Path) -> Iterator[Part]:
    """Yield every table as its sheet gives it."""
    found = read_sheets(folder / _FILE)
    for sheet in content.sheets:
        header, *rows = found[sheet.table.name]
        frame = pd.DataFrame(rows, columns=header, dtype=object)
        yield Part(f"{_FILE}: {sheet.table.name}", sheet, to_typed(frame, sheet.table))
