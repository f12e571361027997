"""Whether a release may be made: version, citation, changelog, ledger and tag must agree."""

import datetime
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from sirte.cff import read_cff
from sirte.dataset import load
from sirte.ledger.entries import list_versions
from sirte.paths import find_checkout


def find_disagreements(root: Path, tag: str) -> list[str]:
    """Return what stands against releasing the checkout as `tag` (v1.2.3), a sentence each."""
    return list(_disagreements(root, tag))


def _disagreements(root: Path, tag: str) -> Iterator[str]:
    if not re.fullmatch(r"v\d+\.\d+\.\d+", tag):
        yield f"tag {tag!r} is not of the form v1.2.3"
        return
    version, dataset = tag[1:], load(root)
    for place, found in _versions(root, dataset.version).items():
        if found != version:
            yield f"{place} says {found or 'nothing'}, the tag {version}"
    if f"\n## {version}\n" not in (root / "CHANGELOG.md").read_text("utf-8"):
        yield f"CHANGELOG.md has no section {version}"
    if "\n## Unreleased\n" in (root / "CHANGELOG.md").read_text("utf-8"):
        yield "CHANGELOG.md still has a section Unreleased"
    released = read_cff(root).get("date-released", "")
    if not released:
        yield "CITATION.cff has no date-released"
    elif datetime.date.fromisoformat(released) > datetime.datetime.now(datetime.UTC).date():
        yield f"CITATION.cff: {released} lies ahead"
    frozen = dataset.frames["releases"]["version"]
    if list_versions([version]) and version not in set(frozen):
        yield f"releases does not hold {version}: run `sirte ledger freeze`"


def _versions(root: Path, of_package: str) -> dict[str, str]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    readme = re.search(r"version (\d+\.\d+\.\d+)", (root / "README.md").read_text("utf-8"))
    found = {"datapackage.json": of_package, "pyproject.toml": str(project)}
    found["CITATION.cff"] = str(read_cff(root).get("version", ""))
    found["README.md"] = readme[1] if readme else ""
    return found


if __name__ == "__main__":
    against = find_disagreements(find_checkout(), sys.argv[1] if len(sys.argv) > 1 else "")
    for sentence in against:
        print(sentence)  # noqa: T201
    raise SystemExit(1 if against else 0)
