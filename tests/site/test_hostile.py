"""Hostile cells are text: no script runs, no address is followed, no file has a formula."""

import pytest

from sirte.dataset import load
from sirte.site import build_site

from ..conftest import Row, build_package
from .conftest import Open
from .pages import turn_to

pytestmark = pytest.mark.site

MARKUP = '<img src=x onerror="window.owned=1"><script>window.owned=1</script>\'"`&lt;\u202etxt'
FORMULA = '=HYPERLINK("http://evil.example","x")'
SCRIPT = "javascript:window.owned=1//%0a"
ATTACKS: dict[str, dict[int, Row]] = {
    "events": {0: {"title": MARKUP, "summary": FORMULA, "place": MARKUP, "coding_note": MARKUP}},
    "actors": {4: {"name": MARKUP, "description": MARKUP, "wikidata_id": '"><script>'}},
    "actor_names": {2: {"name": "\u202e<b>أردوغان</b>", "language": 'x" onload="1'}},
    "sources": {0: {"url": SCRIPT, "title": MARKUP, "publisher": MARKUP, "language": "<b>"}},
    "evidence": {0: {"anchor": MARKUP, "note": MARKUP}},
    "statements": {0: {"summary": MARKUP}},
    "alignments": {0: {"summary": MARKUP}},
    "phases": {0: {"label": MARKUP}},
    "codings": {0: {"value": MARKUP, "coder": MARKUP, "read_blocs": MARKUP}},
}
VIEWS = [
    "",
    "#/search",
    "#/timeline",
    "#/record/evt-0001",
    "#/record/stm-0001",
    "#/actor/tur-erdogan",
]
VIEWS += ["#/record/aln-0001", "#/actor/rus-putin", "#/actors", "#/source/src-0001", "#/sources"]
VIEWS += ["#/backing?phase=P2", f"#/search?q={MARKUP}", f"#/record/{MARKUP}"]


ADDRESSES = [SCRIPT, " javascript:1", "JaVaScRiPt:1", "data:text/html,x", "//evil.example"]
ADDRESSES += ["vbscript:1", "http:evil", "https://[", "\x01javascript:1", "file:///etc/passwd"]
ADDRESSES += ["blob:x"]
FORMULAS = ["=1", "+1", "-1+2", "@x", "\t=1", "\r=1", " =1", "\u200f=1", "\uff1d1"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a site whose data attack it."""
    package = build_package(tmp_path_factory.mktemp("hostile"), {}, {}, ATTACKS)
    return build_site(load(package), package / "dist").as_uri() + "/"


def test_hostile_text_is_shown_and_never_run(visit: Open, hostile: str) -> None:
    page = visit("", hostile)
    for view in VIEWS:
        turn_to(page, view)
        assert page.evaluate("typeof window.owned") == "undefined"
        assert page.locator("main img, main script, main iframe, main b").count() == 0


def test_hostile_title_is_text(visit: Open, hostile: str) -> None:
    page = visit("#/record/evt-0001", hostile)
    assert page.locator("h1").inner_text() == MARKUP
    assert page.title().startswith("<img src=x")


def test_hostile_addresses_are_no_links(visit: Open, hostile: str) -> None:
    page = visit("", hostile)
    for view in ("#/record/evt-0001", "#/actor/rus-putin", "#/source/src-0001"):
        turn_to(page, view)
        links = page.locator("a[href]").evaluate_all("(l) => l.map((a) => a.getAttribute('href'))")
        odd = [a for a in links if not a.startswith(("#/", "http", "docs/", "#main"))]
        assert odd == [], view
    assert "Open the page: no address" in page.locator("main").inner_text()
    assert SCRIPT in page.locator(".address").inner_text()


def test_safe_address_refuses_whatever_is_not_http(visit: Open) -> None:
    found = visit().evaluate("(l) => l.map((a) => SIRTE.safeAddress(a))", ADDRESSES)
    assert dict(zip(ADDRESSES, found, strict=True)) == dict.fromkeys(ADDRESSES, "")


def test_saved_csv_has_no_cell_that_begins_with_a_formula(visit: Open) -> None:
    saved = visit("#/search").evaluate(
        "(l) => l.map((title) => SIRTE.toCsv("
        "[{id: 'x', title, parties: [], blocs: [], valence: -2}]))",
        FORMULAS,
    )
    for text, file in zip(FORMULAS, saved, strict=True):
        cells = file.split("\n", 1)[1]
        assert f"'{text}" in cells
        assert ",-2," in cells


def test_content_policy_allows_no_inline_script(visit: Open) -> None:
    page = visit()
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert page.locator("script:not([src]), style, [style], [onclick]").count() == 0
