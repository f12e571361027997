"""Reads a CSV file into string cells, and reports what typed loading would hide.

Every line is one record: line breaks inside cells are refused, so that a row's line is known.
"""

import csv
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from sirte.canonical import format_rows
from sirte.descriptors import Table
from sirte.report import Finding

# A cell as the csv module writes it: quoted just where it holds a comma or a quotation mark.
_CELL = r'(?:[^",]*|"(?:[^",]|"")*(?:,|"")(?:[^"]|"")*")'
_CANONICAL = f"^{_CELL}(?:,{_CELL})*$"
MAX_CELL = 131_072  # what the csv module reads unless a program raises its limit
_FMT = "run `sirte fmt`"
_DELIMITERS = {";": "semicolon", "\t": "tab", "|": "vertical bar"}


@dataclass(frozen=True)
class RawTable:
    """String cells of one file, the line of each row, and what was wrong with the text.

    `cells` is None where the file could not be read as the table at all.
    """

    table: Table
    cells: pa.Table | None
    lines: np.ndarray
    findings: list[Finding]


@dataclass
class _Log:
    """Collects findings on one file."""

    table: Table
    findings: list[Finding] = field(default_factory=list)

    def add(self, line: int, rule: str, message: str, hint: str = "", column: str = "") -> None:
        self.findings.append(Finding(self.table.path, line, column, "", rule, message, hint))

    def unreadable(self) -> RawTable:
        return RawTable(self.table, None, np.array([], dtype=np.int64), self.findings)


def read_cells(root: Path, table: Table) -> RawTable:
    """Read the table's file below `root`; faults become findings, never exceptions."""
    log = _Log(table)
    data = _read_bytes(root / table.path, log)
    if data is None or not _is_utf8(data, log):
        return log.unreadable()
    data = _normalise_line_ends(data, log)
    header, _, body = data.partition(b"\n")
    names = _read_header(header, log)
    if names is None:
        return log.unreadable()
    body, lines = _drop_unbalanced(body, log)
    body, lines = _drop_blank(body, lines, log)
    return _parse(body, lines, names, log)


def _read_bytes(path: Path, log: _Log) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        log.add(0, "file-missing", "file is missing or cannot be read", "restore the file")
        return None
    if not data.strip():
        log.add(0, "file-empty", "file is empty, not even a header", "write the header line")
        return None
    return data


def _is_utf8(data: bytes, log: _Log) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        bad = data[error.start]
        log.add(line, "encoding", f"byte 0x{bad:02x} is not UTF-8", "save the file as UTF-8")
        return False
    return True


def _normalise_line_ends(data: bytes, log: _Log) -> bytes:
    if data.startswith(b"\xef\xbb\xbf"):
        log.add(1, "encoding", "file begins with a byte order mark", "save as UTF-8 without one")
        data = data[3:]
    if b"\r" in data:
        line = data.count(b"\n", 0, data.index(b"\r")) + 1
        log.add(line, "line-ends", "carriage return: lines must end with LF alone", _FMT)
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b" ")
    if not data.endswith(b"\n"):
        log.add(data.count(b"\n") + 1, "line-ends", "last line does not end with a line feed", _FMT)
        data += b"\n"
    return data


def _read_header(line: bytes, log: _Log) -> list[str] | None:
    text = line.decode("utf-8")
    names = _split(text) or []
    expected = list(log.table.columns)
    if names == expected:
        return names
    for char, label in _DELIMITERS.items():
        if len(names) == 1 and char in text:
            log.add(1, "delimiter", f"columns are separated by {label}s", "separate with commas")
            return None
    missing = [n for n in expected if n not in names]
    unknown = [n for n in names if n not in expected]
    if missing or unknown or len(set(names)) != len(names):
        words = [f"missing {missing}"] if missing else []
        words += [f"unknown {unknown}"] if unknown else []
        words += ["a column stands twice"] if len(set(names)) != len(names) else []
        log.add(1, "header", "; ".join(words), f"the header is {','.join(expected)}")
        return None
    log.add(1, "header", "columns stand in another order than in the schema", _FMT)
    return names


def _drop_unbalanced(body: bytes, log: _Log) -> tuple[bytes, np.ndarray]:
    """Report and drop lines whose quotation marks do not pair up; keep the others' numbers."""
    count = body.count(b"\n")
    lines = np.arange(2, count + 2)
    if b'"' not in body:
        return body, lines
    chars = np.frombuffer(body, dtype=np.uint8)
    ends = np.flatnonzero(chars == ord("\n"))
    quotes = np.bincount(np.searchsorted(ends, np.flatnonzero(chars == ord('"'))), minlength=count)
    rows = body.split(b"\n")
    odd = quotes % 2 == 1
    for i in _suspects(rows, np.flatnonzero(quotes)):
        cells = _split(rows[i].decode("utf-8"))
        if cells is None or odd[i]:
            odd[i] = True
            message = "unbalanced quotation mark, or a line break inside a cell"
            log.add(int(lines[i]), "quoting", message, "keep each row on one line")
        elif format_rows(cells, []).encode("utf-8") != rows[i] + b"\n":
            log.add(
                int(lines[i]), "needless-quotes", "quotation marks are not in canonical form", _FMT
            )
    if not odd.any():
        return body, lines
    kept = [row for row, drop in zip(rows, odd, strict=False) if not drop]
    return b"".join(row + b"\n" for row in kept), lines[~odd]


def _drop_blank(body: bytes, lines: np.ndarray, log: _Log) -> tuple[bytes, np.ndarray]:
    if not (body.startswith(b"\n") or b"\n\n" in body):
        return body, lines
    rows = body.split(b"\n")[:-1]
    blank = np.array([not row for row in rows])
    for line in lines[blank]:
        log.add(int(line), "blank-line", "a line without a row", _FMT)
    return b"".join(row + b"\n" for row in rows if row), lines[~blank]


def _suspects(rows: list[bytes], quoted: np.ndarray) -> np.ndarray:
    """Return which rows with quotation marks are not plainly in canonical form."""
    texts = pa.array([rows[i] for i in quoted], pa.binary())
    plain = pc.and_(
        pc.match_substring_regex(texts, _CANONICAL),
        pc.less(pc.binary_length(texts), MAX_CELL),
    )
    suspects: np.ndarray = quoted[~plain.to_numpy(zero_copy_only=False)]
    return suspects


def _split(line: str) -> list[str] | None:
    """Return the cells of one line; None where a cell does not end or is longer than csv reads."""
    try:
        cells = next(csv.reader([line], strict=True), [])
    except csv.Error:
        return None
    return cells if all(len(cell) <= MAX_CELL for cell in cells) else None


def _parse(body: bytes, lines: np.ndarray, names: list[str], log: _Log) -> RawTable:
    ragged: list[int] = []

    def skip(row: pacsv.InvalidRow) -> str:
        index = (row.number or 1) - 1
        ragged.append(index)
        message = f"{row.actual_columns} cells where the header has {row.expected_columns}"
        log.add(int(lines[index]), "ragged-row", message, "give each column one cell")
        return "skip"

    try:
        cells = _read_arrow(body, names, skip) if body else _no_rows(names)
    except pa.ArrowInvalid as error:
        log.add(0, "unreadable", str(error).splitlines()[0], "check quotes and cell sizes")
        return log.unreadable()
    lines = np.delete(lines, ragged)
    if cells.num_rows != len(lines):
        log.add(0, "unreadable", "rows and lines do not match", "keep each row on one line")
        return log.unreadable()
    return RawTable(log.table, cells.select(list(log.table.columns)), lines, log.findings)


def _read_arrow(body: bytes, names: list[str], skip: object) -> pa.Table:
    return pacsv.read_csv(
        pa.BufferReader(body),
        pacsv.ReadOptions(use_threads=False, block_size=1 << 25, column_names=names),
        pacsv.ParseOptions(invalid_row_handler=skip, ignore_empty_lines=False),
        pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )


def _no_rows(names: list[str]) -> pa.Table:
    return pa.table({name: pa.array([], pa.string()) for name in names})
