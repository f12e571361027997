"""Finds the module that writes and reads each format, or says which extra it needs."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from sirte.errors import PackageError
from sirte.formats import FORMATS
from sirte.release.content import Content, Part


class FormatModule(Protocol):
    """What every module of a format offers."""

    def write(self, content: Content, folder: Path) -> None:
        """Write the format below `folder`, which holds the CSV files already."""

    def read(self, content: Content, folder: Path) -> Iterator[Part]:
        """Yield each table as the written files give it back."""


def find_modules(names: Sequence[str]) -> dict[str, FormatModule]:
    """Return modules by format, CSV always and first.

    Raises `PackageError` for an unknown format, or one whose extra is not installed.
    """
    if unknown := set(names) - set(FORMATS):
        raise PackageError(f"no format {min(unknown)!r}: one of {', '.join(FORMATS)}")
    return {name: _import(name) for name in FORMATS if name in names or name == "csv"}


def _import(name: str) -> FormatModule:
    try:
        return cast("FormatModule", import_module(f"sirte.release.{name}"))
    except ModuleNotFoundError as error:
        message = (
            f"{name} needs {error.name}: pip install 'sirte[release]', "
            "or build --only csv --only parquet --only sqlite"
        )
        raise PackageError(message) from None
