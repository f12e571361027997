"""References on the page are those of `sirte cite`, and links into the documentation are good."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sirte.citing import STYLES, make_reference
from sirte.dataset import Dataset, load
from sirte.site import build_site
from sirte.site.references import make_templates

from ..conftest import ROOT, Mini
from .conftest import Open

pytestmark = pytest.mark.site

ODD = 'Sözler & "s\u0131rt" {x} \\ ~^#_%$ \u202e Ж..'


def _choose(page: Any, style: str) -> str:
    page.get_by_label("Style of the reference").select_option(style)
    return str(page.locator(".reference").inner_text())


@pytest.mark.parametrize("record_id", ["", "evt-0001", "stm-0001", "aln-0001"])
def test_reference_is_what_the_command_prints(visit: Open, real: Dataset, record_id: str) -> None:
    page = visit(f"#/record/{record_id}" if record_id else "")
    for style, write in STYLES.items():
        assert _choose(page, style) == write(make_reference(real, record_id)).rstrip()


def test_reference_of_odd_words_is_escaped_as_the_command_does(
    visit: Open, mini: Mini, build: Callable[[Path], str]
) -> None:
    package = mini(events={0: {"title": ODD}})
    (package / "CITATION.cff").write_bytes((ROOT / "CITATION.cff").read_bytes())
    page = visit("#/record/evt-0001", build(package))
    for style, write in STYLES.items():
        assert _choose(page, style) == write(make_reference(load(package), "evt-0001")).rstrip()


def test_reference_on_a_server_gives_the_page_s_address(visit: Open, served: str) -> None:
    page = visit("#/record/evt-0001", served)
    address = f"{served}index.html#/record/evt-0001"
    assert _choose(page, "apa").endswith(f"(Version {_version()}). {address}")
    assert f"UR  - {address}" in _choose(page, "ris")
    assert f"url = {{{address}}}" in _choose(page, "bibtex")


def _version() -> str:
    found = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert found
    return found[1]


def test_style_chosen_stays_from_page_to_page(visit: Open) -> None:
    page = visit("#/record/evt-0001")
    _choose(page, "ris")
    page.evaluate("location.hash = '#/record/evt-0002'")
    page.wait_for_selector("h1:has-text('evt-0002'), code:has-text('evt-0002')")
    assert page.locator(".reference").inner_text().startswith("TY  - DATA")


def test_own_address_of_the_dataset_goes_before_the_page_s(mini: Mini) -> None:
    package = mini()
    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    (package / "CITATION.cff").write_text(cited + "url: https://data.example/sirte\n", "utf-8")
    apa = make_templates(load(package))["apa"]
    assert apa["dataset-at"] == apa["dataset"]
    assert "https://data.example/sirte" in apa["record-at"]


def test_links_into_the_documentation_lead_to_pages_and_headings(
    visit: Open, real: Dataset, docs_site: Path, tmp_path: Path
) -> None:
    target = tmp_path / "site" / "docs"
    target.parent.mkdir()
    target.symlink_to(docs_site)
    site = build_site(real, tmp_path)
    found: set[str] = set()
    page = visit("", site.as_uri() + "/")
    for view in ("#/", "#/record/evt-0001", "#/record/stm-0001", "#/record/aln-0001"):
        page.evaluate("(hash) => { performance.clearMarks(); location.hash = hash }", view)
        page.wait_for_function("() => performance.getEntriesByName('sirte-shown').length")
        links = page.locator("main a[href^='docs/']")
        found |= set(links.evaluate_all("(l) => l.map((a) => a.getAttribute('href'))"))
    assert [a for a in sorted(found) if not _is_there(site, a)] == []
    assert {"docs/codebook/events.html#valence", "docs/reliability.html"} <= found


def _is_there(site: Path, address: str) -> bool:
    path, _, heading = address.partition("#")
    page = site / path
    return page.is_file() and (not heading or f'id="{heading}"' in page.read_text("utf-8"))


def test_links_into_the_documentation_are_good_where_it_was_not_built(
    visit: Open, site: Path
) -> None:
    links = visit("#/record/evt-0001").locator("a[href^='docs/']")
    found = set(links.evaluate_all("(l) => l.map((a) => a.getAttribute('href'))"))
    assert found == {"docs/index.html"}
    assert "make site" in (site / "docs" / "index.html").read_text("utf-8")


def test_every_column_of_a_saved_selection_is_filled_somewhere(visit: Open, tmp_path: Path) -> None:
    page = visit("#/search")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    saved.value.save_as(tmp_path / "found.csv")
    rows = list(csv.DictReader((tmp_path / "found.csv").read_text("utf-8-sig").splitlines()))
    assert [c for c in rows[0] if not any(r[c] for r in rows)] == []
