"""Freezes a release: a row in `releases` for each table, with the hash of its canonical bytes."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from sirte.canonical import write_file
from sirte.dataset import Dataset
from sirte.edit import format_file
from sirte.errors import PackageError
from sirte.ledger.entries import (
    FIRST,
    Entry,
    LedgerError,
    list_versions,
    parse_version,
    read_entries,
)
from sirte.ledger.proving import prove, rewind
from sirte.ledger.recording import check_figure
from sirte.ledger.rows import Row, Rows, hash_rows, read_all, to_csv

_DONE = {
    "add": ("row added", "rows added"),
    "change": ("cell changed", "cells changed"),
    "retire": ("row retired", "rows retired"),
}


def freeze(dataset: Dataset, date: dt.date, summaries: Mapping[str, str]) -> list[Row]:
    """Return the rows of `releases` for the package's version, in the order of its tables.

    A summary that is not given counts what the ledger says of the table. Raises `PackageError`
    where the version is released, older than the last or a trial version, and `LedgerError` where
    the ledger does not lead back to the last release.
    """
    package, version = dataset.package, dataset.version
    tables = read_all(package, dataset.frames)
    if unknown := set(summaries) - set(package.tables):
        raise PackageError(f"--summary: no table {sorted(unknown)[0]!r}")
    entries = _check_version(dataset, tables)
    return [
        {
            "version": version,
            "table": name,
            "date": date.isoformat(),
            "rows": str(len(tables[name])),
            "sha256": hash_rows(tables[name], table),
            "summary": summaries.get(name) or summarise([e for e in entries if e.table == name]),
        }
        for name, table in package.tables.items()
    ]


def _check_version(dataset: Dataset, tables: Mapping[str, Rows]) -> list[Entry]:
    """Return the entries of the version that is to be frozen."""
    package, version = dataset.package, dataset.version
    if parse_version(version) < parse_version(FIRST):
        raise LedgerError(f"{version} is a trial version: the ledger begins with {FIRST}")
    entries = read_entries(tables["corrections"])
    versions = list_versions(r["version"] for r in tables["releases"].values())
    if versions and parse_version(version) <= parse_version(versions[-1]):
        raise LedgerError(f"{versions[-1]} is released: run `sirte ledger begin`")
    if versions and parse_version(version)[0] == parse_version(versions[-1])[0]:
        last = versions[-1]
        prove(package, rewind(package, tables, last), tables["releases"], last)
        check_figure(package, [e.action for e in entries if e.release == version], last)
    return [e for e in entries if e.release == version]


def summarise(entries: Sequence[Entry]) -> str:
    """Return what the entries do to a table, in a sentence; empty where there are none."""
    counts = Counter(e.action for e in entries)
    parts = [f"{n} {_DONE[a][n != 1]}" for a in _DONE if (n := counts[a])]
    return f"{', '.join(parts)}." if parts else ""


def write_releases(dataset: Dataset, rows: Sequence[Row]) -> None:
    """Add the rows to the file of `releases`; raises `PackageError` where a file of the package
    is not in canonical form, for then its hash would not be that of the file.
    """
    package = dataset.package
    for table in package.tables.values():
        if format_file(package, table, dry_run=True):
            raise PackageError(f"{table.path} is not in canonical form: run `sirte fmt`")
    append(dataset, "releases", rows)


def write_entries(dataset: Dataset, entries: Sequence[Entry]) -> None:
    """Add the entries to the file of `corrections`."""
    append(dataset, "corrections", [e.to_row() for e in entries])


def append(dataset: Dataset, name: str, rows: Sequence[Row]) -> None:
    """Rewrite a table's file with rows added, in one step."""
    table = dataset.package.tables[name]
    held: Rows = read_all(dataset.package, dataset.frames)[name]
    added = {"|".join(r[k] for k in table.primary_key): r for r in rows}
    write_file(dataset.package.root / table.path, to_csv(held | added, table))
