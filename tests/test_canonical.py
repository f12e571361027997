"""The written form of a table survives being read, and files are replaced whole or not at all."""

import datetime as dt
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirte.canonical import format_rows, format_table, row_ids, to_text, write_file
from sirte.cells import parse_cells
from sirte.dataset import Dataset
from sirte.descriptors import Field, Table
from sirte.raw import read_cells

from .conftest import ROWS

QUIET = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"])) | st.sampled_from(['"', ",", '""'])


def _field(name: str, kind: str) -> Field:
    return Field(name, kind, "", "", "", {}, (), False, "")


def _table(*fields: Field, key: tuple[str, ...] = ()) -> Table:
    return Table("t", "t.csv", "", "", fields, key, (), ())


def _reread(text: str, field: Field) -> object:
    """Return the value that `text` has when read as a cell of `field`; None where refused."""
    cells = pa.table({field.name: pa.array([text], pa.string())})
    frame, faults = parse_cells(_table(field), cells, np.array([2]))
    return None if faults else frame[field.name].iloc[0]


@given(rows=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6))
@QUIET
def test_format_rows_any_text_survives_reading(
    tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    table = _table(*(_field(name, "string") for name in "abc"))
    (tmp_path / "t.csv").write_text(format_rows(table.columns, rows), "utf-8", newline="")
    raw = read_cells(tmp_path, table)
    assert raw.cells is not None
    assert list(zip(*raw.cells.to_pydict().values(), strict=True)) == rows
    assert raw.findings == []


@given(cells=st.lists(TEXT, max_size=4))
@QUIET
def test_format_rows_single_column_survives_reading(tmp_path: Path, cells: list[str]) -> None:
    table = _table(_field("a", "string"))
    (tmp_path / "t.csv").write_text(format_rows(["a"], [[c] for c in cells]), "utf-8", newline="")
    raw = read_cells(tmp_path, table)
    assert raw.cells is not None
    assert raw.cells["a"].to_pylist() == cells


def test_format_rows_quotes_only_where_needed() -> None:
    assert format_rows(["a", "b"], [["x y", 'p, "q"']]) == 'a,b\nx y,"p, ""q"""\n'


@given(st.floats(allow_nan=False, allow_infinity=False))
@QUIET
def test_to_text_any_number_is_read_back_exactly(value: float) -> None:
    field = _field("a", "number")
    assert _reread(to_text(pd.Series([value]), field)[0], field) == value


@pytest.mark.parametrize(
    ("value", "text"), [(13.0, "13"), (32.89, "32.89"), (-0.5, "-0.5"), (1e-7, "0.0000001")]
)
def test_to_text_number_is_short_and_positional(value: float, text: str) -> None:
    assert to_text(pd.Series([value]), _field("a", "number"))[0] == text


@given(st.integers(-(10**18) + 1, 10**18 - 1))
@QUIET
def test_to_text_any_integer_is_read_back_exactly(value: int) -> None:
    field = _field("a", "integer")
    assert _reread(to_text(pd.Series([value, None], dtype="Int64"), field)[0], field) == value


@given(st.dates())
@QUIET
def test_to_text_any_date_is_written_in_ten_characters(value: dt.date) -> None:
    column = pd.Series(np.array([value], "datetime64[s]"))
    assert to_text(column, _field("a", "date"))[0] == value.isoformat()


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("string", pd.Series(["x", None], dtype="str")),
        ("integer", pd.Series([1, None], dtype="Int64")),
        ("number", pd.Series([1.5, math.nan])),
        ("boolean", pd.Series([True, None], dtype="boolean")),
        ("date", pd.Series(np.array(["2020-01-08", "NaT"], "datetime64[s]"))),
    ],
)
def test_to_text_missing_cell_is_empty(kind: str, column: pd.Series) -> None:
    assert to_text(column, _field("a", kind))[1] == ""


def test_format_table_sorts_by_primary_key() -> None:
    table = _table(_field("a", "string"), _field("b", "string"), key=("b", "a"))
    frame = pd.DataFrame({"a": ["2", "3", "1"], "b": ["y", "x", "y"]})
    assert format_table(frame, table) == "a,b\n3,x\n1,y\n2,y\n"


@pytest.mark.parametrize("name", ROWS)
def test_format_table_is_what_was_read(small: Dataset, name: str) -> None:
    table = small.package.tables[name]
    written = format_table(small.frames[name], table)
    assert written == (small.package.root / table.path).read_text("utf-8")


def test_row_ids_composite_key_is_joined_by_bars() -> None:
    table = _table(_field("a", "string"), _field("b", "integer"), key=("a", "b"))
    frame = pd.DataFrame({"a": ["x"], "b": pd.Series([7], dtype="Int64")})
    assert row_ids(frame, table).tolist() == ["x|7"]


def test_row_ids_without_a_key_are_empty() -> None:
    assert row_ids(pd.DataFrame({"a": ["x"]}), _table(_field("a", "string"))).tolist() == [""]


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("step", ["os.fsync", "Path.chmod", "Path.replace"])
def test_write_file_interrupted_leaves_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    monkeypatch.setattr(f"sirte.canonical.{step}", _interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, "new")
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a.csv": "old"}


def test_write_file_interrupted_makes_no_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sirte.canonical.Path.replace", _interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a.csv", "new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", ["a\n\u0442", b"a\n\xd1\x82"])
def test_write_file_writes_the_bytes_as_they_are(tmp_path: Path, data: str | bytes) -> None:
    write_file(tmp_path / "a.csv", data)
    assert (tmp_path / "a.csv").read_bytes() == b"a\n\xd1\x82"


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_write_file_keeps_the_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    path.chmod(mode)
    write_file(path, "new")
    assert path.stat().st_mode & 0o777 == mode


def test_write_file_new_file_is_readable_by_all(tmp_path: Path) -> None:
    write_file(tmp_path / "a.csv", "new")
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o644
