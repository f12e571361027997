"""Writes the site: the explorer's own files, the data as scripts, and the tables to download."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sirte.canonical import format_table
from sirte.dataset import Dataset
from sirte.errors import PackageError
from sirte.paths import DESCRIPTOR
from sirte.site.data import make_chunks
from sirte.site.offer import copy_release, describe_release

SITE = "site"
DOCS = "docs"
_A_PAGE = "codebook/index.html"  # only where the documentation was built
_HERE = Path(__file__)
_PLACES = (_HERE.parents[3] / "explorer", _HERE.parents[1] / "_package" / "explorer")
_STAMP = (1980, 1, 1, 0, 0, 0)


class SiteError(PackageError):
    """The explorer's own files are missing."""


def build_site(dataset: Dataset, dist: Path) -> Path:
    """Write the site to `dist/site` and return that folder; the same tables give the same bytes.

    The folder is made aside and put in place whole. What another build wrote to `docs/` in it
    stays, and the pages then link into it; a release of these very tables in `dist` is offered for
    download. Raises `SiteError` where the explorer's files are not found.
    """
    target, aside = dist / SITE, dist / f".{SITE}.part"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        shutil.copytree(find_explorer(), aside)
        if (target / DOCS).is_dir():
            shutil.rmtree(aside / DOCS)
            shutil.copytree(target / DOCS, aside / DOCS)
        _write_downloads(dataset, dist, aside / "download")
        _write_data(dataset, aside)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    shutil.rmtree(target, ignore_errors=True)
    return aside.replace(target)


def find_explorer() -> Path:
    """Return the folder of the explorer's own files: of the checkout, or of the wheel."""
    for place in _PLACES:
        if (place / "index.html").is_file():
            return place
    raise SiteError("the explorer's files are missing: install sirte anew, or use a checkout")


def to_script(name: str, content: Any) -> str:
    """Return a script that hands `content` to the page: pages opened from disk cannot fetch.

    No character of the data can end the script or a line of it.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for mark in ("<", "\u2028", "\u2029"):
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return f"SIRTE.receive({json.dumps(name)},{text});\n"


def _write_data(dataset: Dataset, site: Path) -> None:
    (site / "data").mkdir()
    offered = describe_release(site / "download", dataset.version)
    for name, content in make_chunks(dataset, has_docs=(site / DOCS / _A_PAGE).is_file()):
        whole = {**content, **offered} if name == "front" else content
        (site / "data" / f"{name}.js").write_text(to_script(name, whole), "utf-8", newline="\n")


def _write_downloads(dataset: Dataset, dist: Path, folder: Path) -> None:
    folder.mkdir()
    files = dict(_package_files(dataset))
    copy_release(dist, dataset.version, files, folder)
    for path, text in files.items():
        if path.endswith(".csv"):
            (folder / Path(path).name).write_text(text, "utf-8", newline="\n")
    (folder / "sirte.zip").write_bytes(_zip(files))


def _package_files(dataset: Dataset) -> Iterator[tuple[str, str]]:
    package = dataset.package
    for name in (DESCRIPTOR, "CITATION.cff", "LICENSE-DATA"):
        if (package.root / name).is_file():
            yield name, (package.root / name).read_text("utf-8")
    for resource in package.metadata["resources"]:
        table = package.tables[resource["name"]]
        yield table.path, format_table(dataset.frames[table.name], table)
        if isinstance(resource["schema"], str):
            yield resource["schema"], (package.root / resource["schema"]).read_text("utf-8")


def _zip(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            entry = zipfile.ZipInfo(f"sirte/{path}", _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, text)
    return out.getvalue()
