"""SQLite: all tables with keys, indexes and views, and a description of them for Datasette."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd

from sirte.descriptors import Package, Table
from sirte.release.content import Content, Part, RoundTripError
from sirte.release.typed import to_typed
from sirte.saving import put, to_json
from sirte.sql import fill_database
from sirte.views import VIEWS

_FILE = "sirte.sqlite"
_LABELS = ("title", "name", "label", "summary")


def write(content: Content, folder: Path) -> None:
    """Write `sirte.sqlite` and `sirte.metadata.json`."""
    with closing(sqlite3.connect(folder / _FILE)) as connection:
        fill_database(content.dataset, connection)
        number = _version_number(content.dataset.version)
        connection.execute(f"PRAGMA user_version = {number}")
        connection.commit()
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise RoundTripError(f"{_FILE}: key without a target in {broken[0]}")
        connection.execute("ANALYZE")
        connection.execute("VACUUM")
    put(folder / "sirte.metadata.json", to_json(_describe(content.dataset.package)))


def _version_number(version: str) -> int:
    major, minor, patch = (int(part) for part in version.split("."))
    return major * 1_000_000 + minor * 1_000 + patch


def read(content: Content, folder: Path) -> Iterator[Part]:
    """Yield every table as SQLite gives it."""
    with closing(sqlite3.connect(folder / _FILE)) as connection:
        for sheet in content.tables:
            name = sheet.table.name
            frame = pd.read_sql(f'SELECT * FROM "{name}"', connection)  # noqa: S608
            yield Part(f"{_FILE}: {name}", sheet, to_typed(frame, sheet.table))


def _describe(package: Package) -> dict[str, Any]:
    """Return Datasette's metadata: title, licence, and every table, view and column in words."""
    metadata = package.metadata
    tables = {name: _describe_table(table) for name, table in package.tables.items()}
    views = {view.name: {"description": view.description} for view in VIEWS}
    about = {
        "title": f"{metadata.get('title', 'SIRTE')}, version {package.version}",
        "description": metadata.get("description", ""),
    }
    for licence in metadata.get("licenses", [])[:1]:
        about |= {"license": licence.get("title", ""), "license_url": licence.get("path", "")}
    return about | {"databases": {"sirte": {"tables": tables | views}}}


def _describe_table(table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {
        "title": table.title,
        "description": table.description,
        "columns": {f.name: f.description for f in table.fields},
        "facets": [f.name for f in table.fields if f.categories][:5],
    }
    labels = [name for name in _LABELS if name in table.columns]
    return described | ({"label_column": labels[0]} if labels else {})
