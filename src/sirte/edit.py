"""Edits that keep a table in canonical form: formatting a file, adding a row."""

import re
import unicodedata
from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from sirte.canonical import format_number, format_rows, write_file
from sirte.cells import parse_cells
from sirte.dataset import loses_row
from sirte.descriptors import Field, Package, Table
from sirte.errors import PackageError, UnknownIdError
from sirte.raw import read_cells

_SPACES = re.compile(r"[^\S\n]+")
_NUMBER = re.compile(r"-?[0-9]+[.][0-9]+")


def format_file(package: Package, table: Table, *, dry_run: bool = False) -> bool:
    """Rewrite a table's file canonically; return whether it changed, or would in a dry run.

    Sorts rows, orders columns, ends lines with LF, quotes minimally, brings text to NFC, trims it
    and drops needless zeros of decimal numbers. Values are otherwise left alone, wrong ones too.
    Raises `PackageError`, and leaves the file as it is, where a row could not be read whole.
    """
    rows = _read_rows(package, table)
    text = format_rows(table.columns, _sorted(rows, table))
    path = package.root / table.path
    if path.read_bytes() == text.encode("utf-8"):
        return False
    if not dry_run:
        write_file(path, text)
    return True


def _read_rows(package: Package, table: Table) -> list[list[str]]:
    raw = read_cells(package.root, table)
    lost = [f for f in raw.findings if loses_row(f)]
    if raw.cells is None or lost:
        raise PackageError(str((lost or raw.findings[-1:])[0]))
    columns = [raw.cells[name].to_pylist() for name in table.columns]
    rows = zip(*columns, strict=True)
    return [[_clean(c, f) for c, f in zip(row, table.fields, strict=True)] for row in rows]


def _clean(cell: str, field: Field) -> str:
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", cell)).strip()
    if field.type == "number" and _NUMBER.fullmatch(text):
        return format_number(float(text))
    return text


def _sorted(rows: list[list[str]], table: Table) -> list[list[str]]:
    places = [table.columns.index(name) for name in table.primary_key]
    return sorted(rows, key=lambda row: [row[i] for i in places])


def next_id(package: Package, table: Table) -> str | None:
    """Return the next free numbered id of the table, or None where its key is not numbered.

    Ids in the ledger count as used, so that a retired one is not given out again.
    """
    example = table.field(table.primary_key[0]).example
    match = re.fullmatch(r"([a-z]{3}-)[0-9]{4}", example)
    if len(table.primary_key) != 1 or match is None:
        return None
    prefix = match[1]
    used = [row[0] for row in _read_rows(package, table)]
    ledger = package.tables["corrections"]
    place = ledger.columns.index("row_id")
    used += [row[place] for row in _read_rows(package, ledger)]
    numbers = [int(i[len(prefix) :]) for i in used if re.fullmatch(prefix + "[0-9]+", i)]
    return f"{prefix}{max(numbers, default=0) + 1:04d}"


def check_value(field: Field, value: str) -> str | None:
    """Return why `value` cannot stand in the field, or None where it can."""
    if not value:
        return "a value is required" if field.required else None
    table = Table("", "", "", "", (field,), (), (), ())
    cells = pa.table({field.name: pa.array([value], pa.string())})
    _, faults = parse_cells(table, cells, np.array([0]))
    if faults:
        return f"{faults[0].message}: {faults[0].hint}"
    if field.allowed and value not in map(str, field.allowed):
        return f"one of {', '.join(map(str, field.allowed))}"
    pattern = field.constraints.get("pattern")
    if pattern and not re.fullmatch(f"(?:{pattern})", value):
        return f"write it as in {field.example}"
    return _outside(field, value)


def _outside(field: Field, value: str) -> str | None:
    low, high = (field.constraints.get(bound) for bound in ("minimum", "maximum"))
    if low is not None and float(value) < low:
        return f"{low} or more"
    if high is not None and float(value) > high:
        return f"{high} or less"
    return None


def list_released(package: Package) -> list[str]:
    """Return the versions that `releases` holds, each as often as it has rows there."""
    table = package.tables["releases"]
    place = table.columns.index("version")
    return [row[place] for row in _read_rows(package, table)]


def add_row(package: Package, table: Table, row: Mapping[str, str]) -> None:
    """Add a row to the table's file, in its place; raises `PackageError` and writes nothing where
    a value cannot stand or the key is taken.
    """
    for field in table.fields:
        if reason := check_value(field, row.get(field.name, "")):
            raise PackageError(f"{field.name}: {reason}")
    rows = _read_rows(package, table)
    added = [row.get(name, "") for name in table.columns]
    places = [table.columns.index(name) for name in table.primary_key]
    if [added[i] for i in places] in [[r[i] for i in places] for r in rows]:
        raise PackageError(f"{'|'.join(added[i] for i in places)} stands in {table.path} already")
    text = format_rows(table.columns, _sorted([*rows, added], table))
    write_file(package.root / table.path, text)


def find_row(
    package: Package, table: Table, value: str, *, column: str = "", missing_ok: bool = False
) -> dict[str, str]:
    """Return the one row whose key, or `column`, is `value`, its cells as they are written.

    Raises `UnknownIdError` where there is none, or returns an empty row with `missing_ok`.
    """
    place = table.columns.index(column or table.primary_key[0])
    for row in _read_rows(package, table):
        if row[place] == value:
            return dict(zip(table.columns, row, strict=True))
    if missing_ok:
        return {}
    raise UnknownIdError(f"{value!r} is not in {table.path}")


def change_cell(package: Package, table: Table, key: str, column: str, value: str) -> None:
    """Change one cell of the row with that key, in a table whose key is one column.

    Raises `PackageError` and writes nothing where the value cannot stand or is there already,
    `UnknownIdError` where there is no such row.
    """
    if reason := check_value(table.field(column), value):
        raise PackageError(f"{column}: {reason}")
    row = find_row(package, table, key)
    if row[column] == value:
        raise PackageError(f"{column} of {key} is {value!r} already")
    place = table.columns.index(table.primary_key[0])
    changed = [(row | {column: value})[name] for name in table.columns]
    rows = [changed if r[place] == key else r for r in _read_rows(package, table)]
    write_file(package.root / table.path, format_rows(table.columns, _sorted(rows, table)))


def tables_of(package: Package, names: tuple[str, ...]) -> list[Table]:
    """Return the named tables, or all; raises `PackageError` for an unknown name."""
    unknown = [n for n in names if n not in package.tables]
    if unknown:
        raise PackageError(f"no table {unknown[0]!r}: one of {', '.join(package.tables)}")
    return [package.tables[n] for n in names or package.tables]
