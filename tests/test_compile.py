"""One schema, two targets: Pandera checks the typed tables, SQLite's DDL enforces the same."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pandera.errors
import pytest

from sirte.compile import describe_failure, to_pandera, to_sql
from sirte.descriptors import Field, Table, read_package

from .conftest import ROOT, ROWS

PACKAGE = read_package(ROOT)


def _table(kind: str, unique_keys: tuple[tuple[str, ...], ...] = (), **constraints: Any) -> Table:
    """Return a table of one column, `cell`."""
    field = Field("cell", kind, "", "", "", constraints, (), False, "")
    return Table("t", "t.csv", "", "", (field,), (), unique_keys, ())


def _failures(table: Table, *cells: object, dtype: str) -> list[tuple[str, object]]:
    """Return check and failing cell of each failure."""
    frame = pd.DataFrame({"cell": pd.Series(cells, dtype=dtype)})
    try:
        to_pandera(table).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return list(zip(cases["check"], cases["failure_case"], strict=True))
    return []


@pytest.mark.parametrize(
    ("table", "dtype", "good", "bad", "check"),
    [
        (_table("string", required=True), "str", "a", None, "not_nullable"),
        (_table("string", enum=("a", "b")), "str", "b", "c", "enum"),
        (_table("integer", enum=(1, 2)), "Int64", 2, 3, "enum"),
        (_table("string", pattern="A|B"), "str", "B", "Azzz", "pattern"),
        (_table("string", pattern="^A|B"), "str", "A", "xB", "pattern"),
        (_table("integer", minimum=1), "Int64", 1, 0, "range"),
        (_table("number", maximum=90), "float64", 90.0, 90.1, "range"),
        (_table("string", unique=True), "str", "a", "a", "unique:cell"),
        (_table("string", (("cell",),)), "str", "a", "a", "unique:cell"),
    ],
)
def test_to_pandera_refuses_the_bad_cell_alone(
    table: Table, dtype: str, good: object, bad: object, check: str
) -> None:
    failures = _failures(table, good, bad, dtype=dtype)
    assert [name for name, _ in failures] == [check]
    assert _failures(table, good, dtype=dtype) == []


@pytest.mark.parametrize(
    ("kind", "dtype"), [("string", "str"), ("integer", "Int64"), ("number", "float64")]
)
def test_to_pandera_empty_cells_pass_where_not_required(kind: str, dtype: str) -> None:
    table = _table(kind, unique=True, minimum=1) if kind != "string" else _table(kind, pattern="A")
    assert _failures(table, None, None, dtype=dtype) == []


def test_to_pandera_wrong_type_is_refused() -> None:
    assert _failures(_table("date"), "2020-01-01", dtype="str") != []


@pytest.mark.parametrize("name", PACKAGE.tables)
def test_to_pandera_keeps_the_columns_in_order(name: str) -> None:
    table = PACKAGE.tables[name]
    schema = to_pandera(table)
    assert tuple(schema.columns) == table.columns
    assert schema.strict is True


@pytest.mark.parametrize("check", ["not_nullable", "enum", "pattern", "range", "unique"])
def test_describe_failure_known_check_has_a_hint_of_its_own(check: str) -> None:
    _, hint = describe_failure(check)
    assert hint != describe_failure("anything else")[1]


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    """Yield a database with the package's tables and the rows of the small package."""
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.executescript(to_sql(PACKAGE))
    for table, rows in ROWS.items():
        for row in rows:
            _insert(connection, table, row)
    connection.commit()
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.close()


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, str]) -> None:
    names, marks = ", ".join(f'"{c}"' for c in row), ", ".join("?" * len(row))
    cells = [cell or None for cell in row.values()]
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', cells)  # noqa: S608


def test_to_sql_valid_rows_are_accepted(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_to_sql_makes_every_table_and_column(database: sqlite3.Connection) -> None:
    for table in PACKAGE.tables.values():
        info = database.execute(f'PRAGMA table_info("{table.name}")').fetchall()
        assert tuple(column[1] for column in info) == table.columns


@pytest.mark.parametrize(
    ("table", "index", "change", "words"),
    [
        ("event_actors", 0, {}, "UNIQUE"),
        ("events", 0, {"event_id": "evt-0009", "arena": "mars"}, "CHECK"),
        ("events", 0, {"event_id": "evt-0009", "valence": "3"}, "CHECK"),
        ("events", 0, {"event_id": "evt-0009", "title": ""}, "NOT NULL"),
        ("events", 0, {"event_id": "evt-0009", "lead_event_id": "evt-0008"}, "FOREIGN KEY"),
        ("evidence", 0, {"evidence_id": "evd-0099", "source_id": "src-0009"}, "FOREIGN KEY"),
        ("sources", 0, {"source_id": "src-0009"}, "UNIQUE"),
        ("actors", 0, {"actor_id": "zzz"}, "UNIQUE"),
    ],
)
def test_to_sql_bad_row_is_refused(
    database: sqlite3.Connection, table: str, index: int, change: dict[str, str], words: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=words):
        _insert(database, table, ROWS[table][index] | change)


def test_to_sql_quotes_names_and_values() -> None:
    field = Field('a"b', "string", "", "", "", {"enum": ("it's",)}, (), False, "")
    table = Table("order", "o.csv", "", "", (field,), ('a"b',), (), ())
    package = type(PACKAGE)(ROOT, "1", {}, {"order": table})
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(to_sql(package))
        connection.execute("""INSERT INTO "order" VALUES ('it''s')""")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("""INSERT INTO "order" VALUES ('its')""")
    connection.close()
