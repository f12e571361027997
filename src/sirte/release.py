"""Builds `dist/sirte-<version>/`: CSV with a frozen descriptor, Parquet and SQLite."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sirte.canonical import format_table, to_text, write_file
from sirte.codebook import render_pages
from sirte.dataset import Dataset, load
from sirte.descriptors import Table
from sirte.errors import PackageError
from sirte.paths import DESCRIPTOR
from sirte.sql import fill_database

_ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


@dataclass(frozen=True)
class BuiltFile:
    """One file of a release, relative to its folder."""

    path: str
    size: int
    sha256: str


def build(dataset: Dataset, dist: Path) -> tuple[Path, list[BuiltFile]]:
    """Write the release folder below `dist` and return it with its files.

    The folder is made aside and put in place whole. The same tables give the same bytes. Raises
    `RoundTripError` where a format, read back, does not hold every cell.
    """
    target = dist / f"sirte-{dataset.version}"
    aside = dist / f".{target.name}.part"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        files = _fill(dataset, aside)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    shutil.rmtree(target, ignore_errors=True)
    aside.replace(target)
    return target, files


def _fill(dataset: Dataset, folder: Path) -> list[BuiltFile]:
    _write_csv(dataset, folder)
    _write_parquet(dataset, folder / "parquet")
    _write_sqlite(dataset, folder / "sirte.sqlite")
    check_round_trip(dataset, folder)
    files = _list_files(folder)
    sums = "".join(f"{f.sha256}  {f.path}\n" for f in files)
    write_file(folder / "SHA256SUMS", sums)
    return files


class RoundTripError(PackageError):
    """A built file, read back, differs from the tables; the message says which and where."""


def _write_csv(dataset: Dataset, folder: Path) -> None:
    package = dataset.package
    resources = []
    for resource in package.metadata["resources"]:
        table = package.tables[resource["name"]]
        raw = format_table(dataset.frames[table.name], table).encode("utf-8")
        _put(folder / table.path, raw)
        schema = str(resource["schema"])
        _put(folder / schema, (package.root / schema).read_bytes())
        digest = f"sha256:{hashlib.sha256(raw).hexdigest()}"
        rows = len(dataset.frames[table.name])
        resources.append({**resource, "rows": rows, "bytes": len(raw), "hash": digest})
    frozen = {**package.metadata, "resources": resources}
    _put(folder / DESCRIPTOR, _to_json(frozen))
    for name, text in render_pages(package).items():
        _put(folder / "codebook" / name, text.encode("utf-8"))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _to_json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _write_parquet(dataset: Dataset, folder: Path) -> None:
    folder.mkdir()
    for name, table in dataset.package.tables.items():
        schema = pa.schema([pa.field(f.name, _ARROW[f.type], not f.required) for f in table.fields])
        about = json.dumps({"package": "sirte", "version": dataset.version, "table": name})
        arrow = pa.Table.from_pandas(dataset.frames[name], schema, preserve_index=False)
        pq.write_table(arrow.replace_schema_metadata({"sirte": about}), folder / f"{name}.parquet")


def _write_sqlite(dataset: Dataset, path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        fill_database(dataset, connection)
        connection.execute(f"PRAGMA user_version = {_version_number(dataset.version)}")
        connection.commit()
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise RoundTripError(f"{path.name}: key without a target in {broken[0]}")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _version_number(version: str) -> int:
    major, minor, patch = (int(part) for part in version.split("."))
    return major * 1_000_000 + minor * 1_000 + patch


def check_round_trip(dataset: Dataset, folder: Path) -> None:
    """Read each format below `folder` back; raises `RoundTripError` at the first other cell."""
    reread = load(folder)
    connection = sqlite3.connect(folder / "sirte.sqlite")
    try:
        for name, table in dataset.package.tables.items():
            expected = _as_text(dataset.frames[name], table)
            parquet = pq.read_table(folder / "parquet" / f"{name}.parquet").to_pandas()
            sql = pd.read_sql(f'SELECT * FROM "{name}"', connection)  # noqa: S608
            _same(expected, _as_text(reread.frames[name], table), f"data/{name}.csv")
            _same(expected, _as_text(_typed(parquet, table), table), f"parquet/{name}.parquet")
            _same(expected, _as_text(_typed(sql, table), table), f"sirte.sqlite: {name}")
    finally:
        connection.close()


def _as_text(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    text = pd.DataFrame({f.name: to_text(frame[f.name], f) for f in table.fields})
    return text.sort_values(list(table.primary_key), kind="stable", ignore_index=True)


def _typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    kinds = {"integer": "Int64", "number": "float64", "boolean": "boolean", "string": "str"}
    typed = {}
    for field in table.fields:
        column = frame[field.name]
        if field.type == "date":
            typed[field.name] = pd.to_datetime(column).astype("datetime64[s]")
        else:
            typed[field.name] = column.astype(kinds[field.type])  # type: ignore[call-overload]
    return pd.DataFrame(typed)


def _same(expected: pd.DataFrame, actual: pd.DataFrame, what: str) -> None:
    if len(expected) != len(actual):
        raise RoundTripError(f"{what}: {len(actual)} rows instead of {len(expected)}")
    for column in expected.columns:
        differs = expected[column] != actual[column]
        if differs.any():
            at = int(differs.to_numpy().argmax())
            was, now = expected[column][at], actual[column][at]
            raise RoundTripError(f"{what}: {column} of row {at + 1} is {now!r}, not {was!r}")


def _list_files(folder: Path) -> list[BuiltFile]:
    return [
        BuiltFile(
            path.relative_to(folder).as_posix(),
            path.stat().st_size,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
