"""Every view, from disk and served, at three widths, light and dark, without an error."""

from pathlib import Path

import pytest

from sirte.dataset import Dataset

from .conftest import Open
from .pages import turn_to

pytestmark = pytest.mark.site

VIEWS = {
    "front": "",
    "search": "#/search?q=haftar",
    "timeline": "#/timeline?from=2020-01-01&to=2020-06-30",
    "event": "#/record/evt-0091",
    "statement": "#/record/stm-0001",
    "spell": "#/record/aln-0001",
    "actor": "#/actor/rus",
    "actors": "#/actors",
    "source": "#/source/src-0135",
    "sources": "#/sources",
    "backing": "#/backing?phase=P4",
    "missing": "#/record/evt-9999",
}
CUT = """() => [...document.querySelectorAll("svg text")].filter((t) => {
  const [own, box] = [t.getBoundingClientRect(), t.ownerSVGElement.getBoundingClientRect()];
  return own.width && (own.left < box.left - 1 || own.right > box.right + 1
    || own.top < box.top - 2 || own.bottom > box.bottom + 2);
}).map((t) => t.textContent)"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FIRST_BYTES = 1_500_000


def test_views_from_a_server_show_what_they_show_from_disk(visit: Open, served: str) -> None:
    pages = [visit("", base) for base in ("", served)]
    for view in VIEWS.values():
        shown = []
        for page in pages:
            turn_to(page, view)
            shown.append(page.locator("main").inner_text().replace(served, "").split("Cite")[0])
        assert len(shown[0]) > 40, view
        assert shown[0] == shown[1], view


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_view_opened_by_its_address_shows_what_a_link_shows(visit: Open, view: str) -> None:
    page = visit(view)
    opened = page.locator("main").inner_text()
    turn_to(page, "#/nowhere")
    turn_to(page, view)
    assert page.locator("main").inner_text() == opened


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_views_fit_their_width_and_cut_no_text(visit: Open, width: int, theme: str) -> None:
    page = visit("", width=width, color_scheme=theme)
    for view in VIEWS.values():
        turn_to(page, view)
        assert page.evaluate(WIDER) <= 0, view
        assert page.evaluate(CUT) == [], view


@pytest.mark.parametrize("width", [360, 950, 1250, 1440])
def test_definitions_open_inside_the_page(visit: Open, width: int) -> None:
    page = visit("#/record/evt-0091", width=width)
    for word in page.locator(".term-word").all():
        word.focus()
        box = word.locator("xpath=following-sibling::*").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_first_view_is_small(visit: Open, site: Path, served: str) -> None:
    page = visit("", served)
    page.wait_for_function("() => SIRTE.received.has('index')")
    sizes = page.evaluate("performance.getEntriesByType('resource').map((r) => r.decodedBodySize)")
    assert sum(sizes) + (site / "index.html").stat().st_size < FIRST_BYTES


def test_front_shows_the_claims_and_who_coded(visit: Open) -> None:
    text = visit().locator("main").inner_text()
    assert "P2 Offensive on Tripoli" in text
    assert "[\u22120.80, \u22120.38]" in text
    assert "no human coder has reviewed" in text


def test_record_shows_contradictions_beside_support(visit: Open, real: Dataset) -> None:
    page = visit("#/record/evt-0091")
    sides = page.locator(".sides > div")
    assert sides.count() == 2
    boxes = [sides.nth(i).bounding_box() for i in range(2)]
    assert boxes[0]["y"] == boxes[1]["y"]
    against = [e for e in real.record("evt-0091").evidence if e["reading"] == "contradicts"]
    assert page.locator(".against .passage").count() == len(against) > 0


def test_record_links_lead_to_the_passage_and_its_archived_copy(visit: Open) -> None:
    links = visit("#/record/evt-0001").locator(".passage-links a")
    addresses = [links.nth(i).get_attribute("href") for i in range(2)]
    assert "#:~:text=" in addresses[0]
    assert addresses[1].startswith("https://web.archive.org/web/20")


def test_actor_names_carry_language_and_direction(visit: Open) -> None:
    page = visit("#/actor/tur-erdogan")
    arabic = page.locator(".names [lang=ar]").first
    assert arabic.get_attribute("dir") == "auto"
    assert arabic.evaluate("(n) => getComputedStyle(n).direction") == "rtl"
    assert page.locator(".names [lang=ru]").count() > 0


def test_matrix_cell_is_the_strongest_spell_of_the_phase(visit: Open) -> None:
    page = visit("#/backing?phase=P3&arena=libya")
    words = page.locator(".matrix td a").evaluate_all("(l) => l.map((a) => a.ariaLabel)")
    assert any(w.startswith("Turkey to Government of National Accord: +2") for w in words)
    assert any(w.startswith("Turkey to Libyan National Army: \u22122") for w in words)


def test_acts_of_the_second_search_stand_outside_the_index(visit: Open) -> None:
    page = visit("#/timeline?arena=libya&kind=events")
    page.wait_for_selector(".mark")
    counts = page.evaluate(
        "SIRTE.store().then((s) => { const e = s.records.filter((r) => r.arena === 'libya'"
        " && r.table === 'events'); return [e.length, e.filter((r) => !r.in_index).length,"
        " e.filter((r) => r.second_search && r.in_index).length] })"
    )
    assert page.locator(".mark").count() == counts[0]
    assert page.locator(".mark.outside").count() == counts[1]
    assert counts[2] == 0


def test_report_link_is_hidden_without_a_repository(visit: Open) -> None:
    assert visit("#/record/evt-0001").get_by_text("Report an error").count() == 0


def test_theme_switch_is_kept(visit: Open, served: str) -> None:
    page = visit("", served)
    page.locator("#theme").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 23, 28)"


def test_record_prints_its_addresses(visit: Open) -> None:
    page = visit("#/record/evt-0001")
    page.emulate_media(media="print")
    assert not page.locator("header.site").is_visible()
    shown = page.locator(".passage-links a").first.evaluate(
        "(a) => getComputedStyle(a, '::after').content"
    )
    assert "http" in shown
