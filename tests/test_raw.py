"""What is wrong with the text of a file, found line by line before anything is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sirte.descriptors import Table, read_package
from sirte.raw import RawTable, read_cells

from .conftest import ROOT

PHASES = read_package(ROOT).tables["phases"]
HEADER = b"phase_id,start_date,end_date,label,reason\n"
ONE = b"P1,2019-01-01,2019-11-26,Before,Start.\n"
TWO = b"P2,2019-11-27,2021-12-31,After,Memoranda.\n"
CLEAN = HEADER + ONE + TWO

Read = Callable[[bytes], RawTable]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads bytes as the phases table."""

    def from_bytes(data: bytes, table: Table = PHASES) -> RawTable:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / table.path).write_bytes(data)
        return read_cells(tmp_path, table)

    return from_bytes


def _places(raw: RawTable) -> list[tuple[int, str]]:
    return [(f.line, f.rule) for f in raw.findings]


def _ids(raw: RawTable) -> list[str]:
    assert raw.cells is not None
    return [str(i) for i in raw.cells["phase_id"].to_pylist()]


def test_read_cells_clean_file_has_no_findings(read: Read) -> None:
    raw = read(CLEAN)
    assert raw.findings == []
    assert _ids(raw) == ["P1", "P2"]
    assert raw.lines.tolist() == [2, 3]


def test_read_cells_header_alone_is_an_empty_table(read: Read) -> None:
    raw = read(HEADER)
    assert raw.findings == []
    assert _ids(raw) == []


FAULTS: dict[str, tuple[bytes, list[tuple[int, str]], list[str] | None]] = {
    # name: (bytes, findings as line and rule, ids of the rows kept or None where unreadable)
    "header swapped": (
        CLEAN.replace(b"label,reason", b"reason,label"),
        [(1, "header")],
        ["P1", "P2"],
    ),
    "column missing": (CLEAN.replace(b",reason", b""), [(1, "header")], None),
    "column unknown": (CLEAN.replace(b"reason", b"cause"), [(1, "header")], None),
    "column twice": (CLEAN.replace(b",reason", b",reason,label"), [(1, "header")], None),
    "header of spaces": (CLEAN.replace(b",label", b", label"), [(1, "header")], None),
    "header with an open quote": (b'"' + CLEAN, [(1, "header")], None),
    "header absent": (ONE + TWO, [(1, "header")], None),
    "header too long": (b"x" * 200_000 + b"\n", [(1, "header")], None),
    "semicolons": (CLEAN.replace(b",", b";"), [(1, "delimiter")], None),
    "tabs": (CLEAN.replace(b",", b"\t"), [(1, "delimiter")], None),
    "vertical bars": (CLEAN.replace(b",", b"|"), [(1, "delimiter")], None),
    "too few cells": (HEADER + b"P0,2018-01-01\n" + TWO, [(2, "ragged-row")], ["P2"]),
    "too many cells": (HEADER + ONE + TWO[:-1] + b",\n", [(3, "ragged-row")], ["P1"]),
    "several ragged rows": (
        HEADER + b"a\n" + ONE + b"b,c\n" + TWO + b"d,,,,,\n",
        [(2, "ragged-row"), (4, "ragged-row"), (6, "ragged-row")],
        ["P1", "P2"],
    ),
    "blank line": (HEADER + ONE + b"\n" + TWO, [(3, "blank-line")], ["P1", "P2"]),
    "blank first and last": (
        HEADER + b"\n" + ONE + b"\n",
        [(2, "blank-line"), (4, "blank-line")],
        ["P1"],
    ),
    "blank line before ragged": (
        HEADER + b"\n" + ONE + b"x\n",
        [(2, "blank-line"), (4, "ragged-row")],
        ["P1"],
    ),
    "CRLF": (CLEAN.replace(b"\n", b"\r\n"), [(1, "line-ends")], ["P1", "P2"]),
    "CRLF in one line": (HEADER + ONE + TWO[:-1] + b"\r\n", [(3, "line-ends")], ["P1", "P2"]),
    "lone CR": (CLEAN.replace(b"Before", b"Be\rfore"), [(2, "line-ends")], ["P1", "P2"]),
    "no final newline": (CLEAN[:-1], [(3, "line-ends")], ["P1", "P2"]),
    "byte order mark": (b"\xef\xbb\xbf" + CLEAN, [(1, "encoding")], ["P1", "P2"]),
    "Latin-1": (CLEAN.replace(b"After", b"Apr\xe8s"), [(3, "encoding")], None),
    "UTF-16": (CLEAN.decode().encode("utf-16"), [(1, "encoding")], None),
    "open quote": (CLEAN.replace(b"Before", b'"Before'), [(2, "quoting")], ["P2"]),
    "line break in a cell": (
        CLEAN.replace(b"Before", b'"Be\nfore"'),
        [(2, "quoting"), (3, "quoting")],
        ["P2"],
    ),
    "text after a closing quote": (
        CLEAN.replace(b"Before", b'"Be"fore'),
        [(2, "quoting")],
        ["P2"],
    ),
    "quote inside a cell, then one that stays open": (
        CLEAN.replace(b"Before,Start", b'Be"fore,"Start'),
        [(2, "quoting")],
        ["P2"],
    ),
    "cell too long for csv": (
        CLEAN.replace(b"Before", b'"' + b"x" * 200_000 + b'"'),
        [(2, "quoting")],
        ["P2"],
    ),
    "open quote before a ragged row": (
        HEADER + b'"P1\n' + b"x\n" + TWO,
        [(2, "quoting"), (3, "ragged-row")],
        ["P2"],
    ),
    "needless quotes": (
        CLEAN.replace(b"After", b'"After"'),
        [(3, "needless-quotes")],
        ["P1", "P2"],
    ),
    "empty file": (b"", [(0, "file-empty")], None),
    "file of blanks": (b" \n\n", [(0, "file-empty")], None),
    "NUL": (CLEAN.replace(b"After", b"Af\0ter"), [], ["P1", "P2"]),
    "needed quotes": (CLEAN.replace(b"After", b'"Af""ter, all"'), [], ["P1", "P2"]),
}


@pytest.mark.parametrize("case", FAULTS)
def test_read_cells_planted_fault_is_found_on_its_line(read: Read, case: str) -> None:
    data, places, ids = FAULTS[case]
    raw = read(data)
    assert sorted(_places(raw)) == places
    assert (None if raw.cells is None else _ids(raw)) == ids
    assert all(f.hint and f.file == "data/phases.csv" for f in raw.findings)


def test_read_cells_rows_keep_their_lines_past_dropped_ones(read: Read) -> None:
    raw = read(HEADER + b"\n" + ONE + b'"x\n' + b"a,b\n" + TWO)
    assert raw.lines.tolist() == [3, 6]


def test_read_cells_swapped_header_keeps_cells_with_their_names(read: Read) -> None:
    raw = read(CLEAN.replace(b"label,reason", b"reason,label"))
    assert raw.cells is not None
    assert raw.cells["reason"].to_pylist() == ["Before", "After"]


def test_read_cells_quotes_are_undone(read: Read) -> None:
    raw = read(CLEAN.replace(b"After", b'"Af""ter, all"'))
    assert raw.cells is not None
    assert raw.cells["label"].to_pylist() == ["Before", 'Af"ter, all']


def test_read_cells_missing_file_is_a_finding(tmp_path: Path) -> None:
    raw = read_cells(tmp_path, PHASES)
    assert _places(raw) == [(0, "file-missing")]
    assert raw.cells is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((b",reason", b""), "missing ['reason']"),
        ((b"reason", b"cause"), "unknown ['cause']"),
        ((b",reason", b",label"), "a column stands twice"),
    ],
)
def test_read_cells_header_message_names_the_columns(
    read: Read, change: tuple[bytes, bytes], words: str
) -> None:
    assert words in read(CLEAN.replace(*change)).findings[0].message
