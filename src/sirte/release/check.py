"""Reads every format of a built folder back and compares it with the tables, cell by cell."""

from collections.abc import Sequence
from pathlib import Path

from sirte.dataset import Dataset
from sirte.errors import PackageError
from sirte.formats import FORMATS
from sirte.release.content import Content, Part, RoundTripError
from sirte.release.modules import find_modules
from sirte.wide import Sheet


def check_round_trip(
    dataset: Dataset, folder: Path, formats: Sequence[str] = tuple(FORMATS)
) -> None:
    """Read each format below `folder` back; raises `RoundTripError` at the first other cell."""
    check(Content(dataset), folder, formats)


def check(content: Content, folder: Path, formats: Sequence[str]) -> None:
    """Do the same for content at hand."""
    for name, module in find_modules(formats).items():
        try:
            for part in module.read(content, folder):
                _compare(part)
        except PackageError:
            raise
        except Exception as error:  # each reader has its own kinds
            raise RoundTripError(f"{name}: not readable as it was written: {error!r}") from error


def _compare(part: Part) -> None:
    expected, actual = part.sheet.text, Sheet(part.sheet.table, part.actual).text
    if len(expected) != len(actual):
        raise RoundTripError(f"{part.where}: {len(actual)} rows instead of {len(expected)}")
    for column in expected.columns:
        differs = expected[column] != actual[column]
        if differs.any():
            at = int(differs.to_numpy().argmax())
            was, now = expected[column][at], actual[column][at]
            raise RoundTripError(f"{part.where}: {column} of row {at + 1} is {now!r}, not {was!r}")
