"""Reads files into one table of four columns as text; nothing in them is guessed."""

import csv
import functools
import glob
import gzip
import re
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO, cast

import ibis

from sirte.errors import PackageError
from sirte.scale.layouts import Layout

ROLES = ("date", "actor", "counterpart", "category")
Paths = str | Path | Sequence[str | Path]

_PACKED = (".zip", ".bz2", ".xz", ".zst", ".7z")
_PATTERN = re.compile(r"[*?\[\]{}\\:]")
_FORMS = {"YYYY-MM-DD": "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$", "YYYYMMDD": "^[1-9][0-9]{7}$"}
# No line holds this: a line that is read with it is one cell.
_NEVER = "\x1e\x1f\x1e\x1f"


def read_files(connection: Any, paths: Paths, layout: Layout) -> Any:
    """Return an Ibis table of day, actor, counterpart, category and malformed, for each row.

    Paths may be patterns (`2020*.tsv`); files are Parquet, or text in UTF-8, `.gz` or not, whose
    empty lines are passed over. `day` is missing where it cannot be read; the next three are
    text. Spark reads bytes that are not UTF-8 as U+FFFD, DuckDB stops at them. Raises
    `PackageError` where there is no such file, or it has not the columns.
    """
    files = list_files(paths)
    parquet = [f for f in files if f.suffix.lower() == ".parquet"]
    text = [f for f in files if f.suffix.lower() != ".parquet"]
    tables = [take_columns(connection.read_parquet(f), layout) for f in parquet]
    read = _read_cells if layout.quoted else _read_lines
    for header, group in _group_by_header(text, layout).items():
        tables.append(read(connection, group, header, layout))
    return functools.reduce(lambda one, other: one.union(other), tables)


def take_columns(table: Any, layout: Layout) -> Any:
    """Return what `read_files` returns, from an Ibis table that has the columns by name."""
    for name in layout.needed:
        if name not in table.columns:
            raise PackageError(f"no column {name!r}, which layout {layout.name} needs")
    cells = {role: table[name] for role, name in zip(ROLES, layout.needed, strict=True)}
    return _select(table, cells, ibis.literal(False), layout)


def _select(table: Any, cells: dict[str, Any], malformed: Any, layout: Layout) -> Any:
    texts = {role: cells[role].cast("string").strip() for role in ROLES[1:]}
    day = _read_day(cells["date"], layout.date_form)
    return table.select(day=day, **texts, malformed=malformed)


def _read_day(cell: Any, form: str) -> Any:
    """Return the date of a cell, missing where it is not a real day in exactly this form."""
    if cell.type().is_timestamp() or cell.type().is_date():
        return cell.cast("date")
    text = cell.cast("string").strip()
    parts = [text.substr(0, 4), text.substr(4, 2), text.substr(6, 2)]
    written = text if form == "YYYY-MM-DD" else parts[0] + "-" + parts[1] + "-" + parts[2]
    return ibis.ifelse(text.re_search(_FORMS[form]), written, ibis.null("string")).try_cast("date")


def list_files(paths: Paths) -> list[Path]:
    """Return the files that paths and patterns name, each once, in order."""
    given = [paths] if isinstance(paths, str | Path) else paths
    return list(dict.fromkeys(f for path in given for f in _expand(path)))


def _expand(path: str | Path) -> list[Path]:
    exact = Path(path).absolute()
    found = glob.glob(str(exact), recursive=True)  # noqa: PTH207  passes over hidden files
    files = [f for f in ([exact] if exact.exists() else map(Path, sorted(found))) if f.is_file()]
    if not files:
        raise PackageError(f"{path}: no such file, nor a pattern that fits any")
    for file in files:
        _check_name(file)
    return files


def _check_name(file: Path) -> None:
    """Refuse what an engine would take for a pattern, pass over in silence, or not unpack."""
    if _PATTERN.search(str(file)) or file.name.startswith(("_", ".")):
        raise PackageError(f"{file}: rename it, without * ? [ ] {{ }} \\ : and _ or . at the front")
    if file.suffix.lower() in _PACKED:
        raise PackageError(f"{file}: unpack it first (only .gz is read as it is)")


def _group_by_header(files: Iterable[Path], layout: Layout) -> dict[tuple[str, ...], list[Path]]:
    groups: dict[tuple[str, ...], list[Path]] = {}
    for file in files:
        groups.setdefault(layout.columns or _read_header(file, layout), []).append(file)
    return groups


def _read_header(file: Path, layout: Layout) -> tuple[str, ...]:
    opened = gzip.open if file.suffix.lower() == ".gz" else open
    try:
        with opened(file, "rt", encoding="utf-8-sig", errors="replace", newline="") as stream:
            header = _split_header(cast(TextIO, stream), layout)
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        raise PackageError(f"{file}: no header can be read: {error}") from None
    for name in layout.needed:
        if header.count(name) != 1:
            found = header.count(name)
            raise PackageError(
                f"{file}: layout {layout.name} needs one column {name!r}, not {found}"
            )
    return tuple(header)


def _split_header(stream: TextIO, layout: Layout) -> list[str]:
    if layout.quoted:
        return next(csv.reader(stream, delimiter=layout.separator), [])
    return stream.readline().rstrip("\r\n").split(layout.separator)


def _read_lines(connection: Any, files: list[Path], header: tuple[str, ...], layout: Layout) -> Any:
    options: dict[str, dict[str, Any]] = {
        "duckdb": {"columns": {"line": "VARCHAR"}, "delim": _NEVER, "quote": "", "escape": ""},
        "pyspark": {"schema": "line STRING", "inferSchema": False, "sep": "\n", "quote": ""},
    }
    options["duckdb"]["strict_mode"] = False
    table = _read_csv(connection, files, layout, options[connection.name])
    table = table.filter(table.line.length() > 0)
    table = table.mutate(cells=table.line.split(layout.separator))
    whole = table.cells.length() == len(header)
    cells = {
        role: ibis.ifelse(whole, table.cells[header.index(name)], ibis.null("string"))
        for role, name in zip(ROLES, layout.needed, strict=True)
    }
    return _select(table, cells, ~whole, layout)


def _read_cells(connection: Any, files: list[Path], header: tuple[str, ...], layout: Layout) -> Any:
    names = [f"c{i}" for i in range(len(header))]
    quotes = {"quote": '"', "escape": '"'}
    options: dict[str, dict[str, Any]] = {
        "duckdb": {"columns": dict.fromkeys(names, "VARCHAR"), "delim": layout.separator},
        "pyspark": {"schema": ", ".join(f"{n} STRING" for n in names), "sep": layout.separator},
    }
    strict = {"inferSchema": False, "multiLine": True, "mode": "FAILFAST"}
    options["pyspark"] |= strict
    table = _read_csv(connection, files, layout, options[connection.name] | quotes)
    cells = {r: table[f"c{header.index(n)}"] for r, n in zip(ROLES, layout.needed, strict=True)}
    return _select(table, cells, ibis.literal(False), layout)


def _read_csv(connection: Any, files: list[Path], layout: Layout, options: dict[str, Any]) -> Any:
    return connection.read_csv([str(f) for f in files], header=not layout.columns, **options)
