"""Cells are typed by their written form alone; what other readers would mend is refused."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from sirte.cells import parse_cells
from sirte.descriptors import Field, Table
from sirte.report import Finding


def _parse(kind: str, *cells: str) -> tuple[pd.Series, list[Finding]]:
    """Return the typed column of a table with a text key, and the findings."""
    names = ("id", "cell")
    fields = tuple(
        Field(n, t, "", "", "", {}, (), False, "")
        for n, t in zip(names, ("string", kind), strict=True)
    )
    table = Table("t", "data/t.csv", "", "", fields, ("id",), (), ())
    ids = [f"r{i}" for i in range(len(cells))]
    text = pa.table([pa.array(ids, pa.string()), pa.array(cells, pa.string())], names)
    frame, findings = parse_cells(table, text, np.arange(2, len(cells) + 2))
    return frame["cell"], findings


VALID: list[tuple[str, str, Any]] = [
    ("string", "Sirte", "Sirte"),
    ("string", "NA", "NA"),
    ("string", "1.0", "1.0"),
    ("string", "ateşkes", "ateşkes"),
    ("string", "a < b & c", "a < b & c"),
    ("integer", "0", 0),
    ("integer", "-2", -2),
    ("integer", "9" * 18, 10**18 - 1),
    ("number", "41.01", 41.01),
    ("number", "-0.5", -0.5),
    ("number", "13", 13.0),
    ("boolean", "true", True),
    ("boolean", "false", False),
    ("date", "2020-02-29", pd.Timestamp("2020-02-29")),
    ("date", "0001-01-01", pd.Timestamp(dt.date(1, 1, 1))),
    ("date", "9999-12-31", pd.Timestamp(dt.date(9999, 12, 31))),
]


@pytest.mark.parametrize(("kind", "cell", "value"), VALID)
def test_parse_cells_valid_form_is_typed(kind: str, cell: str, value: object) -> None:
    column, findings = _parse(kind, cell)
    assert findings == []
    assert column.iloc[0] == value


REFUSED: dict[str, tuple[str, ...]] = {
    "integer": (
        "12.0",
        "1e3",
        "+5",
        "05",
        "-",
        "0x10",
        "1_000",
        "1,000",
        "\u0663",
        "9" * 19,
        "nan",
    ),
    "number": ("1e3", ".5", "5.", "+5", "05.1", "nan", "inf", "1,5", "1 000.5", "\u0663"),
    "boolean": ("yes", "True", "TRUE", "1", "0", "t", "falsch"),
    "date": (
        *("2020-1-5", "2020-02-30", "2020-13-01", "0000-01-01", "20200105", "2020-01"),
        *("05.01.2020", "2020/01/05", "2020-01-05T00:00:00", "2020-W01-1", "\u0662020-01-05"),
    ),
}


@pytest.mark.parametrize(("kind", "cell"), [(k, c) for k, cells in REFUSED.items() for c in cells])
def test_parse_cells_other_form_is_refused(kind: str, cell: str) -> None:
    column, findings = _parse(kind, cell)
    assert [f.rule for f in findings] == [f"{kind}-form"]
    assert column.isna().all()
    assert findings[0].hint


@pytest.mark.parametrize("kind", ["integer", "number", "boolean", "date"])
@pytest.mark.parametrize("pad", [" {}", "{} ", "\u00a0{}"])
def test_parse_cells_padded_form_is_refused(kind: str, pad: str) -> None:
    good = {"integer": "5", "number": "5.5", "boolean": "true", "date": "2020-01-05"}[kind]
    _, findings = _parse(kind, pad.format(good))
    assert {f.rule for f in findings} == {"text-spacing", f"{kind}-form"}


TEXT_FAULTS = {
    " padded": "text-spacing",
    "padded ": "text-spacing",
    "double  space": "text-spacing",
    "\u00a0hard space": "text-spacing",
    "tab\t": "text-spacing",
    "thin\u2009 space": "text-spacing",
    "<b>bold</b>": "text-markup",
    "line<br/>break": "text-markup",
    "<!-- note -->": "text-markup",
    "a &amp; b": "text-markup",
    "a&nbsp;b": "text-markup",
    "it&#39;s": "text-markup",
    "it&#x27;s": "text-markup",
    "bell\a": "text-control",
    "nul\0": "text-control",
    "in\tside": "text-control",
    "next\u0085line": "text-control",
    "over\u202eride": "text-control",
    "iso\u2066late": "text-control",
    "non\ufffecharacter": "text-control",
    "cafe\u0301": "text-nfc",
}


@pytest.mark.parametrize("cell", TEXT_FAULTS)
def test_parse_cells_unclean_text_is_found(cell: str) -> None:
    _, findings = _parse("string", "clean", cell)
    assert (findings[0].line, findings[0].row_id) == (3, "r1")
    assert TEXT_FAULTS[cell] in {f.rule for f in findings}


def test_parse_cells_finding_names_its_place() -> None:
    _, findings = _parse("integer", "1", "two", "3")
    place = (findings[0].file, findings[0].line, findings[0].column, findings[0].row_id)
    assert place == ("data/t.csv", 3, "cell", "r1")


def test_parse_cells_repeated_fault_is_found_in_every_row() -> None:
    _, findings = _parse("date", "x", "2020-01-01", "x")
    assert [f.line for f in findings] == [2, 4]


DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}


@pytest.mark.parametrize("kind", DTYPES)
@pytest.mark.parametrize("cells", [(), ("",), ("", "")], ids=["no rows", "one", "two"])
def test_parse_cells_missing_column_keeps_its_type(kind: str, cells: tuple[str, ...]) -> None:
    column, findings = _parse(kind, *cells)
    assert findings == []
    assert str(column.dtype) == DTYPES[kind]
    assert column.isna().all()


def test_parse_cells_frame_is_indexed_by_line() -> None:
    column, _ = _parse("integer", "1", "", "3")
    assert column.index.tolist() == [2, 3, 4]
    assert column.index.name == "line"
