"""Reads the package back to an earlier release, and proves by its hash that it is that release."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from sirte.descriptors import Package
from sirte.ledger.entries import (
    FIRST,
    Entry,
    LedgerError,
    list_versions,
    parse_version,
    read_entries,
)
from sirte.ledger.replay import undo
from sirte.ledger.rows import Rows, hash_rows, in_scope, read_all, to_frame

Frames = Mapping[str, pd.DataFrame]


def restore(
    package: Package, frames: Frames, version: str
) -> tuple[Package, dict[str, pd.DataFrame]]:
    """Return package and typed tables as `version` released them.

    Raises `PackageError` where there is no such release, or `LedgerError`, which names table and
    release, where the tables taken back do not hash to what `releases` says.
    """
    tables = read_all(package, frames)
    past = rewind(package, tables, version)
    prove(package, past, tables["releases"], version)
    date = next(r["date"] for r in past["releases"].values() if r["version"] == version)
    metadata = {**package.metadata, "version": version, "created": f"{date}T00:00:00Z"}
    kept = {name: to_frame(rows, package.tables[name]) for name, rows in past.items()}
    return replace(package, version=version, metadata=metadata), kept


def rewind(package: Package, tables: Mapping[str, Rows], version: str) -> dict[str, Rows]:
    """Return the rows of every table as of a release; raises `LedgerError`."""
    _require(package, tables["releases"], version)
    entries = read_entries(tables["corrections"])
    later = [e for e in entries if parse_version(e.release) > parse_version(version)]
    past = undo(in_scope(tables), later, package.tables)
    own = {
        "corrections": until(tables["corrections"], "release", version),
        "releases": until(tables["releases"], "version", version),
    }
    return {name: own[name] if name in own else past[name] for name in package.tables}


def until(rows: Rows, column: str, version: str, *, before: bool = False) -> Rows:
    """Return the rows of this release and earlier ones; with `before`, of earlier ones alone."""
    last = parse_version(version)
    kept = {i: r for i, r in rows.items() if parse_version(r[column]) <= last}
    return {i: r for i, r in kept.items() if not before or r[column] != version}


def prove(package: Package, tables: Mapping[str, Rows], releases: Rows, version: str) -> None:
    """Raise `LedgerError` where a table does not hash to what `releases` says of the version."""
    said = {r["table"]: r for r in releases.values() if r["version"] == version}
    for name, table in package.tables.items():
        if name not in said:
            raise LedgerError(f"releases: {version} does not list {name}")
        rows = hashed_part(name, tables[name], version)
        if hash_rows(rows, table) != said[name]["sha256"]:
            counts = f"{said[name]['rows']} rows released, {len(rows)} found"
            raise LedgerError(
                f"{name} as of {version} does not hash to what releases says ({counts}): a change "
                "is not in the ledger (`sirte ledger record`), or the ledger was changed"
            )


def hashed_part(name: str, rows: Rows, version: str) -> Rows:
    """Return the rows of a table that a release's hash covers.

    All of them, but `releases` cannot hold its own hash: there it is the rows of the releases
    before, so that each release vouches for the one before it.
    """
    return until(rows, "version", version, before=True) if name == "releases" else rows


def check_released(package: Package, frames: Frames) -> None:
    """Raise `LedgerError` where the package's version is released and the tables are not its."""
    tables, version = read_all(package, frames), package.version
    if version not in {r["version"] for r in tables["releases"].values()}:
        return
    try:
        prove(package, tables, tables["releases"], version)
    except LedgerError as error:
        message = f"{version} is released, and these are not its tables: run `sirte ledger begin`"
        raise LedgerError(f"{message}. {error}") from None


def check_ledger(package: Package, frames: Frames) -> str:
    """Return what was proved, in a sentence; raises `LedgerError` at the first misfit.

    Each release of the package's major version must follow from tables and ledger; entries that
    are in no release yet must be of the version that comes next.
    """
    tables = read_all(package, frames)
    versions = list_versions(r["version"] for r in tables["releases"].values())
    entries = read_entries(tables["corrections"])
    if not versions:
        return _before_first(package, entries)
    pending = [e for e in entries if parse_version(e.release) > parse_version(versions[-1])]
    if odd := [e for e in pending if e.release != package.version]:
        raise LedgerError(f"{odd[0].correction_id}: {odd[0].release} is no release, nor the next")
    same = [v for v in versions if _major(v) == _major(package.version)]
    for version in reversed(same):
        prove(package, rewind(package, tables, version), tables["releases"], version)
    if not same:
        return f"{package.version} changes the schemas: the ledger goes on from it"
    done = f"{len(entries) - len(pending)} entries, {len(pending)} for the next release"
    return f"the ledger proves {', '.join(same)}: {done}"


def _before_first(package: Package, entries: list[Entry]) -> str:
    if entries:
        raise LedgerError(f"{entries[0].correction_id}: the ledger begins after {FIRST} is frozen")
    if parse_version(package.version) < parse_version(FIRST):
        return f"the ledger begins with {FIRST}; {package.version} is a trial version without one"
    return f"{package.version} is not frozen yet: `sirte ledger freeze` begins the ledger"


def _require(package: Package, releases: Rows, version: str) -> None:
    versions = list_versions(r["version"] for r in releases.values())
    if parse_version(version) < parse_version(FIRST):
        raise LedgerError(f"{version} is a trial version: the ledger begins with {FIRST}")
    if not versions:
        raise LedgerError(f"{package.version} has no releases to go back to: none is frozen yet")
    if version not in versions:
        raise LedgerError(f"{version} is not a release: one of {', '.join(versions)}")
    if _major(version) != _major(package.version):
        message = "had other columns: read it from its own package"
        raise LedgerError(f"{version}, before {package.version}, {message}")


def _major(version: str) -> int:
    return parse_version(version)[0]
