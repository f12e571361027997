"""Saves a dataset as a package of its own: descriptor, schemas and tables."""

import json
import shutil
from pathlib import Path

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
        _fill(dataset, aside)
        if folder.exists():
            folder.rmdir()
        aside.replace(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fill(dataset: Dataset, folder: Path) -> None:
    package = dataset.package
    for resource in package.metadata["resources"]:
        table = package.tables[resource["name"]]
        text = format_table(dataset.frames[table.name], table)
        _put(folder / table.path, text.encode("utf-8"))
        if isinstance(schema := resource["schema"], str):
            _put(folder / schema, (package.root / schema).read_bytes())
    text = json.dumps(package.metadata, ensure_ascii=False, indent=2)
    _put(folder / DESCRIPTOR, f"{text}\n".encode())


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
