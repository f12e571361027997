"""Where the package lies: a given folder, the checkout worked in, or the copy in the wheel."""

from pathlib import Path

from sirte.errors import PackageError

DESCRIPTOR = "datapackage.json"
_BUNDLED = Path(__file__).parent / "_package"


def find_package(path: str | Path | None = None) -> Path:
    """Return the folder that holds `datapackage.json`.

    Without `path`: the nearest SIRTE checkout at or above the working directory, then the checkout
    that this module is part of, then the copy shipped in the wheel. Raises `PackageError`.
    """
    if path is not None:
        return _explicit(Path(path))
    for place in (*_checkouts(), _BUNDLED):
        if (place / DESCRIPTOR).is_file():
            return place
    raise PackageError("no data package found: give the folder that holds datapackage.json")


def find_checkout() -> Path:
    """Return the checkout's folder, for commands that write; raises `PackageError` in a wheel."""
    place = find_package()
    if place == _BUNDLED:
        raise PackageError("this command changes files: run it inside a checkout of the project")
    return place


def _explicit(path: Path) -> Path:
    folder = path.parent if path.name == DESCRIPTOR else path
    if not folder.is_dir():
        raise PackageError(f"{path}: no such folder")
    if not (folder / DESCRIPTOR).is_file():
        raise PackageError(f"{folder}: not a data package, {DESCRIPTOR} is missing")
    return folder


def _checkouts() -> list[Path]:
    here = Path.cwd()
    places = (here, *here.parents, Path(__file__).parents[2])
    return [p for p in places if (p / "src" / "sirte" / "paths.py").is_file()]
