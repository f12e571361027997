"""CSV: the package itself with a frozen descriptor and its codebook, and the wide tables."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sirte.canonical import format_table
from sirte.cells import parse_cells
from sirte.cff import CITATION
from sirte.codebook import render_pages
from sirte.dataset import load
from sirte.paths import DESCRIPTOR
from sirte.raw import read_cells
from sirte.release.content import Content, Part, RoundTripError
from sirte.saving import put, to_json, write_tables

_COPIED = (CITATION, "LICENSE-DATA")


def write(content: Content, folder: Path) -> None:
    """Write data, schemas, descriptor with rows and hashes, codebook, citation, licence, and the
    wide tables.
    """
    package = content.dataset.package
    resources = []
    for resource, raw in write_tables(content.dataset, folder):
        digest = f"sha256:{hashlib.sha256(raw).hexdigest()}"
        rows = len(content.dataset.frames[resource["name"]])
        resources.append({**resource, "rows": rows, "bytes": len(raw), "hash": digest})
    put(folder / DESCRIPTOR, to_json({**package.metadata, "resources": resources}))
    for name in _COPIED:
        if (package.root / name).is_file():
            put(folder / name, (package.root / name).read_bytes())
    for name, text in render_pages(package).items():
        put(folder / "codebook" / name, text.encode("utf-8"))
    for sheet in content.wide:
        put(folder / sheet.table.path, format_table(sheet.frame, sheet.table).encode("utf-8"))


def read(content: Content, folder: Path) -> Iterator[Part]:
    """Yield every table as the release's own package gives it, then the wide ones."""
    again = load(folder)
    for sheet in content.tables:
        yield Part(sheet.table.path, sheet, again.frames[sheet.table.name])
    for sheet in content.wide:
        raw = read_cells(folder, sheet.table)
        if raw.cells is None or raw.findings:
            raise RoundTripError(str(raw.findings[0]))
        frame, _ = parse_cells(sheet.table, raw.cells, raw.lines)
        yield Part(sheet.table.path, sheet, frame.reset_index(drop=True))
