"""Begins the next version after a release, so that changed tables never bear a released version."""

import re
from collections.abc import Iterable
from pathlib import Path

from sirte.canonical import write_file
from sirte.dataset import load
from sirte.descriptors import read_package
from sirte.errors import PackageError
from sirte.ledger.entries import LedgerError, list_versions, parse_version
from sirte.ledger.rows import read_all, to_csv
from sirte.paths import DESCRIPTOR

# Where the version stands, the descriptor first; a file that is not there is passed over.
PLACES = {
    DESCRIPTOR: '"version": {}',
    "pyproject.toml": "version = {}",
    "CITATION.cff": "version: {}",
    "README.md": "version {}",
}
CHANGELOG = "CHANGELOG.md"
FILES = (*PLACES, CHANGELOG)  # what `begin` writes beside the ledger
_RELEASED = re.compile(r"^date-released:.*\n", re.MULTILINE)
_BEGUN = (
    "## Unreleased\n\n- Corrected rows: the ledger, `corrections`, has each with its reason.\n\n"
)


def next_version(current: str, released: Iterable[str], *, adds: bool) -> str:
    """Return the version that the next change belongs to: `current`, unless it cannot hold it.

    After a release the last figure rises, or the middle one where rows are added. Where nothing
    is released there is no ledger yet, and `current` stays.
    """
    versions = list_versions(released)
    if not versions:
        return current
    last, now = parse_version(versions[-1]), parse_version(current)
    if now > last and not (adds and now[:2] == last[:2]):
        return current
    return f"{last[0]}.{last[1] + 1}.0" if adds else f"{last[0]}.{last[1]}.{last[2] + 1}"


def begin(root: Path, version: str) -> list[str]:
    """Write the version wherever it stands below `root`, and into entries of no release yet.

    Returns the files that changed. The citation loses its day of release, for the new version
    has none; the changelog gets a section for it. Raises `PackageError`, and changes nothing,
    where the version does not lie beyond the last release or a file does not say the version of
    the descriptor.
    """
    old = read_package(root).version
    texts = {name: _renew(root, name, old, version) for name in PLACES}
    texts |= _relabel(root, version) | {CHANGELOG: _open_section(_read(root, CHANGELOG))}
    changed = {n: t for n, t in texts.items() if t != _read(root, n)}
    for name, text in changed.items():
        write_file(root / name, text)
    return list(changed)


def _read(root: Path, name: str) -> str:
    path = root / name
    return path.read_bytes().decode("utf-8") if path.is_file() else ""


def _renew(root: Path, name: str, old: str, new: str) -> str:
    text = _read(root, name)
    if not text:
        return text
    mark = PLACES[name]
    number = f'("?){re.escape(old)}(?![0-9.]*[0-9])'
    pattern = r"(?<![\w-])" + re.escape(mark).replace(re.escape("{}"), number)
    renewed, count = re.subn(pattern, lambda m: mark.format(m[1] + new), text, count=1)
    if not count:
        raise PackageError(f"{name} does not say version {old}: make the versions equal first")
    return _RELEASED.sub("", renewed) if name.endswith(".cff") else renewed


def _open_section(changelog: str) -> str:
    """Return the changelog with a section Unreleased, before the first that it has."""
    if "## Unreleased\n" in changelog:
        return changelog
    return re.sub(r"^## ", lambda m: _BEGUN + m[0], changelog, count=1, flags=re.MULTILINE)


def _relabel(root: Path, version: str) -> dict[str, str]:
    """Return the ledger's file with the entries that are in no release yet given to `version`."""
    dataset = load(root)
    tables, table = read_all(dataset.package, dataset.frames), dataset.package.tables["corrections"]
    versions = list_versions(r["version"] for r in tables["releases"].values())
    if versions and parse_version(version) <= parse_version(versions[-1]):
        raise LedgerError(f"{versions[-1]} is released: the next version lies beyond it")
    last = parse_version(versions[-1]) if versions else (0, 0, 0)
    rows = {
        i: r | {"release": version} if parse_version(r["release"]) > last else r
        for i, r in tables["corrections"].items()
    }
    return {table.path: to_csv(rows, table)} if rows else {}
