"""What a release holds, and how its parts are put into a folder."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from sirte.dataset import Dataset
from sirte.errors import PackageError
from sirte.wide import Sheet, events_wide, statements_wide

_EARLIEST = dt.datetime(1980, 1, 1)  # what a zip can hold


class RoundTripError(PackageError):
    """A built file, read back, differs from the tables; the message says which and where."""


@dataclass(frozen=True)
class BuiltFile:
    """One file of a release, relative to its folder."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Part:
    """One table as a format gives it back, beside what it should be."""

    where: str
    sheet: Sheet
    actual: pd.DataFrame


@dataclass(frozen=True)
class Content:
    """The tables of a release, its wide tables, and the one moment that all files bear."""

    dataset: Dataset

    @cached_property
    def tables(self) -> tuple[Sheet, ...]:
        """The tables of the package."""
        frames = self.dataset.frames
        return tuple(Sheet(t, frames[name]) for name, t in self.dataset.package.tables.items())

    @cached_property
    def wide(self) -> tuple[Sheet, ...]:
        """The flat tables."""
        return (events_wide(self.dataset), statements_wide(self.dataset))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All of them."""
        return (*self.tables, *self.wide)

    @property
    def created(self) -> dt.datetime:
        """When the descriptor says that the package was made; 1980 where it does not."""
        text = str(self.dataset.package.metadata.get("created", ""))
        try:
            moment = dt.datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            return _EARLIEST
        return max(moment, _EARLIEST)


def list_files(folder: Path) -> list[BuiltFile]:
    """Return all files below `folder` by path, with size and hash."""
    return [
        BuiltFile(
            path.relative_to(folder).as_posix(),
            path.stat().st_size,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def group_sizes(files: Sequence[BuiltFile]) -> dict[str, list[int]]:
    """Return the sizes of the files by what lies at the top: a file, or a folder with a slash."""
    sizes: dict[str, list[int]] = {}
    for file in files:
        top, slash, _ = file.path.partition("/")
        sizes.setdefault(top + slash, []).append(file.size)
    return sizes
