"""Compiles a Table Schema to Pandera, which checks the typed tables, and to SQLite's DDL."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pandera.pandas as pa

from sirte.descriptors import Field, Package, Table

_PANDERA_TYPES: dict[str, Any] = {
    "string": pd.StringDtype(na_value=float("nan")),
    "integer": pd.Int64Dtype(),
    "number": "float64",
    "boolean": pd.BooleanDtype(),
    "date": "datetime64[s]",
}
_SQL_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}
_HINTS = {
    "required": "fill the cell",
    "enum": "use one of the values in the codebook",
    "pattern": "write it as the codebook's example shows",
    "range": "keep within the bounds in the codebook",
    "unique": "keep one of the rows",
}


def to_pandera(table: Table) -> pa.DataFrameSchema:
    """Return the Pandera schema of a typed table: types, order, required, enums, patterns, keys."""
    columns = {f.name: _column(f) for f in table.fields}
    checks = [_unique(key) for key in _unique_keys(table)]
    return pa.DataFrameSchema(columns, checks=checks, name=table.name, ordered=True, strict=True)


def describe_failure(check: str) -> tuple[str, str]:
    """Return rule name and hint for the name of a failed Pandera check."""
    rule = {"not_nullable": "required"}.get(check, check)
    return rule, _HINTS.get(rule, "make the file agree with the schema")


def _column(field: Field) -> pa.Column:
    checks = list(_checks(field))
    return pa.Column(_PANDERA_TYPES[field.type], checks, nullable=not field.required)


def _checks(field: Field) -> Iterator[pa.Check]:
    rules = field.constraints
    if field.allowed:  # says more than a pattern or range beside it
        yield pa.Check.isin(list(field.allowed), name="enum", error="enum")
        return
    if "pattern" in rules:
        yield pa.Check.str_matches(f"(?:{rules['pattern']})$", name="pattern", error="pattern")
    if "minimum" in rules:
        yield pa.Check.ge(rules["minimum"], name="range", error="range")
    if "maximum" in rules:
        yield pa.Check.le(rules["maximum"], name="range", error="range")


def _unique_keys(table: Table) -> list[tuple[str, ...]]:
    single = [(f.name,) for f in table.fields if f.constraints.get("unique")]
    return [k for k in (table.primary_key, *table.unique_keys, *single) if k]


def _unique(key: tuple[str, ...]) -> pa.Check:
    columns = list(key)

    def is_first(frame: pd.DataFrame) -> pd.Series:
        return ~frame.duplicated(columns) | frame[columns].isna().all(axis=1)

    return pa.Check(is_first, error=f"unique:{','.join(key)}")


def to_sql(package: Package) -> str:
    """Return SQLite DDL for all tables: types, keys, enums as checks, indexes on foreign keys."""
    return "\n".join(line for t in package.tables.values() for line in _table_sql(t))


def _table_sql(table: Table) -> Iterator[str]:
    parts = [_column_sql(f) for f in table.fields]
    parts.append(f"PRIMARY KEY ({', '.join(map(_name, table.primary_key))})")
    parts += [f"UNIQUE ({', '.join(map(_name, key))})" for key in table.unique_keys]
    parts += [
        f"FOREIGN KEY ({_name(k.column)}) REFERENCES {_name(k.to_table)} ({_name(k.to_column)})"
        for k in table.foreign_keys
    ]
    yield f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(parts) + "\n);"
    for key in table.foreign_keys:
        index = _name(f"{table.name}_{key.column}")
        yield f"CREATE INDEX {index} ON {_name(table.name)} ({_name(key.column)});"


def _column_sql(field: Field) -> str:
    parts = [_name(field.name), _SQL_TYPES[field.type]]
    if field.required:
        parts.append("NOT NULL")
    if field.constraints.get("unique"):
        parts.append("UNIQUE")
    if field.allowed:
        parts.append(f"CHECK ({_name(field.name)} IN ({', '.join(map(_literal, field.allowed))}))")
    return " ".join(parts)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
