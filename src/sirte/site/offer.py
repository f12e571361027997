"""The zip of all formats, offered for download where it holds the tables that the site shows."""

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def copy_release(dist: Path, version: str, files: Mapping[str, str], folder: Path) -> bool:
    """Copy what `sirte build` left in `dist` into `folder`; return whether it was there and fits.

    `files` are the package's, by path: tables and schemas in the zip must equal them.
    """
    release = dist / f"sirte-{version}.zip"
    if not (release.is_file() and _holds(release, files)):
        return False
    shutil.copyfile(release, folder / release.name)
    return True


def describe_release(folder: Path, version: str) -> dict[str, Any]:
    """Return name and size of the zip in `folder`; nothing where it is not offered."""
    release = folder / f"sirte-{version}.zip"
    if not release.is_file():
        return {}
    return {"release": {"file": release.name, "bytes": release.stat().st_size}}


def _holds(release: Path, files: Mapping[str, str]) -> bool:
    wanted = {p: text for p, text in files.items() if p.endswith((".csv", ".schema.json"))}
    try:
        with zipfile.ZipFile(release) as archive:
            read = (archive.read(f"{release.stem}/{path}") for path in wanted)
            return all(a == b.encode() for a, b in zip(read, wanted.values(), strict=True))
    except (zipfile.BadZipFile, KeyError):
        return False
