"""Practice releases of a small package, made as maintainers make them."""

import csv
import json
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from sirte.cli import main

from .conftest import Row, header_of, write_rows

WHY = ("--reason", "The page says so.", "--class", "coding-error")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


def set_version(root: Path, version: str) -> None:
    path = root / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(described | {"version": version}), encoding="utf-8")


def read(root: Path, table: str) -> list[Row]:
    with (root / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rewrite(root: Path, table: str, rows: list[Row]) -> None:
    write_rows(root / "data" / f"{table}.csv", header_of(table), rows)


def change(root: Path, table: str, index: int, **cells: str) -> None:
    rows = read(root, table)
    rows[index] |= cells
    rewrite(root, table, rows)


def drop(root: Path, table: str, column: str, value: str) -> None:
    rewrite(root, table, [row for row in read(root, table) if row[column] != value])


def freeze(root: Path, version: str) -> Path:
    """Freeze the version, and return a copy of the package as it was released."""
    set_version(root, version)
    result = run("ledger", "freeze", "--path", root, "--date", "2026-12-01")
    assert result.exit_code == 0, result.output
    copy = root.parent / version
    shutil.copytree(root, copy)
    return copy


def note(root: Path, base: Path, *words: object) -> Result:
    return run("ledger", "record", "--path", root, "--base", base, *(words or WHY))


def tables_of(root: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((root / "data").iterdir())}
