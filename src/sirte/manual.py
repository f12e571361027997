"""Builds the documentation with Sphinx, from docs/, the notebooks and the project's own pages."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath

from sirte.addresses import forms_address
from sirte.descriptors import read_package
from sirte.errors import PackageError
from sirte.paths import find_checkout

PAGES = PurePosixPath("docs")
SITE = Path("dist/site/docs")
MOVED = {n: n.lower() for n in ("CONTRIBUTING.md", "CHANGELOG.md", "RELEASING.md")}
TOUR = "notebooks/01_tour.ipynb"
_LINK = re.compile(r"(?<=\]\()[^)#\s]+")
_BINDER = "https://mybinder.org/v2/gh/{}/HEAD?urlpath=lab/tree/{}"
_GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")


def build(root: Path, target: Path) -> Path:
    """Write the site of the checkout at `root` into `target`; return its first page.

    Sphinx runs in a process of its own, without network, and never executes a notebook. The site
    is made aside and put in place whole. Raises `PackageError` with Sphinx's words on the first
    warning, or where it is not installed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".docs-") as made:
        source, site = Path(made, "source"), Path(made, "site")
        stage(root, source)
        _run_sphinx(root / PAGES, source, site)
        shutil.rmtree(site / ".doctrees", ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        site.replace(target)
    return target / "index.html"


def stage(root: Path, folder: Path) -> None:
    """Copy all pages into `folder` as the site has them, with links between them changed to fit.

    A file that a page links to, and that is no page, is copied too, and offered for download.
    """
    pages = list_pages(root)
    places = dict(pages)
    for name, place in pages.items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".md":
            text = _relink((root / name).read_text("utf-8"), root, name, places)
            target.write_text(text + _addition(root, place), encoding="utf-8")
        else:
            shutil.copyfile(root / name, target)
    for name in places.keys() - pages.keys():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, folder / name)


def list_pages(root: Path) -> dict[str, str]:
    """Return the place in the site of each page and figure, by its path in the checkout."""
    files = [p for p in (root / PAGES).rglob("*") if p.suffix in (".md", ".svg")]
    files = [p for p in files if not p.relative_to(root / PAGES).parts[0].startswith("_")]
    pages = {p.relative_to(root).as_posix(): p.relative_to(root / PAGES).as_posix() for p in files}
    notebooks = (p.relative_to(root).as_posix() for p in (root / "notebooks").glob("*.ipynb"))
    return dict(sorted((pages | {n: n for n in notebooks} | MOVED).items()))


def binder_link(repository: str | None, notebook: str = TOUR) -> str | None:
    """Return where a notebook runs in a browser; None without a repository on GitHub."""
    found = _GITHUB.fullmatch(repository or "")
    return _BINDER.format(found[1], notebook) if found else None


def _relink(text: str, root: Path, name: str, places: dict[str, str]) -> str:
    home = PurePosixPath(name).parent
    here = PurePosixPath(places[name]).parent

    def move(link: re.Match[str]) -> str:
        goal = os.path.normpath(home / link[0])
        if "://" in link[0] or goal.startswith("..") or not (root / goal).is_file():
            return link[0]
        return os.path.relpath(places.setdefault(goal, goal), here)

    return _LINK.sub(move, text)


def _addition(root: Path, place: str) -> str:
    """Return what the site adds to a page: the codebook's contents, links to Binder and forms."""
    if place == "codebook/index.md":
        names = read_package(root).tables
        return "\n```{toctree}\n:hidden:\n\n" + "\n".join([*names, "rules", "formats"]) + "\n```\n"
    if place == "notebooks.md":
        link = binder_link(read_package(root).metadata.get("repository"))
        return f"\n[Run the notebooks in a browser]({link}), without installing.\n" if link else ""
    if place == "corrections-by-form.md":
        forms = forms_address(read_package(root).metadata)
        return f"\n[Open the forms]({forms})\n" if forms else ""
    return ""


def _run_sphinx(config: Path, source: Path, site: Path) -> None:
    """Run Sphinx with nothing that differs from day to day or from one machine to another."""
    words = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "-c", str(config)]
    fixed = {"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603
        [*words, "-d", str(site / ".doctrees"), str(source), str(site)],
        env=os.environ | fixed,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PackageError(
            f"documentation not built: {done.stderr.strip().replace(str(source), 'docs')}"
        )


if __name__ == "__main__":
    try:
        print(f"built {build(find_checkout(), SITE)}")  # noqa: T201
    except PackageError as error:
        sys.exit(str(error))
