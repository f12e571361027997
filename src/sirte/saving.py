"""Saves a dataset as a package of its own: descriptor, schemas and tables."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sirte.canonical import format_table
from sirte.dataset import Dataset
from sirte.errors import PackageError
from sirte.paths import DESCRIPTOR


def save_package(dataset: Dataset, folder: Path) -> None:
    """Write the package into `folder`, made aside and put in place whole.

    Raises `PackageError` where the folder exists and is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PackageError(f"{folder} exists and is not an empty folder")
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    aside = folder.absolute().parent / f".{folder.name}.part"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        for _ in write_tables(dataset, aside):
            pass
        put(aside / DESCRIPTOR, to_json(dataset.package.metadata))
        if folder.exists():
            folder.rmdir()
        aside.replace(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_tables(dataset: Dataset, folder: Path) -> Iterator[tuple[Mapping[str, Any], bytes]]:
    """Write tables and schemas below `folder`; yield each resource with its table's bytes."""
    package = dataset.package
    for resource in package.metadata["resources"]:
        table = package.tables[resource["name"]]
        raw = format_table(dataset.frames[table.name], table).encode("utf-8")
        put(folder / table.path, raw)
        if isinstance(schema := resource["schema"], str):
            put(folder / schema, (package.root / schema).read_bytes())
        yield resource, raw


def to_json(value: Mapping[str, Any]) -> bytes:
    """Return JSON as a package holds it: UTF-8, indented, with a line feed at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def put(path: Path, data: bytes) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
