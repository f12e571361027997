"""Ids in the documentation lead to the explorer; code and unknown ids stay as they are."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from sirte import manual
from sirte.dataset import Dataset

from .conftest import ROOT, build_package

EVENT = "evt-0001"
HOSTILE = '"><img src=x onerror=alert(1)>'
PAGE = f"""---
orphan: true
---
# About {EVENT}

Plain {EVENT}, stm-0001 to stm-0002, (aln-0001); src-0003 and evd-0005.

Code `{EVENT}`, an actor `rus`, a table `events`.

Unknown evt-9999, `evt-9999`, xevt-0001, evt-00012, `nobody`, rus.

A command `sirte show {EVENT}`, a [link to {EVENT}](https://example.org/).

```sh
sirte show {EVENT}
```
"""
LINK = r'<a [^>]*href="([^"]*index\.html#/[^"]*)"[^>]*>(.*?)</a>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small documentation, the same page at two depths."""
    root = tmp_path_factory.mktemp("records")
    actor = {"actor_id": "events", "name": "A table's name", "kind": "other"}
    changes = {"events": {0: {"title": HOSTILE}}}
    build_package(root, {"actors": [actor]}, {}, changes)
    for name in ("_extensions", "_static", "_templates"):
        shutil.copytree(ROOT / "docs" / name, root / "docs" / name)
    shutil.copyfile(ROOT / "docs" / "conf.py", root / "docs" / "conf.py")
    for page in ("docs/index.md", "docs/deep/er/page.md", *manual.MOVED):
        (root / page).parent.mkdir(parents=True, exist_ok=True)
        (root / page).write_text(PAGE, encoding="utf-8")
    (root / "explorer").mkdir()
    (root / "explorer" / "index.html").touch()
    return manual.build(root, root / "dist" / "docs").parent


@pytest.fixture(scope="module")
def page(site: Path) -> str:
    """Return the HTML of the first page."""
    return (site / "index.html").read_text("utf-8").split("<article")[1]


def _places(html: str) -> list[str]:
    return [unescape(link).partition("#/")[2] for link, _ in re.findall(LINK, html)]


def test_ids_of_rows_are_links_and_all_else_is_not(page: str) -> None:
    assert _places(page) == [
        *("record/evt-0001", "record/stm-0001", "record/stm-0002", "record/aln-0001"),
        *("source/src-0003", "record/evt-0003", "record/evt-0001", "actor/rus"),
    ]


def test_code_and_headings_stay_as_they_are(page: str) -> None:
    assert re.search(rf"<h1>About {EVENT}<a class=\"headerlink", page)
    block = page.partition('<div class="highlight-sh')[2].partition("</pre>")[0]
    assert f"sirte show {EVENT}" in unescape(re.sub("<[^>]+>", "", block))
    assert "<a" not in block


def test_title_of_a_row_cannot_become_markup(page: str) -> None:
    assert "<img src=x" not in page
    assert HOSTILE in unescape(page)


@pytest.mark.parametrize("name", ["index.html", "deep/er/page.html"])
def test_links_lead_from_any_depth_to_the_page_beside_the_documentation(
    site: Path, name: str
) -> None:
    links = re.findall(LINK, (site / name).read_text("utf-8").split("<article")[1])
    goals = {(site / name).parent / link.partition("#")[0] for link, _ in links}
    assert {g.resolve() for g in goals} == {site.parent.resolve() / "index.html"}


def test_links_of_the_documentation_lead_to_rows(docs_site: Path, real: Dataset) -> None:
    pages = {p: p.read_text("utf-8") for p in docs_site.rglob("*.html")}
    links = [(p, unescape(link)) for p, html in pages.items() for link, _ in re.findall(LINK, html)]
    goals = {(p.parent / link.partition("#")[0]).resolve() for p, link in links}
    assert goals == {docs_site.parent.resolve() / "index.html"}
    ids = {link.rpartition("/")[2] for _, link in links}
    assert ids == {real.record(i).record_id for i in ids}  # raises where there is no such row


def test_notebook_s_table_links_its_ids(docs_site: Path) -> None:
    page = (docs_site / "notebooks" / "01_tour.html").read_text("utf-8")
    assert re.search(r'<td[^>]*><a href="\.\./\.\./index\.html#/record/evt-\d{4}">', page)
