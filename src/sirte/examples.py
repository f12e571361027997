"""Runs the examples of a page and puts in what they print, so that none can show another answer."""

import contextlib
import io
import re
from pathlib import Path
from typing import Any

from sirte.canonical import write_file
from sirte.dataset import Dataset, load
from sirte.paths import find_checkout
from sirte.sql import query

PAGES = ("docs/start.md", "docs/coding.md")
_EXAMPLE = re.compile(
    r"^```(?P<language>python|sql)\n(?P<code>.*?)^```\n(?:\n```text\n.*?^```\n)?", re.M | re.S
)


def fill(text: str, dataset: Dataset) -> str:
    """Return a page with the output of each Python and SQL block in a block below it.

    Python blocks of a page share their names, in order;. Blocks in
    other languages stay as they are. Raises what an example raises.
    """
    names: dict[str, Any] = {}

    def answer(found: re.Match[str]) -> str:
        code = found["code"]
        shown = _run(code, names) if found["language"] == "python" else _ask(code, dataset)
        block = f"```{found['language']}\n{code}```\n"
        return f"{block}\n```text\n{shown}```\n" if shown else block

    return _EXAMPLE.sub(answer, text)


def _run(code: str, names: dict[str, Any]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, names)  # noqa: S102  the page's own examples
    return _tidy(printed.getvalue())


def _ask(code: str, dataset: Dataset) -> str:
    return _tidy(query(dataset, code).to_string(index=False) + "\n")


def _tidy(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def stale_pages(root: Path, dataset: Dataset) -> list[str]:
    """Return the pages whose examples print something else than is shown."""
    texts = {name: (root / name).read_text("utf-8") for name in PAGES}
    return [name for name, text in texts.items() if fill(text, dataset) != text]


def write_pages(root: Path, dataset: Dataset) -> list[str]:
    """Put the current outputs into the pages that are stale; return their names."""
    stale = stale_pages(root, dataset)
    for name in stale:
        write_file(root / name, fill((root / name).read_text("utf-8"), dataset))
    return stale


if __name__ == "__main__":
    place = find_checkout()
    for page in write_pages(place, load(place)):
        print(f"wrote {page}")  # noqa: T201
