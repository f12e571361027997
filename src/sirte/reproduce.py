"""Makes everything anew from the tables: validation, release folder, notebooks, charts."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sirte import checks, release, report
from sirte.canonical import write_file
from sirte.dataset import load
from sirte.errors import PackageError
from sirte.paths import find_checkout
from sirte.pictures import save_charts

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


@dataclass(frozen=True)
class Step:
    """One finished step: what it did, what it made, how long it took."""

    name: str
    made: str
    seconds: float


def reproduce(root: Path, dist: Path) -> Iterator[Step]:
    """Validate the package below `root`, build `dist`, execute its notebooks; yield each step.

    Writes nothing outside `dist`. Raises `PackageError` where a step fails.
    """
    yield _timed("validate", lambda: _validate(root))
    yield _timed("build", lambda: _build(root, dist))
    notebooks = sorted((root / "notebooks").glob("*.ipynb"))
    for path in notebooks:
        yield _timed(path.stem, lambda path=path: _execute(path, dist))  # type: ignore[misc]


def _timed(name: str, work: Callable[[], str]) -> Step:
    start = time.perf_counter()
    made = work()
    return Step(name, made, time.perf_counter() - start)


def _validate(root: Path) -> str:
    findings = checks.validate(root)
    if errors := report.count_errors(findings):
        raise PackageError(f"{errors} errors in the package: run `sirte validate`")
    return f"no errors, {len(findings)} warnings"


def _build(root: Path, dist: Path) -> str:
    folder, files = release.build(load(root), dist)
    return f"{folder}: {len(files)} files, {sum(f.size for f in files):,} bytes"


def _execute(path: Path, dist: Path) -> str:
    """Execute a notebook; write its page and its charts below `dist`."""
    notebook = _run(path)
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter().from_notebook_node(notebook)  # type: ignore[no-untyped-call]
    target = dist / "notebooks" / f"{path.stem}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")
    made = save_charts(notebook, path.stem, dist / "charts")
    return f"{target}, {len(made) // 2} charts"


def rerun(root: Path) -> Iterator[Path]:
    """Execute the notebooks below `root` and store their outputs in them; yield each path.

    Raises `PackageError` where one fails, which then stays as it was.
    """
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        notebook = _run(path)
        import nbformat

        write_file(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]
        yield path


def _run(path: Path) -> Any:
    """Return the notebook, executed in its own folder; no time of a run is kept in it."""
    try:
        import nbformat
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError
    except ImportError:
        raise PackageError("notebooks need the extra: pip install 'sirte[notebooks]'") from None
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=600,
        resources={"metadata": {"path": path.parent}},
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        last = _ADDRESS.sub("", str(error).strip().splitlines()[-1])
        raise PackageError(f"{path.name} failed: {last}") from None
    return notebook


if __name__ == "__main__":
    for done in rerun(find_checkout()):
        print(f"ran {done.name}")  # noqa: T201
