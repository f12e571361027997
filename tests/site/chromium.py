"""Where Chromium is, and the explorer with ten times its records: for the tests and for bench/."""

import os
import shutil
import sys
from pathlib import Path

from sirte.dataset import Dataset
from sirte.site.build import to_script
from sirte.site.data import index_rows

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium found: install one, or name it in SIRTE_CHROMIUM"
TIMES = 10


def find_chromium() -> str | None:
    """Return Chromium's path: as SIRTE_CHROMIUM says, else the first of its names found."""
    named = os.environ.get("SIRTE_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def copy_tenfold(dataset: Dataset, site: Path, folder: Path) -> Path:
    """Copy a site to `folder` with ten copies of every record in its index; return `folder`."""
    shutil.copytree(site, folder)
    tables = index_rows(dataset)
    for name in ("events", "statements", "alignments"):
        rows = tables[name]["rows"]
        tables[name]["rows"] = [[f"{r[0]}{i}", *r[1:]] for i in range(TIMES) for r in rows]
    (folder / "data" / "index.js").write_text(to_script("index", tables), "utf-8")
    return folder


if __name__ == "__main__":  # make test-site asks once, and not each test
    sys.stderr.write("" if find_chromium() else f"skipped: {MISSING}\n")
    sys.stdout.write(find_chromium() or "")
