"""Hostile cells are text: no script runs, no address is followed, no file has a formula."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sirte.dataset import load
from sirte.site import build_site

from ..conftest import Row, build_package, header_of
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
    "search_log": {0: {"query": MARKUP}},
}
LEDGER: Row = {
    "correction_id": "cor-0001",
    "release": MARKUP,
    "table": "events",
    "row_id": "evt-0001",
    "action": "change",
    "field": MARKUP,
    "old_value": MARKUP,
    "new_value": FORMULA,
    "reason_class": MARKUP,
    "reason": MARKUP,
    "source_id": SCRIPT,
    "reported_by": MARKUP,
}
GONE = dict.fromkeys(header_of("events"), MARKUP) | {"event_id": "evt-0009"}
PAGE = dict.fromkeys(header_of("evidence"), MARKUP)
PAGE |= {"event_id": "evt-0009", "source_id": SCRIPT}
PARTY = {"event_id": "evt-0009", "actor_id": MARKUP, "role": MARKUP}
RETIRED = LEDGER | {"action": "retire", "field": "", "new_value": "", "replaced_by": SCRIPT}
ADDED: dict[str, list[Row]] = {
    "corrections": [
        LEDGER,
        RETIRED
        | {"correction_id": "cor-0002", "row_id": "evt-0009", "old_value": json.dumps(GONE)},
        RETIRED
        | {"correction_id": "cor-0003", "table": "evidence", "row_id": "evd-0099"}
        | {"old_value": json.dumps(PAGE)},
        RETIRED
        | {"correction_id": "cor-0004", "table": "event_actors", "row_id": "evt-0009|x|y"}
        | {"old_value": json.dumps(PARTY)},
        LEDGER | {"correction_id": "cor-0005", "table": "actors", "row_id": "rus"},
    ],
    "releases": [
        {"version": v, "table": "events", "date": "2026-12-01", "rows": "3", "sha256": MARKUP}
        | {"summary": MARKUP}
        for v in (MARKUP, SCRIPT)
    ],
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
VIEWS += ["#/record/evt-0009", "#/actor/rus"]
VIEWS += ["#/backing?phase=P2", f"#/search?q={MARKUP}", f"#/record/{MARKUP}"]


ADDRESSES = [SCRIPT, " javascript:1", "JaVaScRiPt:1", "data:text/html,x", "//evil.example"]
ADDRESSES += ["vbscript:1", "http:evil", "https://[", "\x01javascript:1", "file:///etc/passwd"]
ADDRESSES += ["blob:x"]
FORMULAS = ["=1", "+1", "-1+2", "@x", "\t=1", "\r=1", " =1", "\u200f=1", "\uff1d1"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a site whose data attack it."""
    package = build_package(tmp_path_factory.mktemp("hostile"), ADDED, {}, ATTACKS)
    path = package / "datapackage.json"
    described = json.loads(path.read_text("utf-8"))
    attack = {"repository": SCRIPT, "title": MARKUP, "contributors": [{"title": MARKUP}]}
    path.write_text(json.dumps(described | attack | {"licenses": [{"title": MARKUP}]}), "utf-8")
    return build_site(load(package), package / "dist").as_uri() + "/"


def test_hostile_text_is_shown_and_never_run(visit: Open, hostile: str) -> None:
    page = visit("", hostile)
    for view in VIEWS:
        turn_to(page, view)
        assert page.evaluate("typeof window.owned") == "undefined"
        assert page.locator("main img, main script, main iframe, main b").count() == 0


def test_hostile_title_is_text(visit: Open, hostile: str) -> None:
    page = visit("#/record/evt-0001", hostile)
    assert page.locator("h1").inner_text() == MARKUP.replace("\u202e", "")
    assert page.title().startswith("<img src=x")


def test_hostile_ledger_is_shown_as_text(visit: Open, hostile: str) -> None:
    shown = MARKUP.replace("\u202e", "")
    assert shown in visit("#/record/evt-0001", hostile).locator(".entries").inner_text()
    assert shown in visit("", hostile).locator("#releases").inner_text()
    page = visit("#/record/evt-0009", hostile)
    assert page.locator("h1").inner_text() == shown
    assert page.locator("a.successor").get_attribute("href").startswith("#/record/javascript%3A")


def test_no_mark_that_turns_text_is_shown_anywhere(visit: Open, hostile: str) -> None:
    page = visit("", hostile)
    for view in VIEWS:
        turn_to(page, view)
        odd = page.evaluate(_TURNING)
        assert odd == [], view


_TURNING = """() => {
  const turns = /[\u202a-\u202e\u2066-\u2069]/;
  const all = [...document.documentElement.querySelectorAll("*")];
  const values = all.flatMap((n) => [...n.attributes].map((a) => a.value));
  const texts = all.flatMap((n) => [...n.childNodes].map((c) => (c.nodeType === 3 ? c.data : "")));
  return [...values, ...texts, document.title].filter((text) => turns.test(text));
}"""


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u2069\u202e", "\u2069\u2069\u202e", "\u2067", "\u202b"]
)
def test_name_cannot_turn_what_stands_around_it(
    visit: Open, tmp_path: Path, build: Callable[[Path], str], mark: str
) -> None:
    named = {"sources": {0: {"publisher": f"One{mark}two"}}}
    page = visit("#/sources", build(build_package(tmp_path / "package", {}, {}, named)))
    places: list[Any] = page.locator(".counted .muted", has_text="One").evaluate(_LETTERS)
    assert places == sorted(places)
    assert len(places) > 10


# Where each letter after the name stands, which is in the same line of text.
_LETTERS = """(notes) => {
  const text = notes.lastChild;
  const range = document.createRange();
  return [...text.data].map((_, i) => {
    range.setStart(text, i);
    range.setEnd(text, i + 1);
    return range.getBoundingClientRect().left;
  });
}"""


def test_hostile_addresses_are_no_links(visit: Open, hostile: str) -> None:
    page = visit("", hostile)
    for view in (
        "#/source/src-0001",
        "#/record/evt-0001",
        "#/actor/rus-putin",
        "#/record/evt-0009",
        "",
        "#/source/src-0001",
    ):
        turn_to(page, view)
        links = page.locator("a[href]").evaluate_all("(l) => l.map((a) => a.getAttribute('href'))")
        odd = [a for a in links if not a.startswith(("#/", "http", "docs/", "#main", "download/"))]
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
