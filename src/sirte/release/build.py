"""Makes the release folder and its zip aside, checks them, and puts both in place."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from sirte.canonical import write_file
from sirte.dataset import Dataset
from sirte.formats import FORMATS
from sirte.ledger.proving import check_released
from sirte.release import describing
from sirte.release.archive import pack
from sirte.release.check import check
from sirte.release.content import BuiltFile, Content, list_files
from sirte.release.modules import find_modules


def build(
    dataset: Dataset, dist: Path, formats: Sequence[str] = tuple(FORMATS)
) -> tuple[Path, list[BuiltFile]]:
    """Write the release folder and its zip below `dist`; return the folder with its files.

    Both are made aside and put in place whole. The same tables give the same bytes. CSV and the
    metadata are always made, other formats as named. Raises `PackageError` where an extra is
    missing, `LedgerError` where the version is released with other tables, `RoundTripError` where
    a format, read back, does not hold every cell.
    """
    find_modules(formats)
    check_released(dataset.package, dataset.frames)
    target = dist / f"sirte-{dataset.version}"
    aside, packed = dist / f".{target.name}.part", dist / f".{target.name}.zip.part"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    content = Content(dataset)
    try:
        files = _fill(content, aside, formats)
        pack(aside, target.name, packed, content.created)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        packed.unlink(missing_ok=True)
        raise
    shutil.rmtree(target, ignore_errors=True)
    aside.replace(target)
    packed.replace(dist / f"{target.name}.zip")
    return target, files


def _fill(content: Content, folder: Path, formats: Sequence[str]) -> list[BuiltFile]:
    for module in find_modules(formats).values():
        module.write(content, folder)
    check(content, folder, formats)
    describing.write(content, folder)
    files = list_files(folder)
    sums = "".join(f"{f.sha256}  {f.path}\n" for f in files)
    write_file(folder / "SHA256SUMS", sums)
    return list_files(folder)
